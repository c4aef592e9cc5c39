/** How often one may ask. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRate, createRatePerMinute } from '../../bff/rate.ts'

// The library reads the time of its windows itself.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a rate', () => {
  it('the rate lets so many through within a window, each by itself, and as many again in the next', async () => {
    const isWithin = createRate({ most: 2, seconds: 10 })
    const asked = async (key: string) => [await isWithin(key), await isWithin(key), await isWithin(key)]
    expect(await asked('agent-7')).toEqual([true, true, false])
    expect(await asked('agent-8')).toEqual([true, true, false])
    vi.advanceTimersByTime(10_001)
    expect(await asked('agent-7')).toEqual([true, true, false])
  })

  it('the rate a minute goes by the rules as they are now, not as they were at the start', async () => {
    let most = 1
    const isWithin = createRatePerMinute(() => most)
    expect([await isWithin('agent-7'), await isWithin('agent-7')]).toEqual([true, false])
    most = 3
    expect([await isWithin('agent-7'), await isWithin('agent-7')]).toEqual([true, false])
    most = 1
    vi.advanceTimersByTime(60_001)
    expect([await isWithin('agent-7'), await isWithin('agent-7')]).toEqual([true, false])
  })
})
