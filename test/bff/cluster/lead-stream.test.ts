import { describe, expect, it } from 'vitest'
import { leadStream } from '../../../bff/cluster/lead-stream.ts'
import type { Fence } from '../../../bff/ports/store.ts'
import { createMemoryLeases } from '../../../bff/store/memory/leases.ts'

const stage = () => {
  const leases = createMemoryLeases()
  const told: string[] = []
  const fences: Fence[] = []
  const led = (process: string) =>
    leadStream({
      leases,
      name: 'stream',
      open: (fence) => {
        told.push(`${process} opens`)
        fences.push(fence)
        let isOpen = true
        return {
          state: () => ({ kind: 'live' as const }),
          close: () => {
            if (isOpen) told.push(`${process} closes`)
            isOpen = false
          },
        }
      },
    })
  return { leases, told, fences, led }
}

describe('a stream that one process holds open', () => {
  it('a stream that one process holds open is opened by one of them, under a fence that is the newest then, and the others stand by', () => {
    const { leases, told, fences, led } = stage()
    const [one, other] = [led('one'), led('other')]
    expect(told).toEqual(['one opens'])
    expect(one.state()).toEqual({ kind: 'live' })
    expect(other.state()).toEqual({ kind: 'standby' })
    expect(fences.map((fence) => leases.isNewest(fence))).toEqual([true])
  })

  it('a stream that one process holds open is closed before another one opens it, and all that came over it may be kept in between', async () => {
    const { leases, told, fences, led } = stage()
    const [one, other] = [led('one'), led('other')]
    one.close()
    expect(told).toEqual(['one opens', 'one closes'])
    expect(fences.map((fence) => leases.isNewest(fence))).toEqual([true])
    await one.release()
    expect(told).toEqual(['one opens', 'one closes', 'other opens'])
    expect(fences.map((fence) => leases.isNewest(fence))).toEqual([false, true])
    expect(other.state()).toEqual({ kind: 'live' })
  })

  it('a stream that one process holds open is not opened by a process that stops before it came to lead', async () => {
    const { told, led } = stage()
    const [one, other] = [led('one'), led('other')]
    other.close()
    one.close()
    await one.release()
    await other.release()
    expect(told).toEqual(['one opens', 'one closes'])
  })
})
