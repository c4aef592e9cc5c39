/** What the build compressed, as it is shipped: each form is that of a file which is sent, and the runtime's are there. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const inDist = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url))
const compressed = inDist('compressed')
const widget = inDist('public/widget')
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

describe('the compressed forms', () => {
  it('the compressed forms are each of the content that its name says, or empty where it is sent as it is', () => {
    const wrong = readdirSync(compressed).filter((name) => {
      const form = readFileSync(join(compressed, name))
      if (form.length === 0) return false
      const content = extname(name) === '.br' ? brotliDecompressSync(form) : gunzipSync(form)
      return sha256(content) !== name.slice(0, -extname(name).length)
    })
    expect(wrong).toEqual([])
  })

  it('the compressed forms of the runtime are a fifth of it and less as brotli, and a third and less gzipped', () => {
    const runtimes = readdirSync(widget).filter((name) => name.endsWith('.wasm'))
    expect(runtimes).toHaveLength(2)
    for (const name of runtimes) {
      const content = readFileSync(join(widget, name))
      const sizes = ['.br', '.gz'].map((form) => readFileSync(join(compressed, sha256(content) + form)).length)
      expect(sizes[0]).toBeGreaterThan(0)
      expect(sizes[0]).toBeLessThan(content.length / 5)
      expect(sizes[1]).toBeLessThan(content.length / 3)
    }
  })
})
