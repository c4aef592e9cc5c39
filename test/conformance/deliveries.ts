/** Deliveries are kept by time: for a day, however many come. */
import { expect, it } from 'vitest'
import type { DeliveryStore } from '../../bff/ports/store.ts'

const DAY_SECONDS = 86_400
/** Far more than any bound by count that would be worth having here. */
const MANY = 10_000
const TOGETHER = 500

export interface Dated {
  readonly deliveries: DeliveryStore
  /** How many seconds from now on this one is kept. */
  keptFor(key: string): Promise<number>
  /** Lets so many seconds pass. */
  wait(seconds: number): Promise<void>
  close(): Promise<void>
}

export const keptForADay = (kind: string, open: () => Promise<Dated>): void => {
  it(`${kind} keeps ${MANY} deliveries and their answers for 24 hours each, and forgets them then`, async () => {
    const { deliveries, keptFor, wait, close } = await open()
    const keys = Array.from({ length: MANY }, (_, n) => `key ${n}`)
    for (let at = 0; at < MANY; at += TOGETHER) {
      await Promise.all(
        keys.slice(at, at + TOGETHER).map(async (key) => {
          const claim = await deliveries.claim(key, 'body', DAY_SECONDS)
          if (claim.kind === 'first') await deliveries.settle(claim.token, { status: 200, body: { key } })
        }),
      )
    }
    await wait(DAY_SECONDS - 60)
    for (let at = 0; at < MANY; at += TOGETHER) {
      const again = await Promise.all(
        keys.slice(at, at + TOGETHER).map(async (key) => {
          const claim = await deliveries.claim(key, 'body', DAY_SECONDS)
          return claim.kind === 'repeated' && JSON.stringify((await claim.answer).body) === JSON.stringify({ key })
        }),
      )
      expect(again.filter((isRepeated) => !isRepeated)).toEqual([])
    }
    for (const key of [keys[0], keys.at(-1)]) {
      const seconds = await keptFor(key ?? '')
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(DAY_SECONDS)
    }
    await wait(60)
    expect(await keptFor('key 0')).toBeLessThanOrEqual(0)
    expect((await deliveries.claim('key 0', 'body', DAY_SECONDS)).kind).toBe('first')
    await close()
  })
}
