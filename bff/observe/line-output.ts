/**
 * Lines for a file or for standard output, written in order and off the event loop. Whoever reads them may be slow or
 * gone, and the disk full: then some lines wait, the others are dropped and counted, and nothing else is held up.
 */
import { constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import sonicBoom from 'sonic-boom'
import { orLateAfter } from '../deadline.ts'

/** Lines wait at most so long, or until so many bytes are together: a write for each would be a webhook's dearest part. */
const FLUSH_EVERY_MS = 100
const FLUSH_BYTES = 4096
/** What waits at most, in bytes. */
const LARGEST_BACKLOG = 4 * 1024 * 1024
const STANDARD_OUTPUT = 1

export interface LineOutput {
  /** @param line with its end of line. Never throws, never waits. */
  write(line: string): void
  /** What came last could not be written, and waits. */
  isFailing(): boolean
  /** Resolves when all is written, when it cannot be, or after `ms`. */
  drain(ms: number): Promise<void>
}

export interface LineOutputParts {
  readonly onDropped: () => void
  /** Once when writing begins to fail, and again after it went well in between. @param cause a code such as `ENOSPC` */
  readonly onTrouble: (cause: string) => void
  /** Once when writing goes well again. */
  readonly onWell?: () => void
  readonly backlogBytes?: number
}

/**
 * Standard output as a descriptor that never blocks. A write to a pipe that nobody reads would hold a thread, and that
 * thread the end of the process. Opened anew where that can be, so that others who write there keep it as it was.
 */
const openStandardOutput = (): number => {
  if (fstatSync(STANDARD_OUTPUT).isFile()) return STANDARD_OUTPUT
  try {
    const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY
    return openSync(`/proc/self/fd/${STANDARD_OUTPUT}`, flags)
  } catch {
    // A socket cannot be opened by its name; Node sets it so when it takes it for a stream.
    new Socket({ fd: STANDARD_OUTPUT, readable: false, writable: true }).unref()
    return STANDARD_OUTPUT
  }
}

/** Throws where the file cannot be opened. What an earlier process could not finish must not spoil the next line. */
const openFile = (path: string): number => {
  const fd = openSync(path, 'a+')
  if (lengthOfLastPart(fd) > 0) {
    try {
      writeSync(fd, '\n')
    } catch {
      // The disk is full by now, which the first line will find out.
    }
  }
  return fd
}

const NEWLINE = 0x0a
/** Longer than any line. */
const LOOKED_BACK_BYTES = 64 * 1024

/** How many bytes of a file come after its last end of line; 0 where that is not known. */
const lengthOfLastPart = (fd: number): number => {
  const { size } = fstatSync(fd)
  const looked = Math.min(size, LOOKED_BACK_BYTES)
  const bytes = Buffer.alloc(looked)
  const read = readSync(fd, bytes, 0, looked, size - looked)
  const last = bytes.subarray(0, read).lastIndexOf(NEWLINE)
  return last < 0 && size > looked ? 0 : read - last - 1
}

/** Of a line that a full disk took a part of, nothing stays. */
const cutLastPart = (fd: number): void => {
  try {
    ftruncateSync(fd, fstatSync(fd).size - lengthOfLastPart(fd))
  } catch {
    // It is no file, or it cannot be written at all: then whoever opens it next goes on in a new line.
  }
}

/** @param destination path of a file that is appended to, or `-` for standard output */
export const openLineOutput = (destination: string, parts: LineOutputParts): LineOutput => {
  const fd = destination === '-' ? openStandardOutput() : openFile(destination)
  const output = new sonicBoom.SonicBoom({
    fd,
    sync: false,
    minLength: FLUSH_BYTES,
    periodicFlush: FLUSH_EVERY_MS,
    maxLength: parts.backlogBytes ?? LARGEST_BACKLOG,
  })
  let pending = 0
  let isFailing = false
  output.on('write', (bytes: number) => {
    pending = Math.max(0, pending - bytes)
    if (isFailing) parts.onWell?.()
    isFailing = false
  })
  output.on('drop', (line: string) => {
    pending -= Buffer.byteLength(line)
    parts.onDropped()
  })
  // Without a listener, a full disk would be an uncaught fault.
  output.on('error', (error: unknown) => {
    if (!isFailing) parts.onTrouble(error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
    isFailing = true
  })

  const flush = (): Promise<void> =>
    new Promise((resolve) => {
      output.flush(() => resolve())
    })

  return {
    write: (line) => {
      pending += Buffer.byteLength(line)
      output.write(line)
    },
    isFailing: () => isFailing,
    drain: async (ms) => {
      let isLate = false
      const flushAll = async (): Promise<void> => {
        // One flush leaves what came while it was at work.
        while (pending > 0 && !isFailing && !isLate) await flush()
      }
      await orLateAfter(ms, flushAll(), () => {
        isLate = true
      })
      if (isFailing && destination !== '-') cutLastPart(fd)
    },
  }
}
