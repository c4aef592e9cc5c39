/** What was known of conversations that were followed before, so that coming back to one shows it at once. Pure. */
import type { Known } from './known.ts'
import type { Moment } from './moment.ts'

export interface Remembered {
  readonly known: Known
  /** Its own id, and those that it was asked for by. */
  readonly ids: readonly string[]
  /** When it was known to be so. */
  readonly asOf: Moment
}

/** The one left last is last. */
export type Memory = readonly Remembered[]

/** More chats than anybody holds at once; one left earlier waits for its join as a new one does. */
export const MOST_REMEMBERED = 12
/** A conversation has two or three. */
const MOST_IDS = 8

export const recall = (memory: Memory, id: string): Remembered | undefined => memory.find(({ ids }) => ids.includes(id))

export const forget = (memory: Memory, id: string): Memory => memory.filter(({ ids }) => !ids.includes(id))

/** @param asked the id that led to it, and to nothing else any more. */
export const remember = (memory: Memory, asked: string, known: Known, asOf: Moment): Memory => {
  const { conversationId } = known.snapshot
  const names = new Set([conversationId, asked])
  const own = (each: Remembered): string => each.known.snapshot.conversationId
  const earlier = memory.find((each) => own(each) === conversationId)?.ids ?? []
  const others = memory
    .filter((each) => !names.has(own(each)))
    .map((each) => ({ ...each, ids: each.ids.filter((id) => !names.has(id)) }))
  const ids = [...new Set([...names, ...earlier])].slice(0, MOST_IDS)
  return [...others, { known, ids, asOf }].slice(-MOST_REMEMBERED)
}
