/** Files by their content: from the cache if what lies there is what it should be, from the network otherwise. */
import type { Bytes } from './bytes.ts'
import type { Fetched } from './download.ts'
import { LoadFailed } from './load-failed.ts'

export interface FileByContent {
  readonly url: string
  /** In hex. */
  readonly sha256: string
  readonly bytes: number
}

/** Keeps files between visits. Never rejects: what cannot be kept is fetched again. */
export interface FileCache {
  get(sha256: string): Promise<Bytes | undefined>
  put(sha256: string, bytes: Bytes): Promise<void>
  drop(sha256: string): Promise<void>
}

export interface VerifiedFilesParts {
  readonly cache: FileCache
  /** Rejects with {@link LoadFailed} `not_loaded`. */
  readonly download: (url: string, options: { isAgain: boolean; onBytes: (count: number) => void }) => Promise<Fetched>
  /** SHA-256 in hex. */
  readonly digest: (bytes: Bytes) => Promise<string>
}

export class VerifiedFiles {
  readonly #parts: VerifiedFilesParts
  /** Fetched before anybody knew their hash; here until they are asked for by it. */
  readonly #fresh = new Map<string, Bytes>()

  constructor(parts: VerifiedFilesParts) {
    this.#parts = parts
  }

  /** Takes what was fetched already and has this hash. */
  keep(sha256: string, bytes: Bytes): void {
    this.#fresh.set(sha256, bytes)
    void this.#parts.cache.put(sha256, bytes)
  }

  /**
   * The bytes that `file` names and no others.
   *
   * @param onBytes is told how many more there are; they add up to `file.bytes`
   * @throws {LoadFailed} `not_loaded` if they cannot be had
   */
  async get(file: FileByContent, onBytes: (count: number) => void = () => undefined): Promise<Bytes> {
    const kept = await this.#kept(file)
    if (kept !== undefined) {
      onBytes(file.bytes)
      return kept
    }
    let told = 0
    const tell = (count: number): void => {
      const more = Math.min(count, file.bytes - told)
      told += more
      if (more > 0) onBytes(more)
    }
    for (const isAgain of [false, true]) {
      const { bytes } = await this.#parts.download(file.url, { isAgain, onBytes: tell })
      if (await this.#isRight(file, bytes)) {
        tell(file.bytes)
        // Whoever waits for the file need not wait for the disk.
        void this.#parts.cache.put(file.sha256, bytes)
        return bytes
      }
    }
    throw new LoadFailed('not_loaded', `${nameOf(file.url)} is not what the manifest says: its SHA-256 is another one`)
  }

  async #kept(file: FileByContent): Promise<Bytes | undefined> {
    const fresh = this.#fresh.get(file.sha256)
    this.#fresh.delete(file.sha256)
    if (fresh !== undefined) return fresh
    const kept = await this.#parts.cache.get(file.sha256)
    if (kept === undefined) return undefined
    if (await this.#isRight(file, kept)) return kept
    await this.#parts.cache.drop(file.sha256)
    return undefined
  }

  async #isRight({ sha256, bytes: size }: FileByContent, bytes: Bytes): Promise<boolean> {
    return bytes.byteLength === size && (await this.#parts.digest(bytes)) === sha256
  }
}

const nameOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

/** SHA-256 in hex, where the page is a secure context. */
export const sha256Of = async (bytes: Bytes): Promise<string> => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
