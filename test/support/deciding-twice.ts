/** A store in which somebody is always quicker: each decision is made twice, and only the second one counts. */
import type { Decide, Store } from '../../bff/ports/store.ts'

const twice =
  <T>(decide: Decide<T>): Decide<T> =>
  (record) => {
    decide(record)
    return decide(record)
  }

/** What decides with an effect of its own, has it twice, and a test sees that. */
export const decidingTwice = (store: Store): Store => {
  const { conversations } = store
  return {
    ...store,
    conversations: {
      ...conversations,
      change: (place, decide, fence) => conversations.change(place, twice(decide), fence),
      changeKnown: (place, decide, fence) => conversations.changeKnown(place, twice(decide), fence),
    },
  }
}
