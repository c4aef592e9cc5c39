/** The running BFF: there, ready, and of one mind with this environment about who may call it. */
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import * as z from 'zod/mini'
import { healthAnswer, readinessAnswer, WARMING } from '../../../shared/wire/widget-api.ts'
import { clockFirst, isHarmfulSkew, skewInWords } from '../../clock-skew.ts'
import type { Clock } from '../../ports/time.ts'
import { exchange } from './http.ts'
import { fail, type Line, ok, skip, warn } from './line.ts'
import { clockLine } from './skew.ts'

export interface ServiceParts {
  readonly bffUrl: string
  readonly webhookSecrets: readonly string[]
  readonly clock: Clock
  readonly timeoutMs: number
}

const BFF = 'BFF'
const SIGNED = 'BFF: signed webhook'
const UNSIGNED = 'BFF: unsigned webhook'

/** No fallback, so the flow's own guard ends it: it passes authentication and touches nothing. */
const HARMLESS = JSON.stringify({
  sessionId: 'cx-assist-doctor',
  input: '',
  intent: { name: 'cx_assist_doctor', confidence: 1 },
  context: {},
  previousIntents: [],
})
const GUARDED = 400

/** Loading and warming the model takes seconds. */
const WARM_WITHIN_MS = 15_000
const ASK_AGAIN_MS = 250

const described = z.object({ info: z.object({ version: z.string() }) })

export const serviceLines = async (parts: ServiceParts): Promise<readonly Line[]> => {
  const { bffUrl, timeoutMs, clock } = parts
  const health = await exchange(`${bffUrl}/healthz`, { timeoutMs })
  if (typeof health === 'string' || !healthAnswer.safeParse(health.json).success) {
    const seen = typeof health === 'string' ? health : `answered ${health.status}`
    const fix = 'start it (npm run bff), or say where it is (--bff URL)'
    return [fail(BFF, `there is no BFF at ${shownUrl(bffUrl)} (${seen})`, fix)]
  }
  const [openApi, ready, ...webhooks] = await Promise.all([
    exchange(`${bffUrl}/openapi.json`, { timeoutMs }),
    readyLines(parts),
    signedLine(parts, Math.round((clock.now() - health.date) / 1000)),
    unsignedLine(parts),
  ])
  const description = described.safeParse(typeof openApi === 'string' ? undefined : openApi.json)
  const version = description.success ? `, version ${description.data.info.version}` : ''
  const clocks = clockLine('BFF: clock', health.date, clock.now())
  return [ok(BFF, `runs at ${shownUrl(bffUrl)}${version}`), clocks, ...ready, ...webhooks]
}

/** Without user and password, should somebody have written them there. */
const shownUrl = (url: string): string => new URL(url).origin

const askReadiness = async ({ bffUrl, timeoutMs }: ServiceParts) => {
  const answer = await exchange(`${bffUrl}/readyz`, { timeoutMs })
  return readinessAnswer.safeParse(typeof answer === 'string' ? undefined : answer.json)
}

/** A BFF that has just been started is not ill: it is given the time in which it gets ready. */
const awaitReadiness = async (parts: ServiceParts): ReturnType<typeof askReadiness> => {
  const until = parts.clock.monotonic() + WARM_WITHIN_MS
  for (;;) {
    const parsed = await askReadiness(parts)
    const isWarming = parsed.success && parsed.data.checks.some(({ detail }) => detail?.startsWith(WARMING) === true)
    if (!isWarming || parts.clock.monotonic() >= until) return parsed
    await setTimeout(ASK_AGAIN_MS)
  }
}

const readyLines = async (parts: ServiceParts): Promise<readonly Line[]> => {
  const name = 'BFF: ready'
  const parsed = await awaitReadiness(parts)
  if (!parsed.success) return [fail(name, '/readyz does not answer as it should', 'look at the BFF’s log')]
  const troubled = parsed.data.checks.filter(({ state }) => state !== 'ok')
  if (troubled.length === 0) return [ok(name, `${parsed.data.checks.length} parts are well`)]
  return troubled.map((check) => {
    const detail = `${check.state}${check.detail === undefined ? '' : `: ${check.detail}`}`
    const tell = check.state === 'failed' ? fail : warn
    return tell(`${name}: ${check.name}`, detail, 'see the line of this part, and the BFF’s log')
  })
}

const post = async ({ bffUrl, timeoutMs }: ServiceParts, headers: Readonly<Record<string, string>>) => {
  const answer = await exchange(`${bffUrl}/webhook/fallback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: HARMLESS,
    timeoutMs,
  })
  return typeof answer === 'string' ? answer : answer.status
}

/** @param ahead seconds by which this machine's clock is ahead of the BFF's; NaN where that is not known */
const signedLine = async (parts: ServiceParts, ahead: number): Promise<Line> => {
  const [secret] = parts.webhookSecrets
  if (secret === undefined) return skip(SIGNED, 'WEBHOOK_SECRET is not set here')
  const id = `doctor_${randomUUID()}`
  const at = new Date(parts.clock.now())
  // Encoded anew, as the BFF does: the library insists on padding.
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').toString('base64')
  const seen = await post(parts, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, HARMLESS),
  })
  if (seen === GUARDED) return ok(SIGNED, 'the signature is accepted')
  if (seen === 401) {
    const fix = 'give the BFF and the sender the same WEBHOOK_SECRET, and restart the BFF'
    const detail = 'the signature is not accepted (401)'
    if (!isHarmfulSkew(ahead)) return fail(SIGNED, detail, fix)
    return fail(SIGNED, `${detail}: this machine’s clock is ${skewInWords(ahead)}`, clockFirst(ahead, fix))
  }
  return fail(SIGNED, `answered ${seen} and not ${GUARDED}`, 'see that no proxy changes the body, and the BFF’s log')
}

const unsignedLine = async (parts: ServiceParts): Promise<Line> => {
  const seen = await post(parts, {})
  if (seen === 401) return ok(UNSIGNED, 'is refused (401)')
  if (seen !== GUARDED) return warn(UNSIGNED, `answered ${seen} and not 401`, 'look at the BFF’s log')
  const isMeant = parts.webhookSecrets.length === 0
  const fix = isMeant ? 'set WEBHOOK_SECRET' : 'restart the BFF with WEBHOOK_SECRET'
  const tell = isMeant ? warn : fail
  return tell(UNSIGNED, 'is accepted: anybody who reaches the BFF may post webhooks', fix)
}
