/** A store in which somebody is always quicker: each decision is made twice, and only the second one counts. */
import type { Decide, Store, StoredChange } from '../../bff/ports/store.ts'
import { frozen } from '../../bff/store/memory/frozen.ts'

type Watch = (change: StoredChange) => void

const twice =
  <T>(decide: Decide<T>, watch: Watch): Decide<T> =>
  (record) => {
    const read = frozen({ ...record })
    decide(read)
    const decision = decide(read)
    if (decision.change !== undefined) watch(decision.change)
    return decision
  }

/**
 * What decides with an effect of its own, has it twice, and a test sees that; what changes the record that it reads, fails.
 *
 * @param watch is told what each change asks for
 */
export const decidingTwice = (store: Store, watch: Watch = () => undefined): Store => {
  const { conversations } = store
  return {
    ...store,
    conversations: {
      ...conversations,
      change: (place, decide, fence) => conversations.change(place, twice(decide, watch), fence),
      changeKnown: (place, decide, fence) => conversations.changeKnown(place, twice(decide, watch), fence),
    },
  }
}
