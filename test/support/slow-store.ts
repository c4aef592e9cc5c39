/** A store that takes its time before it does something and before it tells of it, as a durable or shared one will. */
import type { ConversationStore } from '../../bff/ports/store.ts'

/** @param pause awaited before and after each call */
export const slow = (store: ConversationStore, pause: () => Promise<unknown>): ConversationStore => {
  const late =
    <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await pause()
      const result = await act(...args)
      await pause()
      return result
    }
  return {
    ...store,
    find: late(store.find),
    findBy: late(store.findBy),
    change: async (place, decide, fence) => {
      await pause()
      const value = await store.change(place, decide, fence)
      await pause()
      return value
    },
    changeKnown: async (place, decide, fence) => {
      await pause()
      const value = await store.changeKnown(place, decide, fence)
      await pause()
      return value
    },
    visit: async (bareId, look) => {
      await pause()
      const value = await store.visit(bareId, look)
      await pause()
      return value
    },
    erase: late(store.erase),
  }
}
