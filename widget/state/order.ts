/** What a snapshot holds of an event, as far as it tells when that was. */
interface Dated {
  readonly seq: number
  readonly at: string
}

/** By time first: numbers of another history, from before a restart of the BFF, tell nothing. */
export const isAfter = (one: Dated, other: Dated): boolean => {
  const apart = Date.parse(one.at) - Date.parse(other.at)
  return apart === 0 ? one.seq > other.seq : apart > 0
}
