/** Which contacts the event hub is to tell of: each is asked for when it is under way, and again until it is over. */
import { channelOf, digitalNumber, isTest } from '../../../../shared/domain/handover/vendor-contact.ts'
import { startDeadline } from '../../../deadline.ts'
import type { ContactAddress } from '../../../ports/cxone.ts'
import type { Log } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import { UpstreamFailure, type UpstreamFailureKind } from '../../../ports/upstream.ts'
import { createDownSince } from '../../http/down-since.ts'
import type { CxoneApi } from './call.ts'

/** As the vendor's own client does: a subscription runs out. */
const AGAIN_AFTER_MS = 5 * 60_000
const BUDGET_MS = 5000
/** A leader that takes over has many to ask for: not all at once. */
const AT_ONCE = 8

/** What CXone will not tell of, however often it is asked: no reason to ask again before the usual time. */
const FINAL: ReadonlySet<UpstreamFailureKind> = new Set(['not_found', 'refused', 'conflict'])

export interface SubscriptionParts {
  readonly api: Pick<CxoneApi, 'send'>
  readonly clock: Clock
  readonly log: Log
}

export interface Subscriptions {
  /** @returns whether that is news */
  follow(contact: ContactAddress): boolean
  /** It is over: not asked for any more. */
  leave(contact: ContactAddress): void
  /**
   * Finds all that are under way and follows these alone. What comes to be followed meanwhile stays: who looked may have
   * looked before.
   */
  look(open: () => Promise<readonly ContactAddress[]>): Promise<void>
  has(contactNumber: string): boolean
  count(): number
  /** The link is a new one: nobody knows what the hub remembers of the old one. */
  forgetAsked(): void
  /** Asks for all that are due. One round at a time. */
  ask(): Promise<void>
  /** ISO 8601, since when contacts cannot be asked for. */
  downSince(): string | undefined
  close(): void
}

/** The number of a digital contact that is no test. */
const followed = (contact: ContactAddress): readonly string[] =>
  channelOf(contact) === 'digital' && !isTest(contact) ? [digitalNumber(contact)] : []

export const createSubscriptions = ({ api, clock, log }: SubscriptionParts): Subscriptions => {
  /** When each is to be asked for, on the clock that never jumps. */
  const due = new Map<string, number>()
  const down = createDownSince(clock, () => undefined)
  let round: Promise<void> | undefined
  let waiting: string[] = []
  let isClosed = false

  /** @returns whether that is news */
  const add = (number: string): boolean => {
    if (due.has(number)) return false
    due.set(number, Number.NEGATIVE_INFINITY)
    if (round !== undefined) waiting.push(number)
    return true
  }

  const subscribe = async (number: string): Promise<void> => {
    const deadline = startDeadline(BUDGET_MS, clock)
    try {
      await api.send('dfo', {
        operation: 'event_hub_subscription',
        method: 'POST',
        path: '/event-hub-subscriptions',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ relationObjectId: number, subscriptionType: 'contact' }),
        deadline,
      })
    } finally {
      deadline.release()
    }
  }

  /** @returns whether the others may be asked for now */
  const tryOne = async (number: string): Promise<boolean> => {
    try {
      await subscribe(number)
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      const { kind, status } = error.facts
      log.warn({ cause: kind, status }, 'a contact could not be subscribed to at the event hub')
      if (!FINAL.has(kind)) {
        down.tell(false)
        return false
      }
    }
    down.tell(true)
    if (due.has(number)) due.set(number, clock.monotonic() + AGAIN_AFTER_MS)
    return true
  }

  const askAll = async (): Promise<void> => {
    const now = clock.monotonic()
    waiting = [...due].flatMap(([number, at]) => (at <= now ? [number] : []))
    let mayGoOn = true
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && mayGoOn && !isClosed; next = waiting.shift()) {
        if (due.has(next) && !(await tryOne(next))) mayGoOn = false
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  return {
    follow: (contact) => followed(contact).some(add),
    leave: (contact) => {
      for (const number of followed(contact)) due.delete(number)
    },
    look: async (open) => {
      const before = [...due.keys()]
      const found = new Set((await open()).flatMap(followed))
      for (const number of before) if (!found.has(number)) due.delete(number)
      for (const number of found) add(number)
    },
    has: (number) => due.has(number),
    count: () => due.size,
    forgetAsked: () => {
      for (const number of due.keys()) due.set(number, Number.NEGATIVE_INFINITY)
    },
    ask: () => {
      round ??= askAll().finally(() => {
        round = undefined
      })
      return round
    },
    downSince: down.since,
    close: () => {
      isClosed = true
    },
  }
}
