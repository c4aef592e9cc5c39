import { describe, expect, it } from 'vitest'
import {
  backendsToTry,
  type ChoiceFacts,
  fasterBackend,
  LARGE_MODEL_BYTES,
  measure,
} from '../../../../widget/sentiment/backend-choice.ts'

const DAY_MS = 24 * 3600 * 1000
const LARGE: ChoiceFacts = {
  wish: 'auto',
  bytes: LARGE_MODEL_BYTES,
  hasAdapter: true,
  browser: 'Chromium 156',
  remembered: undefined,
  now: 100 * DAY_MS,
}

describe('which backends are tried', () => {
  it.each<[string, Partial<ChoiceFacts>, readonly string[]]>([
    ['both are measured for a large model', {}, ['wasm', 'webgpu']],
    ['a small model needs no WebGPU', { bytes: LARGE_MODEL_BYTES - 1 }, ['wasm']],
    ['without an adapter there is no WebGPU', { hasAdapter: false }, ['wasm']],
    ['what was forced is forced', { wish: 'webgpu', bytes: 1, hasAdapter: false }, ['webgpu']],
    ['what was measured is remembered', { remembered: { backend: 'webgpu', browser: 'Chromium 156' } }, ['webgpu']],
    [
      'another browser is measured anew',
      { remembered: { backend: 'webgpu', browser: 'Chromium 155' } },
      ['wasm', 'webgpu'],
    ],
    [
      'a GPU that failed is left alone',
      { remembered: { backend: 'wasm', browser: 'Chromium 156', failedAt: 99 * DAY_MS } },
      ['wasm'],
    ],
    [
      'a GPU that failed long ago gets another chance',
      { remembered: { backend: 'wasm', browser: 'Chromium 156', failedAt: 50 * DAY_MS } },
      ['wasm', 'webgpu'],
    ],
  ])('the backends that are tried follow from what is known: %s', (_, facts, expected) => {
    expect(backendsToTry({ ...LARGE, ...facts })).toEqual(expected)
  })
})

describe('the faster backend', () => {
  it('the faster backend is WebGPU only where it is so by a clear margin', () => {
    expect(fasterBackend({ wasm: 100, webgpu: 71 })).toBe('wasm')
    expect(fasterBackend({ wasm: 100, webgpu: 70 })).toBe('webgpu')
    expect(fasterBackend({ wasm: 100, webgpu: Number.POSITIVE_INFINITY })).toBe('wasm')
  })

  it('the faster backend is found by the median of some runs, without the first ones and without an outlier', async () => {
    const durations = [500, 400, 10, 12, 300, 11, 13]
    let now = 0
    const median = await measure(
      async () => {
        now += durations.shift() ?? 0
      },
      () => now,
    )
    expect(median).toBe(12)
    expect(durations).toEqual([])
  })
})
