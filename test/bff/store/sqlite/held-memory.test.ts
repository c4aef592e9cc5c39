import { beforeAll } from 'vitest'
import { BOUND, BY_FEW_CHANGES, holdsWithinBound } from '../../../conformance/held-memory.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

beforeAll(() => buildBff())

holdsWithinBound('the SQLite store', BY_FEW_CHANGES, async () => {
  const folder = newFolder()
  const store = await openIn(folder, { bounds: { conversations: 100_000, bytes: BOUND, ids: 50_000, replayable: 3 } })
  return {
    conversations: store.conversations,
    close: async () => {
      await store.close()
      dropFolder(folder)
    },
  }
})
