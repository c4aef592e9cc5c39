/** The way of a widget: a token from the BFF, then a question and its answer over the socket. */
import { io } from 'socket.io-client'
import * as z from 'zod/mini'
import { tokenAnswer } from '../../../shared/wire/token.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../ports/time.ts'
import { createWidgetTokens } from '../../push/widget-token.ts'
import { exchange } from './http.ts'
import { fail, type Line, ok, skip, warn } from './line.ts'

export interface WidgetParts {
  readonly config: Pick<Config, 'integratorKeys' | 'widgetTokenSecrets' | 'allowedOrigins'>
  readonly bffUrl: string
  readonly clock: Clock
  readonly timeoutMs: number
}

const TOKEN = 'widget: token'
const SOCKET = 'widget: socket'
const ORIGINS = 'widget: origins'
const TOKEN_SECONDS = 60
/** What the token covers, and what it does not: to be refused makes the round trip, and leaves nothing behind. */
const COVERED = 'cx-assist-doctor'
const NOT_COVERED = 'cx-assist-doctor-elsewhere'

export const widgetLines = async (parts: WidgetParts): Promise<readonly Line[]> => {
  const { line, token } = await tokenLine(parts)
  const socket = token === undefined ? skip(SOCKET, 'there is no token') : await socketLine(parts, token)
  return [line, socket, originsLine(parts)]
}

const originsLine = ({ config: { allowedOrigins } }: WidgetParts): Line =>
  allowedOrigins.length > 0
    ? ok(ORIGINS, `${allowedOrigins.length} may embed the widget`)
    : warn(
        ORIGINS,
        'ALLOWED_ORIGINS is empty: no desktop of another origin may embed the widget',
        'set ALLOWED_ORIGINS',
      )

const tokenLine = async (parts: WidgetParts): Promise<{ readonly line: Line; readonly token: string | undefined }> => {
  const { config, bffUrl, clock, timeoutMs } = parts
  const no = (line: Line) => ({ line, token: undefined })
  const [integratorKey] = config.integratorKeys
  if (integratorKey === undefined) return no(skip(TOKEN, 'INTEGRATOR_API_KEY is not set here'))
  const answer = await exchange(`${bffUrl}/api/widget/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${integratorKey}` },
    body: JSON.stringify({ agentId: 'cx-assist-doctor', conversations: [COVERED], ttlSeconds: TOKEN_SECONDS }),
    timeoutMs,
  })
  if (typeof answer === 'string') return no(fail(TOKEN, `no answer (${answer})`, 'look at the BFF’s log'))
  if (answer.status === 401) {
    const fix = 'give the BFF and the integrator the same INTEGRATOR_API_KEY, and restart the BFF'
    return no(fail(TOKEN, 'the key is not accepted (401)', fix))
  }
  const issued = tokenAnswer.safeParse(answer.json)
  if (!issued.success) {
    const fix = 'set WIDGET_TOKEN_SECRET and INTEGRATOR_API_KEY for the BFF, and restart it'
    return no(fail(TOKEN, `no token was issued (${answer.status})`, fix))
  }
  const { token } = issued.data
  if (config.widgetTokenSecrets.length === 0) return { line: ok(TOKEN, 'was issued'), token }
  const claims = await createWidgetTokens(config.widgetTokenSecrets, clock).verify(token)
  if (claims !== undefined) return { line: ok(TOKEN, 'was issued, and is signed as it should be'), token }
  const fix = 'give every process that issues or takes tokens the same WIDGET_TOKEN_SECRET, and compare the clocks'
  return { line: fail(TOKEN, 'was issued, but not with the WIDGET_TOKEN_SECRET of this environment', fix), token }
}

const refusedHandshake = z.object({ data: z.object({ code: z.string() }) })
const refusal = z.object({ ok: z.literal(false), error: z.object({ code: z.string() }) })

const socketLine = ({ bffUrl, timeoutMs, clock }: WidgetParts, token: string): Promise<Line> =>
  new Promise((resolve) => {
    const startedAt = clock.monotonic()
    const socket = io(bffUrl, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
    const end = (line: Line): void => {
      clearTimeout(timer)
      socket.removeAllListeners()
      socket.disconnect()
      resolve(line)
    }
    const proxy = 'see that every proxy between passes WebSocket upgrades of /socket.io/ on'
    const timer = setTimeout(() => end(fail(SOCKET, 'no answer in time', proxy)), timeoutMs)
    socket.on('connect_error', (error) => {
      const known = refusedHandshake.safeParse(error)
      const code = known.success ? known.data.data.code : 'no connection'
      const fix = known.success ? 'compare WIDGET_TOKEN_SECRET of all processes, and the clocks' : proxy
      end(fail(SOCKET, `the connection is refused (${code})`, fix))
    })
    socket.on('connect', () => {
      socket.emit('conversation:join', { conversationId: NOT_COVERED }, (answer: unknown) => {
        const told = refusal.safeParse(answer)
        const elapsed = Math.round(clock.monotonic() - startedAt)
        if (told.success && told.data.error.code === 'forbidden') {
          end(ok(SOCKET, `connects and answers, in ${elapsed} ms`))
          return
        }
        const fix = 'see that BFF and doctor are of one version'
        end(fail(SOCKET, 'a conversation that the token does not cover was not refused', fix))
      })
    })
  })
