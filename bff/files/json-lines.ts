/**
 * JSON lines in `DATA_DIR`: whole lines, on the disk before they are acknowledged. Records that come while the disk is at
 * work are written together, so that a slow disk is waited for once for many.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { NotKept, type RecordKeeper } from '../ports/records.ts'
import type { Clock } from '../ports/time.ts'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const NEWLINE = 0x0a
/** Records that may wait for a slow disk. */
const LONGEST_QUEUE = 10_000

export interface JsonLines extends RecordKeeper {
  /** Appends one record; rejects with {@link NotKept} if it cannot be kept: nothing of it is in the file then. */
  append(record: object): Promise<void>
}

interface Waiting {
  readonly line: string
  kept(): void
  lost(error: NotKept): void
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

/** Makes the folder and the file where they are missing. Throws where they cannot be written. */
export const openJsonLines = (folder: string, name: string, clock: Pick<Clock, 'now'>): JsonLines => {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  const path = join(folder, name)
  closeSync(openSync(path, 'a+', FILE_MODE))
  let queue: Waiting[] = []
  let isWriting = false
  let trouble: ReturnType<RecordKeeper['trouble']>

  const write = async (together: readonly Waiting[]): Promise<void> => {
    try {
      await appendWhole(path, together.map(({ line }) => line).join(''))
      trouble = undefined
      for (const { kept } of together) kept()
    } catch (error) {
      const cause = codeOf(error)
      trouble = { what: name, since: trouble?.since ?? new Date(clock.now()).toISOString(), cause }
      for (const { lost } of together) lost(new NotKept(cause))
    }
  }
  const writeAll = async (): Promise<void> => {
    if (isWriting) return
    isWriting = true
    while (queue.length > 0) {
      const together = queue
      queue = []
      await write(together)
    }
    isWriting = false
  }

  return {
    append: (record) =>
      new Promise((kept, lost) => {
        if (queue.length >= LONGEST_QUEUE) {
          lost(new NotKept('too many wait for the disk'))
          return
        }
        queue.push({ line: `${JSON.stringify(record)}\n`, kept, lost })
        void writeAll()
      }),
    trouble: () => trouble,
  }
}

/** Opens the file each time: whoever moves it away gets a new one, and a disk that has room again is written again. */
const appendWhole = async (path: string, lines: string): Promise<void> => {
  const file = await open(path, 'a+', FILE_MODE)
  try {
    const { size } = await file.stat()
    const text = `${(await endsInMidLine(file, size)) ? '\n' : ''}${lines}`
    try {
      await file.appendFile(text)
      await file.datasync()
    } catch (error) {
      await takeBack(file, size, Buffer.byteLength(text))
      throw error
    }
  } finally {
    await file.close()
  }
}

/** What a full disk took of lines that are not kept. Not where a command wrote to the same file meanwhile. */
const takeBack = async (file: FileHandle, size: number, most: number): Promise<void> => {
  try {
    if ((await file.stat()).size <= size + most) await file.truncate(size)
  } catch {
    // Then the next line begins behind what is left of this one.
  }
}

/** A machine that lost its power may have left half a line: it must not spoil the next one. */
const endsInMidLine = async (file: FileHandle, size: number): Promise<boolean> => {
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== NEWLINE
}
