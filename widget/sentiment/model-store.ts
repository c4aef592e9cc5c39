/**
 * What is kept between visits, in a database of its own: files by their hash, what folders hold, which backend was chosen.
 * Everything here may fail, and then there is just nothing kept: private windows, full disks, broken profiles.
 */
import * as z from 'zod/mini'
import { modelManifest } from '../../shared/model/model-folder.ts'
import type { FileCache } from './verified-files.ts'

/** The part of idb-keyval that is used, bound to one store. */
export interface KeyValues {
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  remove(keys: readonly string[]): Promise<void>
  keys(): Promise<readonly unknown[]>
}

const { files, models } = modelManifest.shape
const knownFolder = z.object({
  /** As it was read; absent where the folder has none. */
  manifest: z.optional(z.unknown()),
  files,
  models,
})
/** What a folder holds, by its manifest or as it was first seen. */
export type KnownFolder = z.infer<typeof knownFolder>

export interface FolderMemory {
  recall(folderUrl: string): Promise<KnownFolder | undefined>
  remember(folderUrl: string, folder: KnownFolder): Promise<void>
  forget(folderUrl: string): Promise<void>
}

const holder = z.object({ hashes: z.array(z.string()), usedAt: z.number() })

export interface ModelStoreParts {
  readonly values: KeyValues
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after `ms`. */
  readonly pause: (ms: number) => Promise<void>
}

/** A database that does not answer is as good as none: some browsers let it hang for ever. */
const ANSWERED_WITHIN_MS = 5_000
/** Folders and runtimes whose files are kept: those in use, and the ones before them. */
const MOST_HOLDERS = 6

const FILE = 'file '
const FOLDER = 'folder '
const HOLDER = 'holder '

export class ModelStore {
  readonly #parts: ModelStoreParts

  constructor(parts: ModelStoreParts) {
    this.#parts = parts
  }

  readonly files: FileCache = {
    get: async (sha256) => {
      const value = await this.get(`${FILE}${sha256}`)
      return value instanceof Uint8Array ? new Uint8Array(value) : undefined
    },
    put: async (sha256, bytes) => {
      if (await this.set(`${FILE}${sha256}`, bytes)) return
      // The disk may be full of what nobody needs any more.
      await this.#tidy()
      await this.set(`${FILE}${sha256}`, bytes)
    },
    drop: (sha256) => this.#remove([`${FILE}${sha256}`]),
  }

  readonly folders: FolderMemory = {
    recall: async (folderUrl) => {
      const read = knownFolder.safeParse(await this.get(`${FOLDER}${folderUrl}`))
      return read.success ? read.data : undefined
    },
    remember: async (folderUrl, folder) => {
      await this.set(`${FOLDER}${folderUrl}`, folder)
    },
    forget: (folderUrl) => this.#remove([`${FOLDER}${folderUrl}`]),
  }

  /** `undefined` also where nothing can be read. */
  async get(key: string): Promise<unknown> {
    return this.#soon(() => this.#parts.values.get(key))
  }

  /** @returns whether it is kept */
  async set(key: string, value: unknown): Promise<boolean> {
    return (await this.#soon(async () => this.#parts.values.set(key, value).then(() => true))) ?? false
  }

  /** Says that `name` needs these files, instead of those it needed before; what nobody needs goes. */
  async hold(name: string, hashes: readonly string[]): Promise<void> {
    await this.set(`${HOLDER}${name}`, { hashes, usedAt: this.#parts.now() })
    await this.#tidy()
  }

  async #tidy(): Promise<void> {
    const keys = await this.#soon(() => this.#parts.values.keys())
    const names = (keys ?? []).filter((key) => typeof key === 'string')
    const holders = await Promise.all(
      names.filter((name) => name.startsWith(HOLDER)).map(async (name) => ({ name, read: await this.#holder(name) })),
    )
    const byAge = holders.sort((a, b) => (b.read?.usedAt ?? 0) - (a.read?.usedAt ?? 0))
    const stale = byAge.filter(({ read }, i) => i >= MOST_HOLDERS || read === undefined)
    const needed = new Set(byAge.filter((each) => !stale.includes(each)).flatMap(({ read }) => read?.hashes ?? []))
    const unneeded = names.filter((name) => name.startsWith(FILE) && !needed.has(name.slice(FILE.length)))
    await this.#remove([...stale.map(({ name }) => name), ...unneeded])
  }

  async #holder(name: string) {
    const read = holder.safeParse(await this.get(name))
    return read.success ? read.data : undefined
  }

  async #remove(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#soon(() => this.#parts.values.remove(keys))
  }

  async #soon<T>(ask: () => Promise<T>): Promise<T | undefined> {
    const asked = ask().catch(() => undefined)
    return Promise.race([asked, this.#parts.pause(ANSWERED_WITHIN_MS).then(() => undefined)])
  }
}
