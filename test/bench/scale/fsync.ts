/** What the disk below a store takes to keep one write: nothing that lasts can be faster. */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from '../harness/statistics.ts'

const WRITES = 200
/** A page of SQLite. */
const PAGE_BYTES = 4096

/** Milliseconds, p50, of writing a page and `fsync`, where the benchmark's stores lie too. */
export const fsyncP50Ms = async (): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-assist-bench-fsync-'))
  const file = await open(join(folder, 'pages'), 'w')
  try {
    const page = Buffer.alloc(PAGE_BYTES, 1)
    const durations: number[] = []
    for (let write = 0; write < WRITES; write += 1) {
      const startedAt = performance.now()
      await file.write(page)
      await file.sync()
      durations.push(performance.now() - startedAt)
    }
    return percentile(durations, 0.5)
  } finally {
    await file.close()
    await rm(folder, { recursive: true })
  }
}
