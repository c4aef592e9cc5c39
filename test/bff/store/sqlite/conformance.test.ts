import { beforeAll, describe } from 'vitest'
import { storeConformance } from '../../../conformance/store.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

beforeAll(() => buildBff())

describe('the SQLite store', () => {
  storeConformance(async () => {
    const folder = newFolder()
    const store = await openIn(folder)
    return {
      store,
      close: async () => {
        await store.close()
        dropFolder(folder)
      },
    }
  })
})

describe('the SQLite store that can hold next to nothing in memory', () => {
  const bounds = { conversations: 20, bytes: 20_000_000, ids: 40, replayable: 200 }
  storeConformance(async () => {
    const folder = newFolder()
    const store = await openIn(folder, { bounds })
    return {
      store,
      close: async () => {
        await store.close()
        dropFolder(folder)
      },
    }
  })
})
