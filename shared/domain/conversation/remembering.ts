/** What webhooks told of where a conversation comes from, newest word first. */
import type { Origin } from '../../wire/origin.ts'

/** What says something, and says it of the conversation: an utterance's id is that of one utterance. */
const lasting = ({ utteranceId: _one, ...origin }: Origin): Origin =>
  Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined))

/** `known` with all that `told` says; the same object where that is no news. */
export const remembering = (known: Origin, told: Origin): Origin => {
  const merged: Origin = { ...known, ...lasting(told) }
  const isNews = Object.entries(merged).some(([key, value]) => !Object.is(Reflect.get(known, key), value))
  return isNews ? merged : known
}
