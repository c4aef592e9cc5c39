import { beforeAll } from 'vitest'
import { leavesNothing } from '../../../conformance/erased.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

beforeAll(() => buildBff())

leavesNothing('the SQLite store', async () => {
  const folder = newFolder()
  const store = await openIn(folder)
  return {
    store,
    folder,
    settle: async () => undefined,
    close: async () => {
      await store.close()
      dropFolder(folder)
    },
  }
})
