/** One fetch for all who ask; one that failed is forgotten, so that the next to ask tries anew. */
export const once = <T>(fetchIt: () => Promise<T>): (() => Promise<T>) => {
  let fetched: Promise<T> | undefined
  return () => {
    fetched ??= fetchIt().catch((error: unknown) => {
      fetched = undefined
      throw error
    })
    return fetched
  }
}
