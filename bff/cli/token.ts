/** `cx-assist token`: a widget token on standard output, for trying a widget without an integrator's server. */
import { parseArgs } from 'node:util'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { tokenRequest } from '../../shared/wire/widget-api.ts'
import { readConfig } from '../config.ts'
import { systemClock } from '../deadline.ts'
import { createWidgetTokens } from '../push/widget-token.ts'

const USAGE = `Usage: cx-assist token --agent ID [--conversation ID …] [--ttl SECONDS]

Prints a token for one agent, signed with WIDGET_TOKEN_SECRET from the environment. Without --conversation it covers
the conversations whose agent is ID. --ttl is 3600 unless given.
`

const fail = (problems: readonly string[]): never => {
  process.stderr.write(`cx-assist token: ${problems.join('; ')}\n`)
  process.exit(2)
}

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        agent: { type: 'string' },
        conversation: { type: 'string', multiple: true },
        ttl: { type: 'string', default: '3600' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    return fail([error instanceof Error ? error.message : 'the options cannot be read'])
  }
}

const options = readOptions()
if (options.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}
const request = parseOrProblem(tokenRequest, {
  agentId: options.agent,
  conversations: options.conversation,
  ttlSeconds: Number(options.ttl),
})
if (!request.ok) fail(request.errors.map(({ path, message }) => `${path}: ${message}`))
else {
  const reading = readConfig(process.env)
  if (!reading.ok) fail(reading.problems)
  else if (reading.config.widgetTokenSecrets.length === 0) fail(['WIDGET_TOKEN_SECRET is not set'])
  else {
    const { agentId, conversations, ttlSeconds = 3600 } = request.value
    const tokens = createWidgetTokens(reading.config.widgetTokenSecrets, systemClock)
    const { token } = await tokens.issue({ agentId, conversations, ttlSeconds })
    process.stdout.write(`${token}\n`)
  }
}
