import { describe, expect, it } from 'vitest'
import { createBodyBudget } from '../../../bff/http/body-budget.ts'
import { createPressure } from '../../../bff/http/pressure.ts'
import type { Clock } from '../../../bff/ports/time.ts'

describe('pressure', () => {
  const withClock = () => {
    let ms = 0
    const clock: Clock = { now: () => ms, monotonic: () => ms }
    const pressure = createPressure(clock, { busyMs: 1000, requests: 2, bytes: 100 })
    pressure.stop()
    return { pressure, pass: (more: number) => (ms += more) }
  }

  it('pressure refuses what has waited too long already, since the loop did not come round', () => {
    const { pressure, pass } = withClock()
    pass(900)
    expect(pressure.shedding(0)).toBeUndefined()
    expect(pressure.busyForMs()).toBeGreaterThan(800)
    pass(200)
    expect(pressure.shedding(0)).toBe('busy')
  })

  it('pressure refuses more requests, or more bytes, than can be held, until others are done', () => {
    const { pressure } = withClock()
    const done = pressure.take(60)
    expect(pressure.shedding(41)).toBe('in_flight')
    expect(pressure.shedding(40)).toBeUndefined()
    pressure.take(10)
    expect(pressure.shedding(0)).toBe('in_flight')
    done()
    done()
    expect(pressure.shedding(90)).toBeUndefined()
  })
})

describe('a budget of unproven bodies', () => {
  const limits = { bytes: 10_000, count: 4, bytesPerAddress: 6000, countPerAddress: 3 }
  const withBudget = () => {
    const evicted: string[] = []
    const budget = createBodyBudget(limits)
    const open = (address: string, name: string) => budget.open(address, (why) => evicted.push(`${name} ${why}`))
    return { budget, evicted, open }
  }

  it('a budget of unproven bodies lets the oldest of an address go where that address holds too many or too much', () => {
    const { evicted, open } = withBudget()
    open('a', '1')
    open('a', '2')
    const third = open('a', '3')
    open('a', '4')
    expect(evicted).toEqual(['1 address'])
    third.grow(7000)
    expect(evicted).toEqual(['1 address', '2 address', '3 address'])
  })

  it('a budget of unproven bodies lets the oldest of all go where all of them hold too much', () => {
    const { budget, evicted, open } = withBudget()
    open('a', '1').grow(4000)
    open('b', '2').grow(4000)
    open('c', '3').grow(4000)
    expect(evicted).toEqual(['1 all'])
    expect(budget.heldBytes()).toBeLessThanOrEqual(limits.bytes)
  })

  it('a budget of unproven bodies frees what is over, once', () => {
    const { budget, open } = withBudget()
    const lease = open('a', '1')
    lease.grow(1000)
    lease.release()
    lease.release()
    lease.grow(1000)
    expect(budget.heldBytes()).toBe(0)
  })

  it('a budget of unproven bodies counts what a byte at a time costs beside the byte', () => {
    const { evicted, open } = withBudget()
    const lease = open('a', '1')
    for (let n = 0; n < 30; n += 1) lease.grow(1)
    expect(evicted).toEqual(['1 address'])
  })
})
