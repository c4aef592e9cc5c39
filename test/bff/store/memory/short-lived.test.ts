import { describe, expect, it } from 'vitest'
import { createMemoryShortLived } from '../../../../bff/store/memory/short-lived.ts'
import { createShiftingClock } from '../../../support/shifting-clock.ts'

describe('short-lived texts in memory', () => {
  it('short-lived texts in memory are gone when their time is over, and their name is free', async () => {
    const clock = createShiftingClock()
    const texts = createMemoryShortLived(clock)
    await texts.put('a', 'one', 60)
    await texts.put('b', 'two', 60)
    clock.advance(59)
    expect(await texts.read('a')).toBe('one')
    expect(await texts.add('a', 'three', 60)).toBe(false)
    clock.advance(2)
    expect(await texts.read('a')).toBeUndefined()
    expect(await texts.take('b')).toBeUndefined()
    expect(await texts.add('a', 'four', 60)).toBe(true)
  })

  it('short-lived texts in memory give way to newer ones where there are too many', async () => {
    const texts = createMemoryShortLived(createShiftingClock(), 2)
    for (const name of ['a', 'b', 'c']) await texts.put(name, name, 60)
    expect(await texts.read('a')).toBeUndefined()
    expect(await texts.read('c')).toBe('c')
  })
})
