/** Counts on the disk: they outlive the process, and stay few. */
import { beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { openEngine } from '../../../../bff/store/sqlite/engine.ts'
import { createSqliteTallies } from '../../../../bff/store/sqlite/tallies.ts'
import { openThread } from '../../../../bff/store/sqlite/thread.ts'
import { talliesWithinBounds } from '../../../conformance/tallies.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn, STORE_THREAD } from './folders.ts'

beforeAll(() => buildBff())

describe('tallies on the disk', () => {
  it('tallies on the disk are there when the store is opened anew', async () => {
    const folder = newFolder()
    const store = await openIn(folder)
    await store.tallies.add([{ name: 'a', up: 2, down: 1 }])
    await store.close()
    const again = await openIn(folder)
    expect(await again.tallies.read(['a'])).toEqual([{ up: 2, down: 1 }])
    await again.close()
    dropFolder(folder)
  })

  it('tallies on the disk forget what was counted longest ago', async () => {
    const folder = newFolder()
    const engine = await openEngine({
      openThread: (listener) => openThread({ folder }, listener, STORE_THREAD),
      clock: systemClock,
      log: createLog('silent', { write: () => undefined }),
      metrics: { storeCommitted: () => undefined },
    })
    // Of the last four counts, the names: c, b, d and what came before them.
    expect(await talliesWithinBounds(createSqliteTallies(engine, 3))).toEqual([0, 2, 1, 1])
    await engine.close()
    dropFolder(folder)
  })
})
