import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { LRUCache } from 'lru-cache'

/** The SHA-256 of a file in hex. Rejects where it cannot be read. */
export type ContentHash = (file: string) => Promise<string>

/** Hashes a file once per content: again only when its size or time changed. */
export const createContentHash = (): ContentHash => {
  const known = new LRUCache<string, { stamp: string; hash: string }>({ max: 200 })
  return async (file) => {
    const { size, mtimeMs } = await stat(file)
    const stamp = `${size} ${mtimeMs}`
    const earlier = known.get(file)
    if (earlier?.stamp === stamp) return earlier.hash
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file)) hash.update(chunk)
    const entry = { stamp, hash: hash.digest('hex') }
    known.set(file, entry)
    return entry.hash
  }
}
