import { describe, expect, it } from 'vitest'
import { DEEPEST_JSON, findJsonExcess, MOST_JSON_VALUES } from '../../../shared/wire/json-limits.ts'

const nested = (levels: number, open = '[', close = ']', core = ''): unknown =>
  JSON.parse(open.repeat(levels) + core + close.repeat(levels))

describe('findJsonExcess', () => {
  it.each([null, 1, 'text', true, [], {}, { a: [{ b: [1, 2] }] }])('lets %j pass', (value) => {
    expect(findJsonExcess(value)).toBeUndefined()
  })

  it('lets arrays pass as deep as the limit, and no deeper', () => {
    expect(findJsonExcess(nested(DEEPEST_JSON))).toBeUndefined()
    expect(findJsonExcess(nested(DEEPEST_JSON + 1))?.kind).toBe('too_deep')
  })

  it('counts levels of objects as those of arrays', () => {
    expect(findJsonExcess(nested(DEEPEST_JSON, '{"a":', '}', '1'))).toBeUndefined()
    expect(findJsonExcess(nested(DEEPEST_JSON + 1, '{"a":', '}', '1'))?.kind).toBe('too_deep')
  })

  it('finds depth behind any number of siblings', () => {
    expect(findJsonExcess([...Array.from({ length: 500 }, () => [[1]]), nested(100)])?.kind).toBe('too_deep')
  })

  it('names the outermost member that holds the excess', () => {
    expect(findJsonExcess({ fine: 1, contextData: { a: nested(100) }, after: 1 })?.member).toBe('contextData')
    expect(findJsonExcess(nested(100))?.member).toBeUndefined()
  })

  it('counts members and items of all levels together', () => {
    expect(findJsonExcess(Array.from({ length: MOST_JSON_VALUES }, () => 1))).toBeUndefined()
    expect(findJsonExcess(Array.from({ length: MOST_JSON_VALUES + 1 }, () => 1))?.kind).toBe('too_many_values')
    const half = Array.from({ length: MOST_JSON_VALUES / 2 }, () => 1)
    expect(findJsonExcess({ a: half, b: half })).toMatchObject({ kind: 'too_many_values', member: 'b' })
    const wide = Object.fromEntries(Array.from({ length: MOST_JSON_VALUES + 1 }, (_, n) => [`k${n}`, n]))
    expect(findJsonExcess(wide)?.kind).toBe('too_many_values')
  })

  it.each([
    ['arrays', '[', ']', ''],
    ['objects', '{"a":', '}', '1'],
  ])('is quick and does not fail on 250 KB of nested %s', (_what, open, close, core) => {
    const value = nested(Math.floor(250_000 / (open.length + close.length)), open, close, core)
    // The best of five: others use this machine too.
    const times = Array.from({ length: 5 }, () => {
      const startedAt = performance.now()
      expect(findJsonExcess(value)?.kind).toBe('too_deep')
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(50)
  })

  it('quotes nothing that was sent', () => {
    expect(findJsonExcess({ 'my secret': nested(100) })?.message).not.toContain('secret')
  })
})
