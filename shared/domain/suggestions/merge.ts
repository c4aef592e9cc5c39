/** One set of suggestions, of what Cognigy and knowledge have for one utterance (docs/contract.md 8.2). */
import type { Suggestion } from '../../wire/assist.ts'
import { answerKey } from '../policy/same-answer.ts'

export interface SetLimits {
  /** Of the whole set. */
  readonly most: number
  /** Of what knowledge has in it. */
  readonly mostKnown: number
  /** Places that knowledge leaves to Cognigy. */
  readonly keptFree: number
}

export interface Offered {
  /** What agents see for this utterance already. */
  readonly shown: readonly Suggestion[]
  /** Best first. */
  readonly cognigy: readonly Suggestion[]
  /** Surest first. */
  readonly knowledge: readonly Suggestion[]
  /** What stands in where nothing else is there. */
  readonly generic: readonly Suggestion[]
  /** An agent asked just now: where there is no place left, what knowledge has gives way. */
  readonly mayGiveWay: boolean
}

/** The larger half of a set: what knowledge leaves free while Cognigy is asked. */
export const placesOfCognigy = (most: number): number => Math.ceil(most / 2)

const isKnown = ({ engine }: Suggestion): boolean => engine === 'knowledge'

/** Each answer once: of equal ones the first. */
const withoutRepeats = (cards: readonly Suggestion[]): readonly Suggestion[] => {
  const keys = new Set<string>()
  return cards.filter(({ text }) => {
    const key = answerKey(text)
    const isNew = !keys.has(key)
    keys.add(key)
    return isNew
  })
}

/** Of what knowledge has, the last goes first, as many as `missing`; what stands before `stays` does not. */
const makingRoom = (shown: readonly Suggestion[], missing: number, stays: number): readonly Suggestion[] => {
  const going = new Set(missing > 0 ? shown.slice(stays).filter(isKnown).slice(-missing) : [])
  return shown.filter((card) => !going.has(card))
}

/**
 * What is shown keeps its place, and its id with it. Behind it comes what Cognigy suggests, then what knowledge has, while
 * there are places. Generic ones stay for nobody.
 */
export const mergedSet = (
  { shown, cognigy, knowledge, generic, mayGiveWay }: Offered,
  { most, mostKnown, keptFree }: SetLimits,
): readonly Suggestion[] => {
  const lasting = shown.filter(({ fallback }) => !fallback).slice(0, most)
  const fresh = withoutRepeats([...lasting, ...cognigy]).slice(lasting.length)
  const missing = lasting.length + Math.min(fresh.length, most) - most
  const kept = mayGiveWay ? makingRoom(lasting, missing, most - placesOfCognigy(most)) : lasting
  const suggested = [...kept, ...fresh].slice(0, most)
  const places = Math.min(most - keptFree - suggested.length, mostKnown - kept.filter(isKnown).length)
  // What made room comes back where a place is left after all, under the id that agents know it by.
  const known = withoutRepeats([...suggested, ...lasting.filter(isKnown), ...knowledge]).slice(suggested.length)
  const set = [...suggested, ...known.slice(0, Math.max(0, places))]
  return set.length > 0 ? set : generic.slice(0, most)
}
