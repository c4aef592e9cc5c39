/** Deliveries in SQLite: a claim is on the disk before anything outside is done for it, so that a restart knows of the doubt. */
import * as z from 'zod/mini'
import type { ClaimToken, HttpAnswer } from '../../ports/http-answer.ts'
import type { DeliveryClaim, DeliveryStore } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Engine } from './engine.ts'
import type { Rows, Step } from './thread-messages.ts'

/** Longer than any answer may take: who has not settled by then never will. */
const CLAIM_LASTS_MS = 10_000
/** Between two looks for what is too old to be kept. */
const CLAIMS_BETWEEN_CLEANINGS = 100

const httpAnswer = z.object({
  status: z.int(),
  body: z.unknown(),
  headers: z.exactOptional(z.record(z.string(), z.string())),
  forms: z.exactOptional(z.record(z.string(), z.unknown())),
  effect: z.exactOptional(z.enum(['none', 'unknown'])),
})

const deliveryRow = z.object({
  fingerprint: z.string(),
  claim: z.string(),
  state: z.enum(['claimed', 'settled', 'open']),
  answer: z.nullable(z.string()),
})

const answerRow = z.object({ key: z.string(), answer: z.string() })

interface Claimed {
  readonly since: number
  readonly answer: Promise<HttpAnswer>
  tell(answer: HttpAnswer): void
}

export interface SqliteDeliveries extends DeliveryStore {
  /** For `settle` within a change: what it takes, and what follows. */
  stepsToSettle(settles: Settled): readonly Step[]
  settled(settles: Settled): void
}

interface Settled {
  readonly token: ClaimToken
  readonly answer: HttpAnswer
}

export interface SqliteDeliveriesParts {
  readonly engine: Pick<Engine, 'ahead' | 'commit' | 'tidy'>
  /** These ids will most likely be asked for next; gives the rows of what is read besides. */
  readonly expect: (bareIds: readonly string[], besides: readonly Step[]) => Promise<readonly Rows[]>
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
}

const nothing = (): readonly string[] => []

export const createSqliteDeliveries = ({ engine, expect, newId, clock }: SqliteDeliveriesParts): SqliteDeliveries => {
  /** Claims of this process whose answer is on its way. */
  const underWay = new Map<string, Claimed>()
  /** By key, while a claim of it may not be found on the disk; resolves when the next one finds it where both are committed. */
  const unsure = new Map<string, Promise<unknown>>()
  let claims = 0

  const commit = (steps: readonly Step[]): Promise<readonly Rows[]> =>
    new Promise((resolve, reject) => {
      engine.commit(steps, { kept: resolve, lost: reject })
    })

  const tell = (claim: string, answer: HttpAnswer): void => {
    underWay.get(claim)?.tell(answer)
    underWay.delete(claim)
  }

  const begin = (claim: string): void => {
    let tellAnswer: (answer: HttpAnswer) => void = () => undefined
    const answer = new Promise<HttpAnswer>((resolve) => {
      tellAnswer = resolve
    })
    underWay.set(claim, { since: clock.monotonic(), answer, tell: (given) => tellAnswer(given) })
  }

  const cleaning = (): readonly Step[] => {
    claims += 1
    return claims % CLAIMS_BETWEEN_CLEANINGS === 0 ? [['dropExpired', [clock.now()]]] : []
  }

  /** What stands there before the claim decides whether the claim took it: both are one step for everybody else. */
  const claimSteps = (key: string, fingerprint: string, claim: string, ttlMs: number): readonly Step[] => [
    ['dropExpiredOne', [key, clock.now()]],
    ['delivery', [key]],
    ['claim', [key, fingerprint, claim, ttlMs, clock.now() + ttlMs]],
    ...cleaning(),
  ]

  const claimOnce = async (key: string, fingerprint: string, ttlSeconds: number): Promise<DeliveryClaim | string> => {
    const claim = newId()
    const token = { key, claim }
    // Before it is asked for: a second claim in the same commit has to find it.
    begin(claim)
    const rows = await commit(claimSteps(key, fingerprint, claim, ttlSeconds * 1000)).catch((error: unknown) => {
      underWay.delete(claim)
      throw error
    })
    const found = rows[1]?.[0]
    if (found === undefined) return { kind: 'first', token, resumed: false }
    const earlier = deliveryRow.parse(found)
    if (earlier.fingerprint === fingerprint && earlier.state === 'open') return { kind: 'first', token, resumed: true }
    underWay.delete(claim)
    if (earlier.fingerprint !== fingerprint) return { kind: 'other_body' }
    if (earlier.answer !== null) {
      return { kind: 'repeated', answer: Promise.resolve(httpAnswer.parse(JSON.parse(earlier.answer))) }
    }
    // A claim that this process does not know is a dead one's: the folder is nobody else's.
    const running = underWay.get(earlier.claim)
    const isAbandoned = running === undefined || clock.monotonic() - running.since >= CLAIM_LASTS_MS
    return isAbandoned ? earlier.claim : { kind: 'repeated', answer: running.answer }
  }

  /** In a commit of its own. */
  const claimNow = async (key: string, fingerprint: string, ttlSeconds: number): Promise<DeliveryClaim> => {
    const isFirst = !unsure.has(key)
    if (isFirst) unsure.set(key, Promise.resolve())
    try {
      for (;;) {
        const claimed = await claimOnce(key, fingerprint, ttlSeconds)
        if (typeof claimed !== 'string') return claimed
        await commit([['reopen', [key, claimed]]])
      }
    } finally {
      if (isFirst) unsure.delete(key)
    }
  }

  /** Of what is not there yet: kept in front of the next commit, and again in front of another one where that is lost. */
  const claimAhead = (key: string, fingerprint: string, ttlSeconds: number): DeliveryClaim => {
    const claim = newId()
    begin(claim)
    const ttlMs = ttlSeconds * 1000
    const steps: readonly Step[] = [['claim', [key, fingerprint, claim, ttlMs, clock.now() + ttlMs]], ...cleaning()]
    const kept = (): void => void unsure.delete(key)
    const ask = (): void => engine.ahead(steps, { kept, lost: () => (underWay.has(claim) ? ask() : kept()) })
    unsure.set(key, Promise.resolve())
    ask()
    return { kind: 'first', token: { key, claim }, resumed: false }
  }

  const lookAndClaim = async (
    looked: Promise<readonly Rows[]>,
    ...claim: Parameters<typeof claimNow>
  ): Promise<DeliveryClaim> => {
    const [key] = claim
    // Nobody comes between the look and the claim: what was seen is true for as long as the key is here.
    const [found = []] = await looked.catch((error: unknown) => {
      unsure.delete(key)
      throw error
    })
    if (found.length === 0) return claimAhead(...claim)
    unsure.delete(key)
    return await claimNow(...claim)
  }

  const stepsToSettle = ({ token, answer }: Settled): readonly Step[] => [
    ['settle', [JSON.stringify(answer), clock.now(), token.key, token.claim]],
    ...(answer.about ?? []).map(({ kind, id }): Step => ['quote', [kind, id, token.key]]),
  ]
  const settled = ({ token, answer }: Settled): void => tell(token.claim, answer)

  return {
    claim: async (key, fingerprint, ttlSeconds, about = nothing, changesFirst = false) => {
      const earlier = unsure.get(key)
      if (changesFirst && earlier === undefined) {
        const claimed = lookAndClaim(expect(about(), [['delivery', [key]]]), key, fingerprint, ttlSeconds)
        unsure.set(
          key,
          claimed.catch(() => undefined),
        )
        return await claimed
      }
      // On its way before the claim is: what was read is looked through while the disk keeps that.
      expect(about(), []).catch(() => undefined)
      // In this very turn where nobody is before it: whoever comes next has to find it under way.
      if (earlier !== undefined) await earlier
      return await claimNow(key, fingerprint, ttlSeconds)
    },
    stepsToSettle,
    settled,
    settle: async (token, answer) => {
      if (!underWay.has(token.claim)) return
      try {
        await commit(stepsToSettle({ token, answer }))
      } finally {
        // Kept or not, it is the answer: where it was not, the next delivery finds the claim abandoned.
        settled({ token, answer })
      }
    },
    about: async (ids) => {
      const rows = await commit(ids.map(({ kind, id }): Step => ['answersAbout', [kind, id]]))
      const answers = new Map(
        rows
          .flat()
          .map((row) => answerRow.parse(row))
          .map(({ key, answer }) => [key, answer]),
      )
      return [...answers.values()].map((text) => httpAnswer.parse(JSON.parse(text)))
    },
    forget: async (ids, instead) => {
      const text = JSON.stringify(instead)
      await commit(
        ids.flatMap(({ kind, id }): readonly Step[] => [
          ['forgetAnswers', [text, kind, id]],
          ['dropQuotes', [kind, id]],
        ]),
      )
      await engine.tidy()
    },
    release: async (token, answer, effect) => {
      try {
        await commit([[effect === 'none' ? 'forgetClaim' : 'reopen', [token.key, token.claim]]])
      } finally {
        tell(token.claim, answer)
      }
    },
  }
}
