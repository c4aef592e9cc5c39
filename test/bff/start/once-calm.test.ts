/** What is begun once the rush after a start is over. */
import { describe, expect, it } from 'vitest'
import { onceCalm } from '../../../bff/start/once-calm.ts'
import { createManualTimes } from '../../support/manual-times.ts'

/** @param busyShares what the looks find, one after the other; after that, all of the time is taken */
const waiting = (...busyShares: readonly number[]) => {
  const coming = [...busyShares]
  const { timer, tick } = createManualTimes()
  let begun = 0
  onceCalm(
    () => {
      begun += 1
    },
    timer,
    () => coming.shift() ?? 1,
  )
  return { look: () => tick(100), begun: () => begun }
}

describe('what waits for the end of a rush', () => {
  it('what waits for the end of a rush is begun at the first look where nobody came, and looks no more', () => {
    const { look, begun } = waiting(0.1)
    expect(begun()).toBe(0)
    look()
    expect(begun()).toBe(1)
    expect(look).toThrow('nothing waits')
  })

  it('what waits for the end of a rush is begun when the event loop has time again', () => {
    const { look, begun } = waiting(1, 0.9, 0.2)
    look()
    look()
    expect(begun()).toBe(0)
    look()
    expect(begun()).toBe(1)
  })

  it('what waits for the end of a rush that goes on is begun after thirty looks', () => {
    const { look, begun } = waiting()
    for (let n = 1; n < 30; n += 1) look()
    expect(begun()).toBe(0)
    look()
    expect(begun()).toBe(1)
  })
})
