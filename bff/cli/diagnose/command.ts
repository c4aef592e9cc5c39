/** `cx-assist diagnose handover`, with everything outside of it passed in. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { readConfig } from '../../config.ts'
import { startDeadline, systemClock } from '../../deadline.ts'
import { HANDOVER_AUDIT_FILE, openHandoverAudit } from '../../files/handover-audit.ts'
import { readRules } from '../../files/rules-file.ts'
import { createHandoverLedger } from '../../flows/handover/ledger.ts'
import { createLog } from '../../observe/log.ts'
import { createMetrics } from '../../observe/metrics.ts'
import type { HandoverRecord } from '../../ports/records.ts'
import { openCxone } from '../../upstream/cxone/open-cxone.ts'
import { proxyOf } from '../../upstream/http/proxies.ts'
import {
  type Diagnosis,
  type DiagnosisParts,
  diagnoseConversation,
  diagnosePayload,
  executeHandover,
} from './diagnose.ts'
import { type DiagnoseOptions, readDiagnoseOptions, USAGE } from './options.ts'
import { findFailedHandovers } from './recent.ts'
import { diagnosisJson, diagnosisText, exitOf } from './report.ts'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  print(text: string): void
  printError(text: string): void
  /** The text of a file, of standard input for `-`. Throws where it cannot be read. */
  read(path: string): string
  /** What a person answers; `undefined` where there is nobody to ask. */
  prompt(question: string): Promise<string | undefined>
}

const WRONG_USAGE = 64
const BUDGET_MS = 20_000

interface Setting extends DiagnosisParts {
  readonly dataDir: string | undefined
}

/** The BFF's own configuration; what the BFF would not start with is no ground to diagnose on. */
const settingOf = (env: Surroundings['env']): Setting | readonly string[] => {
  const reading = readConfig(env)
  if (!reading.ok) return reading.problems
  const { config } = reading
  const rules = readRules(config.rulesPath)
  if (!rules.ok) return rules.problems.map(({ path, message }) => `CX_ASSIST_CONFIG: ${path}: ${message}`)
  const log = createLog('silent', { write: () => undefined })
  const calling = { clock: systemClock, metrics: createMetrics(), proxyOf, log, rules: () => rules.rules }
  const { handovers } = openCxone({ ...config.cxone, ...calling })
  return { handovers, rules: rules.rules.handover, dataDir: config.dataDir }
}

/** @returns the exit code. */
export const runDiagnose = async (args: readonly string[], around: Surroundings): Promise<number> => {
  const options = readDiagnoseOptions(args)
  if (typeof options === 'string') return refuse(around, options)
  if (options.help) {
    around.print(USAGE)
    return 0
  }
  const setting = settingOf(around.env)
  if (!('handovers' in setting)) return refuse(around, setting.join('\n  '))
  const deadline = startDeadline(BUDGET_MS, systemClock)
  try {
    if (options.recent !== undefined) return await diagnoseRecent(setting, options, options.recent, around, deadline)
    const body = options.payload === undefined ? undefined : readPayload(around, options.payload)
    if (typeof body === 'string') return refuse(around, body)
    const diagnosis =
      body === undefined
        ? await diagnoseConversation(setting, options.conversationId ?? '', targetOf(options), deadline)
        : await diagnosePayload(setting, body.json, deadline)
    if (options.execute) return await execute(setting, options, diagnosis, around)
    tell(diagnosis, options, body === undefined ? 'CXone' : 'the saved payload', around)
    if (!options.json) around.print('Nothing was transferred: this was a dry run.\n')
    return exitOf(diagnosis.findings)
  } finally {
    deadline.release()
  }
}

const refuse = ({ printError }: Surroundings, problem: string): number => {
  printError(`cx-assist diagnose: ${problem}\n`)
  return WRONG_USAGE
}

const targetOf = ({ queue, wrapup, channel }: DiagnoseOptions) => ({
  queueId: queue,
  wrapupCodeId: wrapup,
  origin: originOf(channel),
})

const originOf = (channel: string | undefined) => (channel === undefined ? {} : { channel })

/** The payload, or why there is none. */
const readPayload = ({ read }: Surroundings, path: string): { readonly json: unknown } | string => {
  let text: string
  try {
    text = read(path)
  } catch (error) {
    return `${path}: cannot be read${error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''}`
  }
  try {
    return { json: JSON.parse(text) }
  } catch {
    return `${path}: is not JSON`
  }
}

const tell = (
  diagnosis: Diagnosis,
  options: DiagnoseOptions,
  knownBy: string,
  { print }: Surroundings,
  done = false,
) => {
  if (options.json) print(`${JSON.stringify(diagnosisJson(diagnosis, options.showValues, done), null, 2)}\n`)
  else print(diagnosisText(diagnosis, knownBy, options.showValues))
}

const auditLine = z.object({
  timestamp: z.string(),
  eventType: z.literal('HANDOVER'),
  by: z.enum(['webhook', 'diagnose']),
  conversationId: z.string(),
  transferTo: z.object({ type: z.string(), id: z.string() }),
  transferType: z.string(),
  wrapupCodeId: z.string(),
  contextKeys: z.array(z.string()),
  otherContextKeys: z._default(z.number(), 0),
  outcome: z.enum(['transferred', 'refused', 'unchecked', 'failed']),
  findings: z.array(z.object({ path: z.string(), code: z.string(), severity: z.string() })),
})

/** Half a line, or one of another program, is passed over. */
const readAudit = (dataDir: string | undefined): readonly HandoverRecord[] => {
  if (dataDir === undefined) return []
  let text: string
  try {
    text = readFileSync(join(dataDir, HANDOVER_AUDIT_FILE), 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = auditLine.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

const diagnoseRecent = async (
  setting: Setting,
  options: DiagnoseOptions,
  count: number,
  around: Surroundings,
  deadline: ReturnType<typeof startDeadline>,
): Promise<number> => {
  const { failed, unsearched } = await findFailedHandovers(
    setting.handovers,
    readAudit(setting.dataDir),
    count,
    deadline,
  )
  for (const sentence of unsearched) around.printError(`cx-assist diagnose: ${sentence}\n`)
  const diagnoses: Diagnosis[] = []
  for (const { conversationId, knownBy, queueId, wrapupCodeId } of failed) {
    const target = {
      queueId: options.queue ?? queueId,
      wrapupCodeId: options.wrapup ?? wrapupCodeId,
      origin: originOf(options.channel),
    }
    const diagnosis = await diagnoseConversation(setting, conversationId, target, deadline)
    diagnoses.push(diagnosis)
    if (!options.json) {
      tell(diagnosis, options, knownBy, around)
      around.print('\n')
    }
  }
  if (options.json) {
    const each = diagnoses.map((diagnosis) => diagnosisJson(diagnosis, options.showValues, false))
    around.print(`${JSON.stringify(each, null, 2)}\n`)
  } else if (failed.length === 0) around.print('No failed handover was found.\n')
  else around.print('Nothing was transferred: this was a dry run.\n')
  return Math.max(unsearched.length > 0 ? 3 : 0, ...diagnoses.map(({ findings }) => exitOf(findings)))
}

const execute = async (
  setting: Setting,
  options: DiagnoseOptions,
  diagnosis: Diagnosis,
  around: Surroundings,
): Promise<number> => {
  const { conversationId, checked, decision } = diagnosis
  const stop = (why: string, code: number): number => {
    tell(diagnosis, options, 'CXone', around)
    around.printError(`Nothing was transferred: ${why}.\n`)
    return code
  }
  if (decision !== 'transfer' || conversationId === undefined) {
    return stop('what was found has to be mended first', exitOf(diagnosis.findings))
  }
  if (!options.json) tell(diagnosis, options, 'CXone', around)
  const question = `Transfer conversation ${conversationId} to ${checked.transferTo?.id}? Type its id to confirm: `
  const answer = options.confirm ?? (await around.prompt(question))
  if (answer?.trim() !== conversationId) {
    around.printError(`Nothing was transferred: conversation ${conversationId} was not confirmed.\n`)
    return WRONG_USAGE
  }
  const deadline = startDeadline(BUDGET_MS, systemClock)
  const refusal = await executeHandover(setting, diagnosis, deadline).finally(deadline.release)
  await keepAccount(setting, diagnosis, refusal, around)
  if (options.json) tell(diagnosis, options, 'CXone', around, refusal === undefined)
  if (refusal === undefined) {
    if (!options.json) around.print(`Conversation ${conversationId} was transferred.\n`)
    return exitOf(diagnosis.findings)
  }
  around.printError(`Not transferred: ${refusal.message}\n→ ${refusal.fix}\n`)
  return 2
}

const keepAccount = async (
  { dataDir, rules: handover }: Setting,
  { checked, findings }: Diagnosis,
  refusal: Diagnosis['findings'][number] | undefined,
  { printError }: Surroundings,
): Promise<void> => {
  const handoverAudit = dataDir === undefined ? undefined : openHandoverAudit(dataDir, systemClock)
  const log = createLog('info', { write: printError })
  const kind = refusal === undefined ? 'transferred' : 'failed'
  const found = refusal === undefined ? findings : [refusal, ...findings]
  await createHandoverLedger({ handoverAudit, rules: () => ({ handover }), clock: systemClock, log }).enter(
    'diagnose',
    checked,
    {
      kind,
      findings: found,
    },
  )
}
