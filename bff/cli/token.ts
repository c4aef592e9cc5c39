/** `cx-assist token`: a widget token on standard output, for trying a widget without an integrator's server. */
import { LONGEST_TOKEN_SECONDS, tokenRequest } from '../../shared/wire/token.ts'
import { readConfig } from '../config.ts'
import { systemClock } from '../deadline.ts'
import { misfits } from '../files/schema-words.ts'
import { createWidgetTokens } from '../push/widget-token.ts'
import { readArguments, UsageError } from './arguments.ts'

const USAGE = `Usage: cx-assist token --agent ID [--supervisor] [--conversation ID …] [--skill NAME …] [--ttl SECONDS]

Prints a token for one agent, signed with WIDGET_TOKEN_SECRET from the environment. Without --conversation it covers
the conversations whose agent is ID. With --supervisor ID is a supervisor, and it covers all conversations, or those of
each --skill. --ttl is 3600 unless given.
`

const fail = (problems: readonly string[]): never => {
  process.stderr.write(`cx-assist token: ${problems.join('; ')}\n`)
  process.exit(2)
}

const readOptions = () => {
  try {
    return readArguments(process.argv.slice(2), {
      agent: { type: 'string' },
      supervisor: { type: 'boolean' },
      conversation: { type: 'string', multiple: true },
      skill: { type: 'string', multiple: true },
      ttl: { type: 'string', default: '3600' },
    }).values
  } catch (error) {
    if (error instanceof UsageError) return fail([error.message])
    throw error
  }
}

const options = readOptions()
if (options.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}

const OPTIONS = new Map<PropertyKey | undefined, string>([
  ['agentId', '--agent'],
  ['conversations', '--conversation'],
  ['skills', '--skill'],
  ['ttlSeconds', '--ttl'],
])

const asked = {
  agentId: options.agent,
  role: options.supervisor === true ? 'supervisor' : undefined,
  conversations: options.conversation,
  skills: options.skill,
  ttlSeconds: /^\d+$/.test(options.ttl) ? Number(options.ttl) : undefined,
}
const request = tokenRequest.safeParse(asked)
if (asked.ttlSeconds === undefined) {
  fail([`--ttl must be a whole number of seconds, from 1 to ${LONGEST_TOKEN_SECONDS}`])
} else if (!request.success) {
  fail(misfits(tokenRequest, asked).map(({ path, message }) => `${OPTIONS.get(path[0])} ${message}`))
} else {
  const reading = readConfig(process.env)
  if (!reading.ok) fail(reading.problems)
  else if (reading.config.widgetTokenSecrets.length === 0) fail(['WIDGET_TOKEN_SECRET is not set'])
  else {
    const { ttlSeconds = 3600, ...grant } = request.data
    const tokens = createWidgetTokens(reading.config.widgetTokenSecrets, systemClock)
    const { token } = await tokens.issue({ ...grant, ttlSeconds })
    process.stdout.write(`${token}\n`)
  }
}
