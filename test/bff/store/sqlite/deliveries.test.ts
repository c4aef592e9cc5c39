import { join } from 'node:path'
import { beforeAll } from 'vitest'
import * as z from 'zod/mini'
import { DatabaseSync } from '../../../../bff/store/sqlite/sqlite-api.ts'
import { keptForADay } from '../../../conformance/deliveries.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

const row = z.object({ expires_at: z.int() })

beforeAll(() => buildBff())

keptForADay('the SQLite store', async () => {
  let now = Date.now()
  const folder = newFolder()
  const store = await openIn(folder, { clock: { now: () => now, monotonic: () => performance.now() } })
  return {
    deliveries: store.deliveries,
    keptFor: async (key) => {
      const database = new DatabaseSync(join(folder, 'cx-assist.sqlite'), { readOnly: true })
      const [kept] = database.prepare('SELECT expires_at FROM delivery WHERE key = ?').all(key)
      database.close()
      return kept === undefined ? 0 : (row.parse(kept).expires_at - now) / 1000
    },
    wait: async (seconds) => {
      now += seconds * 1000
    },
    close: async () => {
      await store.close()
      dropFolder(folder)
    },
  }
})
