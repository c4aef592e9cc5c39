/** JSON lines in `DATA_DIR`: one line a record, on the disk before it is acknowledged. */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import AsyncLock from 'async-lock'
import { NotKept } from '../ports/records.ts'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const NEWLINE = 0x0a
/** Records that may wait for a slow disk. */
const LONGEST_QUEUE = 10_000

/** Appends one record; rejects with {@link NotKept} if it cannot be kept. */
export type AppendLine = (record: object) => Promise<void>

/** Makes the folder and the file where they are missing. Throws where they cannot be written. */
export const openJsonLines = (folder: string, name: string): AppendLine => {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
  const path = join(folder, name)
  closeSync(openSync(path, 'a+', FILE_MODE))
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })

  /** Opened each time: whoever moves the file away gets a new one, and a disk that has room again is written again. */
  const append = async (line: string): Promise<void> => {
    const file = await open(path, 'a+', FILE_MODE)
    try {
      await file.appendFile(`${(await endsInMidLine(file)) ? '\n' : ''}${line}\n`)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  return async (record) => {
    const line = JSON.stringify(record)
    try {
      await lock.acquire('file', () => append(line))
    } catch (error) {
      throw new NotKept(error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
    }
  }
}

/** A disk that was full, or a machine that lost its power, may have left half a line: it must not spoil the next one. */
const endsInMidLine = async (file: FileHandle): Promise<boolean> => {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== NEWLINE
}
