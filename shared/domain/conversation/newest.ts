/** The newest `most` of `earlier` and what came after them; both oldest first. @param most from 1 */
export const newestOf = <T>(earlier: readonly T[], later: readonly T[], most: number): T[] => {
  const all = earlier.concat(later)
  return all.length > most ? all.slice(-most) : all
}
