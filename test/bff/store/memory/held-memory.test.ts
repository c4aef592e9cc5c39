import { expect } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import { BOUND, FILLS, holdsWithinBound } from '../../../conformance/held-memory.ts'

holdsWithinBound('the memory store', FILLS, async () => {
  let epochs = 0
  let dropped = 0
  const { conversations } = createMemoryStore({
    newId: () => `epoch-${epochs++}`,
    clock: systemClock,
    bounds: { conversations: 100_000, bytes: BOUND, replayable: 3 },
  })
  conversations.onGone(() => {
    dropped += 1
  })
  return { conversations, close: async () => expect(dropped).toBeGreaterThan(0) }
})
