/** The command line of `cx-assist diagnose handover`. */
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { identifier } from '../../../shared/wire/identifiers.ts'
import { parseOrProblem } from '../../../shared/wire/problem.ts'
import { usageProblem } from '../arguments.ts'

export const USAGE = `Usage: cx-assist diagnose handover CONVERSATION_ID [--queue ID] [--wrapup ID] [options]
       cx-assist diagnose handover --payload FILE [options]
       cx-assist diagnose handover --recent COUNT [options]

Finds out why a bot's handover to an agent fails. Asks CXone for the conversation, rebuilds the payload that should have
been sent, checks it as the BFF would, and says how to mend it. Reads the BFF's environment. Transfers nothing, unless
told to with --execute.

  --payload FILE      checks the payload in FILE (- for standard input) instead of a rebuilt one
  --recent COUNT      the newest failed handovers: by the audit in DATA_DIR, and conversations that CXone holds in
                      state error or queued
  --queue ID          the queue that the handover should go to (default: the one of the conversation)
  --wrapup ID         the wrap-up code (default: the queue's only one)
  --channel NAME      the channel of the contact, where CXone's dialect tells calls from the rest by it: voice for a call
  --execute           transfers the conversation if no error was found, after a confirmation
  --confirm ID        the confirmation for scripts: the id of the conversation to be transferred
  --show-values       prints the customer's words and name instead of masking them
  --json              prints JSON

Ends with 0 if nothing was found, 1 for warnings, 2 for errors, 3 if not all could be checked, 64 for wrong usage.
`

const options = z.object({
  payload: z.optional(z.string().check(z.minLength(1))),
  recent: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/, 'takes a number from 1 to 100'))),
  queue: z.optional(z.string().check(z.minLength(1))),
  wrapup: z.optional(z.string().check(z.minLength(1))),
  channel: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  execute: z.boolean(),
  confirm: z.optional(z.string()),
  'show-values': z.boolean(),
  json: z.boolean(),
  help: z.boolean(),
})

export interface DiagnoseOptions extends Omit<z.infer<typeof options>, 'recent' | 'show-values'> {
  readonly conversationId: string | undefined
  readonly recent: number | undefined
  readonly showValues: boolean
}

/** What was asked for, or what is wrong with it as a sentence. */
export const readDiagnoseOptions = (args: readonly string[]): DiagnoseOptions | string => {
  let values: unknown
  let positionals: string[]
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        payload: { type: 'string' },
        recent: { type: 'string' },
        queue: { type: 'string' },
        wrapup: { type: 'string' },
        channel: { type: 'string' },
        execute: { type: 'boolean', default: false },
        confirm: { type: 'string' },
        'show-values': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    values = parsed.values
    positionals = parsed.positionals
  } catch (error) {
    return usageProblem(error) ?? 'the options cannot be read'
  }
  const read = parseOrProblem(options, values)
  if (!read.ok) return read.errors.map(({ path, message }) => `--${path}: ${message}`).join('; ')
  const [subject, conversationId, ...rest] = positionals
  const recent = read.value.recent === undefined ? undefined : Number(read.value.recent)
  const { 'show-values': showValues, ...value } = read.value
  const asked: DiagnoseOptions = { ...value, recent, showValues, conversationId }
  return asked.help ? asked : (problemOf(subject, rest, asked) ?? asked)
}

const problemOf = (
  subject: string | undefined,
  rest: readonly string[],
  asked: DiagnoseOptions,
): string | undefined => {
  const { conversationId, payload, recent, execute, confirm } = asked
  if (subject !== 'handover') return subject === undefined ? 'say what: handover' : `cannot diagnose "${subject}"`
  if (rest.length > 0) return 'takes one conversation at a time'
  const ways = [conversationId, payload, recent].filter((each) => each !== undefined).length
  if (ways !== 1) return 'name one of a conversation, --payload and --recent'
  if (conversationId !== undefined && !identifier.safeParse(conversationId).success) return 'that is no conversation id'
  if (execute && recent !== undefined) return '--execute takes one conversation or one payload, never --recent'
  if (confirm !== undefined && !execute) return '--confirm goes with --execute'
  return undefined
}
