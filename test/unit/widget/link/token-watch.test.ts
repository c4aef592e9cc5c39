import { UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { TOLD_BEFORE_MS, TokenWatch } from '../../../../widget/session/token-watch.ts'
import { ManualTimers } from '../state/fixtures.ts'

const START = Date.UTC(2026, 0, 31, 9, 30)

/** @param offMs how far this browser's clock is ahead of the service's. */
const staged = (offMs = 0) => {
  const timers = new ManualTimers()
  let passed = 0
  const told: string[] = []
  const watch = new TokenWatch(
    { now: () => START + passed + offMs, after: (ms, callback) => timers.after(ms, callback) },
    ({ expiresAt }) => told.push(expiresAt),
  )
  const pass = (ms: number): void => {
    // In steps, so that the clock is right when a timer fires.
    for (let done = 0; done < ms; ) {
      const step = Math.min(ms - done, timers.waiting[0] ?? ms)
      done += step
      passed += step
      timers.pass(step)
    }
  }
  return { watch, told, pass }
}
/** Issued now, by the service's clock. */
const tokenFor = (seconds: number, issuedAt = START): string =>
  new UnsecuredJWT({})
    .setIssuedAt(issuedAt / 1000)
    .setExpirationTime(issuedAt / 1000 + seconds)
    .encode()

describe('the end of a token', () => {
  it('the end of a token is told once, a minute before', () => {
    const { watch, told, pass } = staged()
    const token = tokenFor(900)
    watch.watch(token)
    pass(900_000 - TOLD_BEFORE_MS - 1)
    watch.watch(token)
    expect(told).toEqual([])
    pass(1)
    expect(told).toEqual(['2026-01-31T09:45:00.000Z'])
    watch.watch(token)
    pass(900_000)
    expect(told).toHaveLength(1)
  })

  it('the end of a token is not told of a token that was replaced, and is of the new one', () => {
    const { watch, told, pass } = staged()
    watch.watch(tokenFor(900))
    pass(600_000)
    watch.watch(tokenFor(1_800))
    pass(600_000)
    expect(told).toEqual([])
    pass(600_000)
    expect(told).toEqual(['2026-01-31T10:00:00.000Z'])
  })

  it('the end of a token is told halfway of a token that lives for less than two minutes, lest it is renewed again and again', () => {
    const { watch, told, pass } = staged()
    watch.watch(tokenFor(30))
    pass(14_999)
    expect(told).toEqual([])
    pass(1)
    expect(told).toHaveLength(1)
  })

  it('the end of a token is told by how long it was made for where the browser’s clock is slow', () => {
    const { watch, told, pass } = staged(-600_000)
    watch.watch(tokenFor(900))
    pass(840_000)
    expect(told).toHaveLength(1)
  })

  it('the end of a token is told at once where it is near, or past by the browser’s clock', () => {
    const { watch, told, pass } = staged()
    watch.watch(tokenFor(900, START - 880_000))
    pass(1)
    expect(told).toHaveLength(1)
  })

  it('the end of a token is waited for longer than a timer can', () => {
    const { watch, told, pass } = staged()
    watch.watch(tokenFor(60 * 24 * 3600))
    pass(59 * 24 * 3600_000)
    expect(told).toEqual([])
    pass(24 * 3600_000)
    expect(told).toHaveLength(1)
  })

  it.each([['no-token'], [''], ['a.b.c'], [new UnsecuredJWT({}).encode()]])(
    'the end of a token is not to be told of what has none: "%s"',
    (token) => {
      const { watch, told, pass } = staged()
      watch.watch(token)
      pass(10 * 24 * 3600_000)
      expect(told).toEqual([])
    },
  )

  it('the end of a token is not told once nobody watches', () => {
    const { watch, told, pass } = staged()
    watch.watch(tokenFor(900))
    watch.close()
    pass(900_000)
    expect(told).toEqual([])
  })
})
