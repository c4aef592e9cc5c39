import { mkdtempSync, rmSync, unwatchFile, watchFile, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../bff/deadline.ts'
import { type WatchedFolder, watchFolder } from '../../bff/watch-folder.ts'

let folder: string
let watched: WatchedFolder<string>
const taken: string[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-watched-'))
  writeFileSync(join(folder, 'there'), 'one')
  taken.length = 0
  watched = watchFolder({
    folder,
    files: ['there', 'missing'],
    first: 'first',
    read: async () => 'read again',
    onTaken: (value) => void taken.push(value),
    onRefused: () => undefined,
    clock: systemClock,
  })
})
afterEach(() => {
  watched.close()
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

/** Watchers are told in the order in which they were made: what is told to this one was told to those before. */
const firstWordOfAnother = (): Promise<void> =>
  new Promise((resolve) => {
    const path = join(folder, 'never')
    const listener = (): void => {
      unwatchFile(path, listener)
      resolve()
    }
    watchFile(path, { interval: 500, persistent: false }, listener)
  })

describe('a watched folder', () => {
  it('a watched folder is not read again because a file was missing from the beginning', async () => {
    await firstWordOfAnother()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('a watched folder is read again when a file appears that was missing', async () => {
    await firstWordOfAnother()
    writeFileSync(join(folder, 'missing'), 'here now')
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), { timeout: 10_000 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(taken).toEqual(['read again'])
    expect(watched.current()).toBe('read again')
  })
})
