import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLineOutput } from '../../../bff/observe/line-output.ts'

const folder = mkdtempSync(join(tmpdir(), 'lines-'))

describe('lines', () => {
  it('lines are all written, whole and in order, by the time they are drained', async () => {
    const path = join(folder, 'all')
    const output = openLineOutput(path, { onDropped: () => undefined, onTrouble: () => undefined })
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n} ${'é'.repeat(n % 90)}\n`)
    for (const line of lines) output.write(line)
    await output.drain(20_000)
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''))
  })

  it.skipIf(!existsSync('/dev/full'))(
    'lines for a full disk wait up to a bound, are counted beyond it, and told once',
    async () => {
      let dropped = 0
      let troubles = 0
      const output = openLineOutput('/dev/full', {
        onDropped: () => {
          dropped += 1
        },
        onTrouble: () => {
          troubles += 1
        },
        backlogBytes: 10_000,
      })
      for (let n = 0; n < 1000; n += 1) output.write(`${'x'.repeat(99)}\n`)
      await expect.poll(() => troubles).toBe(1)
      expect(dropped).toBeGreaterThanOrEqual(890)
      const startedAt = performance.now()
      await output.drain(5000)
      expect(performance.now() - startedAt).toBeLessThan(1000)
      expect(troubles).toBe(1)
    },
  )

  it('lines for a place that cannot be opened are refused at once', () => {
    expect(() => openLineOutput(folder, { onDropped: () => undefined, onTrouble: () => undefined })).toThrow()
  })
})
