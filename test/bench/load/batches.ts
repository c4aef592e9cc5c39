const AT_ONCE = 50

/** Makes `count` of something, a few at a time: a server's backlog of connections is not what is measured. */
export const inBatches = async <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> => {
  const made: T[] = []
  while (made.length < count) {
    const size = Math.min(AT_ONCE, count - made.length)
    made.push(...(await Promise.all(Array.from({ length: size }, (_, offset) => make(made.length + offset)))))
  }
  return made
}
