import { beforeAll } from 'vitest'
import { neverLeaks } from '../../../conformance/interleaving.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

beforeAll(() => buildBff())

neverLeaks('the SQLite store', 10_000, async () => {
  const folder = newFolder()
  const store = await openIn(folder)
  return {
    ...store,
    close: async () => {
      await store.close()
      dropFolder(folder)
    },
  }
})
