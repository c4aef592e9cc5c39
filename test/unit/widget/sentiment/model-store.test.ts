import { describe, expect, it } from 'vitest'
import { type KeyValues, ModelStore } from '../../../../widget/sentiment/model-store.ts'

class MapValues implements KeyValues {
  readonly held = new Map<string, unknown>()
  /** So many entries fit; one more is refused as by a full disk. */
  room = Number.POSITIVE_INFINITY
  async get(key: string): Promise<unknown> {
    return this.held.get(key)
  }
  async set(key: string, value: unknown): Promise<void> {
    if (!this.held.has(key) && this.held.size >= this.room) throw new DOMException('full', 'QuotaExceededError')
    this.held.set(key, value)
  }
  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.held.delete(key)
  }
  async keys(): Promise<readonly unknown[]> {
    return [...this.held.keys()]
  }
}

const never = () => new Promise<never>(() => undefined)
const stage = (values: KeyValues = new MapValues(), pause: (ms: number) => Promise<void> = never) => {
  let now = 0
  return new ModelStore({
    values,
    now: () => {
      now += 1
      return now
    },
    pause,
  })
}
const SOME_BYTES = Uint8Array.of(1, 2, 3)
const files = (values: MapValues): string[] => [...values.held.keys()].filter((key) => key.startsWith('file '))

describe('kept between visits', () => {
  it('what is kept between visits is dropped once nobody needs it: a newer version takes the room of the old one', async () => {
    const values = new MapValues()
    const store = stage(values)
    await store.hold('runtime wasm', ['runtime'])
    await store.hold('model m', ['old', 'shared'])
    for (const hash of ['old', 'shared', 'runtime']) await store.files.put(hash, SOME_BYTES)
    await store.files.put('new', SOME_BYTES)
    await store.hold('model m', ['new', 'shared'])
    expect(files(values)).toEqual(['file shared', 'file runtime', 'file new'])
  })

  it('what is kept between visits is of many models only the newest', async () => {
    const values = new MapValues()
    const store = stage(values)
    for (let i = 0; i < 8; i += 1) {
      await store.hold(`model ${i}`, [`h${i}`])
      await store.files.put(`h${i}`, SOME_BYTES)
    }
    await store.hold('model 7', ['h7'])
    expect(files(values)).toEqual(['h2', 'h3', 'h4', 'h5', 'h6', 'h7'].map((hash) => `file ${hash}`))
  })

  it('what is kept between visits makes room once where the disk is full', async () => {
    const values = new MapValues()
    const store = stage(values)
    await store.files.put('leftover', SOME_BYTES)
    values.room = 1
    await store.files.put('wanted', SOME_BYTES)
    expect(files(values)).toEqual(['file wanted'])
  })

  it('what is kept between visits is nothing where the database is broken, and nobody is told off', async () => {
    const broken = async (): Promise<never> => {
      throw new DOMException('broken', 'UnknownError')
    }
    const store = stage({ get: broken, set: broken, remove: broken, keys: broken })
    await store.files.put('h', SOME_BYTES)
    await store.hold('model m', ['h'])
    await store.folders.forget('https://models.example/')
    expect(await store.files.get('h')).toBeUndefined()
    expect(await store.folders.recall('https://models.example/')).toBeUndefined()
  })

  it('what is kept between visits is nothing where the database never answers', async () => {
    const store = stage({ get: never, set: never, remove: never, keys: never }, async () => undefined)
    await store.files.put('h', SOME_BYTES)
    expect(await store.files.get('h')).toBeUndefined()
  })

  it('what somebody else wrote where models are kept is not taken for a folder or a file', async () => {
    const values = new MapValues()
    const store = stage(values)
    values.held.set('folder https://models.example/', { files: 'all' })
    values.held.set('file h', 'text')
    expect(await store.folders.recall('https://models.example/')).toBeUndefined()
    expect(await store.files.get('h')).toBeUndefined()
  })
})
