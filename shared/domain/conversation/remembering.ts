/** What webhooks told of where a conversation comes from, newest word first. */
import type { Origin } from '../../wire/origin.ts'

/** `known` with all that `told` says of the conversation; the same object where that is no news. */
export const remembering = (known: Origin, { utteranceId: _one, ...lasting }: Origin): Origin => {
  const news = Object.entries(lasting).filter(
    ([key, value]) => value !== undefined && !Object.is(Reflect.get(known, key), value),
  )
  return news.length === 0 ? known : { ...known, ...Object.fromEntries(news) }
}
