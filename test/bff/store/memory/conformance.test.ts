import { describe } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import { storeConformance } from '../../../conformance/store.ts'

describe('the memory store', () => {
  storeConformance(async () => {
    let ids = 0
    const store = createMemoryStore({ newId: () => `id-${ids++}`, clock: systemClock })
    return { store, close: async () => undefined }
  })
})
