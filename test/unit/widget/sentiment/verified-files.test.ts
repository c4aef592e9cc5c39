import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Bytes } from '../../../../widget/sentiment/bytes.ts'
import type { LoadFailed } from '../../../../widget/sentiment/load-failed.ts'
import { type FileCache, sha256Of, VerifiedFiles } from '../../../../widget/sentiment/verified-files.ts'

const bytesOf = (text: string): Bytes => new TextEncoder().encode(text)
const fileOf = (text: string) => ({
  url: 'https://models.example/full/onnx/model.onnx?sha256=x',
  sha256: createHash('sha256').update(text).digest('hex'),
  bytes: text.length,
})

class MapCache implements FileCache {
  readonly held = new Map<string, Bytes>()
  async get(sha256: string) {
    return this.held.get(sha256)
  }
  async put(sha256: string, bytes: Bytes) {
    this.held.set(sha256, bytes)
  }
  async drop(sha256: string) {
    this.held.delete(sha256)
  }
}

const stage = (...bodies: readonly string[]) => {
  const cache = new MapCache()
  const asked: boolean[] = []
  const left = [...bodies]
  const files = new VerifiedFiles({
    cache,
    download: async (_, { isAgain, onBytes }) => {
      asked.push(isAgain)
      const bytes = bytesOf(left.shift() ?? '')
      onBytes(bytes.byteLength)
      return { bytes, isPage: false }
    },
    digest: sha256Of,
  })
  return { files, cache, asked }
}

describe('a file by its content', () => {
  it('is fetched once, and then comes from the cache', async () => {
    const { files, asked } = stage('weights')
    expect(await files.get(fileOf('weights'))).toEqual(bytesOf('weights'))
    expect(await files.get(fileOf('weights'))).toEqual(bytesOf('weights'))
    expect(asked).toEqual([false])
  })

  it('is verified again when it comes from the cache: a flipped byte is noticed, and the file fetched anew', async () => {
    const { files, cache, asked } = stage('weights', 'weights')
    const file = fileOf('weights')
    await files.get(file)
    const held = cache.held.get(file.sha256) ?? new Uint8Array(1)
    held[3] = (held[3] ?? 0) ^ 1
    expect(await files.get(file)).toEqual(bytesOf('weights'))
    expect(asked).toEqual([false, false])
    expect(cache.held.get(file.sha256)).toEqual(bytesOf('weights'))
  })

  it('that was cut short or changed on the way is asked for once more, past the caches on the way', async () => {
    const { files, asked } = stage('weigh', 'weights')
    expect(await files.get(fileOf('weights'))).toEqual(bytesOf('weights'))
    expect(asked).toEqual([false, true])
  })

  it('that is wrong twice is not used, and not kept', async () => {
    const { files, cache } = stage('weightz', 'weightz')
    const failure: LoadFailed = await files.get(fileOf('weights')).catch((error) => error)
    expect(failure).toMatchObject({ because: 'not_loaded' })
    expect(failure.message).toMatch(/^model\.onnx .*SHA-256/)
    expect(cache.held.size).toBe(0)
  })

  it('counts as loaded byte by byte, and never as more than it has', async () => {
    const { files } = stage('weigh', 'weights')
    let loaded = 0
    const add = (count: number): void => {
      loaded += count
    }
    await files.get(fileOf('weights'), add)
    expect(loaded).toBe(7)
    await files.get(fileOf('weights'), add)
    expect(loaded).toBe(14)
  })

  it('that was fetched before its hash was known is not fetched again', async () => {
    const { files, asked, cache } = stage()
    const { sha256 } = fileOf('weights')
    files.keep(sha256, bytesOf('weights'))
    // Also where nothing can be kept.
    cache.held.clear()
    expect(await files.get(fileOf('weights'))).toEqual(bytesOf('weights'))
    expect(asked).toEqual([])
  })
})
