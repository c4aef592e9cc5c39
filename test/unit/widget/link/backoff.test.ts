/** How soon widgets are back at a service that was started again, and that they do not all come at once. */
import { describe, expect, it } from 'vitest'
import { untilReconnected } from '../../../../widget/link/backoff.ts'

const WIDGETS = 2000

/** When each widget gets in, in milliseconds after the service was killed, if it is there again after `goneMs`. */
const arrivals = (goneMs: number): number[] =>
  Array.from({ length: WIDGETS }, () => {
    let now = 0
    const timers = {
      after: (ms: number) => {
        now += ms
        return () => undefined
      },
    }
    const reconnection = untilReconnected(timers)
    while (now < goneMs || now === 0) reconnection.schedule(() => undefined)
    return now
  }).sort((a, b) => a - b)

const share = (sorted: readonly number[], of: number): number => sorted[Math.floor(sorted.length * of)] ?? Number.NaN

describe('widgets whose service was killed', () => {
  it.each([0, 700, 1000, 1300])(
    'widgets whose service is back after %d ms knock again within 2.5 s, 95 of 100 of them',
    (goneMs) => expect(share(arrivals(goneMs), 0.95)).toBeLessThan(2500),
  )

  it('widgets whose service is back do not come at once: in no tenth of a second more than a quarter of them', () => {
    const sorted = arrivals(1000)
    const within = sorted.map((from) => sorted.filter((ms) => ms >= from && ms < from + 100).length)
    expect(Math.max(...within)).toBeLessThan(WIDGETS / 4)
  })

  it('widgets whose service stays away come ever more seldom, and at least every fifteen seconds', () => {
    const waits: number[] = []
    const timers = {
      after: (ms: number) => {
        waits.push(ms)
        return () => undefined
      },
    }
    const reconnection = untilReconnected(timers)
    for (let n = 0; n < 30; n += 1) reconnection.schedule(() => undefined)
    expect(waits[0]).toBeLessThan(1100)
    expect(Math.max(...waits.slice(-10))).toBe(15_000)
  })
})
