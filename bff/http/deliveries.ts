/** A delivery that comes again: its first answer where it had effect, another try where it had none or may have had one. */
import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { ExponentialBackoff, handleType, retry } from 'cockatiel'
import * as z from 'zod/mini'
import { identifier } from '../../shared/wire/identifiers.ts'
import { describeFault } from '../fault.ts'
import type { Delivery, HttpAnswer } from '../ports/http-answer.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import { type DeliveryClaim, type DeliveryStore, StoreUnavailable } from '../ports/store.ts'
import type { Deadline } from '../ports/time.ts'
import type { Webhook } from '../ports/webhook.ts'
import { httpProblem } from '../problem-answer.ts'
import { STORE_FAILS } from './errors.ts'
import { type ParsedJson, parseJson } from './json-body.ts'
import { refuseExcess } from './json-excess.ts'

const DAY_SECONDS = 86_400
export const LONGEST_DELIVERY_ID = 256

/** How a delivery names itself. A signed id is its sender's own for all webhooks; others are one webhook's. */
export interface DeliveryName {
  readonly kind: 'signed' | 'id' | 'key'
  readonly id: string
}

export interface DeliveriesParts {
  readonly deliveries: DeliveryStore
  /** Seconds in which an equal body without a delivery id counts as a repeat; 0 is off. */
  readonly repeatWindowSeconds: () => number
  readonly log: Log
  readonly metrics: Metrics
}

const hashOf = (bytes: Buffer | string): string => hash('sha256', bytes, 'base64url')

/** By the webhook and not by the path as sent, which may differ in case or in a slash at its end. */
const keyOf = ({ family }: Webhook, { kind, id }: DeliveryName): string =>
  kind === 'signed' ? `signed ${id}` : `${family} ${kind} ${id}`

/** The answer in the form of the path that this delivery came on, which may be the sister of the first one's. */
const inFormOf = ({ path }: Webhook, answer: HttpAnswer): HttpAnswer =>
  answer.forms === undefined || !Object.hasOwn(answer.forms, path) ? answer : { ...answer, body: answer.forms[path] }

export const answerOnce = async (
  webhook: Webhook,
  raw: Buffer,
  name: DeliveryName | undefined,
  deadline: Deadline,
  parts: DeliveriesParts,
): Promise<HttpAnswer> => {
  const windowSeconds = parts.repeatWindowSeconds()
  const body = readOnce(raw)
  if (name === undefined && windowSeconds === 0) return await answerFirst(webhook, body, FIRST, deadline, parts)
  const fingerprint = `${webhook.family} ${hashOf(raw)}`
  const key = name === undefined ? `body ${fingerprint}` : keyOf(webhook, name)
  const seconds = name === undefined ? windowSeconds : DAY_SECONDS
  const claim = await parts.deliveries.claim(key, fingerprint, seconds, () => idsIn(body), webhook.changesFirst)
  if (claim.kind === 'other_body') {
    return httpProblem(409, 'this delivery id was used before, with another body or for another webhook')
  }
  if (claim.kind === 'repeated') {
    parts.metrics.deliveryRepeated(webhook.path)
    return inFormOf(webhook, await claim.answer)
  }
  const utteranceId = name === undefined ? undefined : `delivery-${hashOf(key)}`
  return await answerClaimed(webhook, body, claim, utteranceId, deadline, parts)
}

/** A body, parsed when it is looked at first: a repeat is not looked at. */
interface Body {
  readonly raw: Buffer
  json(): ParsedJson
}

const readOnce = (raw: Buffer): Body => {
  let parsed: ParsedJson | undefined
  return {
    raw,
    json: () => {
      parsed ??= parseJson(raw)
      return parsed
    },
  }
}

const id = z.catch(z.optional(identifier), undefined)
const telling = z.object({
  conversationId: id,
  sessionId: id,
  session: z.catch(
    z.optional(z.object({ id, cxone: z.catch(z.optional(z.object({ conversationId: id })), undefined) })),
    undefined,
  ),
})

/** Whom the body is probably about, before its own schema has read it. */
const idsIn = (body: Body): readonly string[] => {
  const parsed = body.json()
  const { data } = telling.safeParse(parsed.ok ? parsed.json : undefined)
  const contact = data?.conversationId ?? data?.session?.cxone?.conversationId
  const ids = [contact, data?.sessionId, data?.session?.id]
  return ids.filter((each) => each !== undefined)
}

const FIRST: Delivery = { utteranceId: undefined, resumed: false }

const answerClaimed = async (
  webhook: Webhook,
  body: Body,
  claim: Extract<DeliveryClaim, { kind: 'first' }>,
  utteranceId: string | undefined,
  deadline: Deadline,
  parts: DeliveriesParts,
): Promise<HttpAnswer> => {
  // Where the flow's last change kept the answer already, it is kept once.
  const answer = await answerFirst(
    webhook,
    body,
    { utteranceId, resumed: claim.resumed, claim: claim.token },
    deadline,
    parts,
  )
  if (answer.status < 500) {
    await parts.deliveries.settle(claim.token, answer)
    return answer
  }
  // A doubt that the first try left stays one, whatever the second found.
  const effect = claim.resumed ? 'unknown' : (answer.effect ?? 'unknown')
  const release = (): Promise<void> => parts.deliveries.release(claim.token, answer, effect)
  // Where the store fails, nobody waits for that: it takes as long again.
  if (answer === STORE_FAILS) releaseOnceItCan.execute(release).catch(reportUnlessUnavailable(parts))
  else await release()
  return answer
}

/** Until the claim is the next one's by itself. */
const releaseOnceItCan = retry(handleType(StoreUnavailable), {
  maxAttempts: 10,
  backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 }),
})

const reportUnlessUnavailable =
  ({ log }: Pick<DeliveriesParts, 'log'>) =>
  (error: unknown): void => {
    if (!(error instanceof StoreUnavailable)) log.error(describeFault(error), 'a delivery was not released')
  }

const whyNoJson = (raw: Buffer): string => {
  if (raw.length === 0) return 'the body is empty: it must be JSON'
  return isUtf8(raw) ? 'the body is not valid JSON' : 'the body is not UTF-8: send JSON in UTF-8'
}

const answerFirst = async (
  webhook: Webhook,
  body: Body,
  delivery: Delivery,
  deadline: Deadline,
  { log }: DeliveriesParts,
): Promise<HttpAnswer> => {
  const parsed = body.json()
  if (!parsed.ok) return httpProblem(400, whyNoJson(body.raw))
  try {
    return refuseExcess(webhook, parsed.json) ?? (await webhook.receive(parsed.json, deadline, delivery))
  } catch (error) {
    if (error instanceof StoreUnavailable) return STORE_FAILS
    log.error({ path: webhook.path, ...describeFault(error) }, 'a webhook failed on a fault of ours')
    return httpProblem(500, 'an internal error; the operator finds it in the log')
  }
}
