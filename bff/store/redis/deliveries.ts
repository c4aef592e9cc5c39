/** Deliveries in Redis: claimed for as long as whoever works on them lives, and answered to all that wait, in any process. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod/mini'
import type { KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { HttpAnswer } from '../../ports/http-answer.ts'
import { type DeliveryStore, StoreUnavailable } from '../../ports/store.ts'
import { httpProblem } from '../../problem-answer.ts'
import type { Keeper } from './keeper.ts'
import type { RedisLink } from './link.ts'
import { ABOUT, ANSWER, CLAIM, FORGET, PREFIX, RELEASE, SETTLE } from './scripts.ts'

/** The message with the answer may be lost: who waits looks for itself, too. */
const LOOK_EVERY_MS = 500
/** Longer than any webhook works. */
const WAIT_AT_MOST_MS = 30_000

const claimed = z.union([
  z.tuple([z.enum(['other_body'])]),
  z.tuple([z.enum(['first', 'settled', 'waiting']), z.string()]),
])
const texts = z.array(z.string())
const looked = z.union([z.tuple([z.literal('answered'), z.string()]), z.tuple([z.enum(['waiting', 'lost'])])])

/** What an answer is about, as the scripts name it. */
export const quotesOf = (ids: readonly KindedId[]): readonly string[] => ids.map(({ kind, id }) => `${kind}:${id}`)

/** Nobody answers it any more: whoever sends it again will have it worked on. */
const nobodyAnswered = (): HttpAnswer =>
  httpProblem(503, 'the first delivery was interrupted; send it again', { headers: { 'retry-after': '1' } })

const nothing = (): readonly string[] => []

const read = (text: string): HttpAnswer => {
  // Written by a process of the same version, which alone uses this prefix.
  const answer: HttpAnswer = JSON.parse(text)
  return answer
}

export const createRedisDeliveries = (
  link: RedisLink,
  keeper: Keeper,
  expect: (ids: readonly string[]) => void,
): DeliveryStore => {
  const look = async (key: string, claim: string): Promise<HttpAnswer | undefined> => {
    const [state, answer] = looked.parse(await link.run(ANSWER, key, claim))
    if (answer !== undefined) return read(answer)
    return state === 'lost' ? nobodyAnswered() : undefined
  }

  const lookUntilAnswered = async (key: string, claim: string, over: AbortSignal): Promise<HttpAnswer> => {
    const until = performance.now() + WAIT_AT_MOST_MS
    while (performance.now() < until && !over.aborted) {
      try {
        const answer = await look(key, claim)
        if (answer !== undefined) return answer
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
      }
      await pause(LOOK_EVERY_MS, undefined, { signal: over }).catch(() => undefined)
    }
    return nobodyAnswered()
  }

  const awaited = async (key: string, claim: string): Promise<HttpAnswer> => {
    const channel = `${PREFIX}a:${claim}`
    const over = new AbortController()
    let hear: (text: string) => void = () => undefined
    const heard = new Promise<HttpAnswer>((resolve) => {
      hear = (text) => resolve(read(text))
    })
    void link.subscribe(channel, hear).catch(() => undefined)
    try {
      return await Promise.race([heard, lookUntilAnswered(key, claim, over.signal)])
    } finally {
      over.abort()
      link.unsubscribe(channel, hear)
    }
  }

  return {
    claim: async (key, fingerprint, ttlSeconds, about = nothing) => {
      const claim = randomUUID()
      const seconds = String(Math.max(1, Math.ceil(ttlSeconds)))
      const claiming = link.run(CLAIM, key, fingerprint, seconds, claim, String(keeper.leaseMs))
      // Right behind it, over the same connection: one way less before the change.
      expect(about())
      const answer = await claiming
      const [kind, told] = claimed.parse(answer)
      if (told === undefined) return { kind: 'other_body' }
      if (kind === 'settled') return { kind: 'repeated', answer: Promise.resolve(read(told)) }
      if (kind === 'waiting') return { kind: 'repeated', answer: awaited(key, told) }
      keeper.holdClaim(claim, key)
      return { kind: 'first', token: { key, claim }, resumed: told !== '' }
    },
    settle: async ({ key, claim }, answer) => {
      if (!keeper.letGoClaim(claim)) return
      await link.run(SETTLE, key, claim, JSON.stringify(answer), ...quotesOf(answer.about ?? []))
    },
    about: async (ids) => texts.parse(await link.run(ABOUT, ...quotesOf(ids))).map(read),
    forget: async (ids, instead) => {
      await link.run(FORGET, JSON.stringify(instead), ...quotesOf(ids))
    },
    release: async ({ key, claim }, answer, effect) => {
      keeper.letGoClaim(claim)
      await link.run(RELEASE, key, claim, JSON.stringify(answer), effect)
    },
  }
}
