/** Webhooks at an even pace, whether or not those before were answered; each is sent again until it is acknowledged. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { BELOW_THE_GATE, webhookBody } from '../bodies.ts'
import type { Acknowledged } from '../harness/checker.ts'
import { createCaller, isRefused } from './clients.ts'
import { signedHeaders } from './webhook-headers.ts'

const AGAIN_AFTER_MS = 250
/** The service answers within six seconds, whatever happens behind it. */
const ANSWER_WITHIN_MS = 8000
/** Longer than an answer takes and the lease of a delivery, ten seconds, whose process does not come back to it. */
const GIVE_UP_AFTER_MS = 20_000

export interface OpenLoopOptions {
  readonly secret: string
  readonly perSecond: number
  readonly seconds: number
  /** Where in the gap between two the first is sent, from 0 to 1: several senders then take turns. */
  readonly phase: number
  readonly pickConversation: () => string
  /** Asked anew for each try. */
  readonly pickUrl: (conversationId: string) => string
  readonly onRefused: (url: string) => void
  readonly nextMark: () => number
  readonly onSent: (utterance: string) => void
  readonly onAcknowledged: (acknowledged: Acknowledged) => void
}

/** Gives why each that was never acknowledged failed last, when all are answered or given up. */
export const runOpenLoop = async (options: OpenLoopOptions): Promise<readonly string[]> => {
  const caller = createCaller({ answerWithinMs: ANSWER_WITHIN_MS })
  const givenUp: string[] = []

  const deliver = async (): Promise<void> => {
    const conversationId = options.pickConversation()
    const serial = options.nextMark()
    const utterance = String(serial)
    const body = webhookBody({ conversationId, score: BELOW_THE_GATE, serial })
    // One id over all tries: whoever heard it before must not hear it twice.
    const headers = signedHeaders(options.secret, `msg_${randomUUID()}`, body)
    const giveUpAt = performance.now() + GIVE_UP_AFTER_MS
    options.onSent(utterance)
    let reason = 'no try'
    while (performance.now() < giveUpAt) {
      const url = options.pickUrl(conversationId)
      try {
        await caller.call('POST', url, '/webhook/cognigy', headers, body)
        options.onAcknowledged({ conversationId, utterance })
        return
      } catch (error) {
        if (isRefused(error)) options.onRefused(url)
        reason = `${utterance} of ${conversationId}: ${error instanceof Error ? error.message : String(error)}`
        await sleep(AGAIN_AFTER_MS)
      }
    }
    givenUp.push(reason)
  }

  const everyMs = 1000 / options.perSecond
  const firstAt = performance.now() + options.phase * everyMs
  const running: Promise<void>[] = []
  for (let sent = 0; sent < options.perSecond * options.seconds; sent += 1) {
    const wait = firstAt + sent * everyMs - performance.now()
    if (wait > 0) await sleep(wait)
    running.push(deliver())
  }
  await Promise.all(running)
  await caller.close()
  return givenUp
}
