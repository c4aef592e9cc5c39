/**
 * Finds phrases in what a reader sees, all at once and in one pass, however letters are stretched, spelled out or run together.
 * Costs the same for each letter of the text, whatever the text: nothing is ever read again.
 */
import { LETTER_L, type Reading, readWord, SPACE, withoutMarks } from './as-seen.ts'
import { wordForms } from './word-forms.ts'

/**
 * How often in a row a letter of a phrase may stand: `r e e f u n d` is read as `refund`. Not so `l`, which stands for `i` too:
 * stretched, `illegal` would be read as `legal`.
 */
const MOST_REPEATS = 3

/** A place in a word of a phrase: the letters up to here were read. */
interface Place {
  readonly id: number
  readonly letter: number
  readonly next: Places
  readonly word: Word
  /** Whether one of the word's forms ends here. */
  isEnd: boolean
}
type Places = Map<number, Place>

interface Word {
  /** Which phrase it belongs to, by the order in which they were given. */
  readonly phrase: number
  /** How many other words may stand between it and the next one. */
  readonly filler: number
  readonly first: Places
  /** The word after it; the phrase ends where there is none. */
  readonly next: Word | undefined
}

export interface Phrase {
  readonly text: string
  /** How many other words may stand between two words of the phrase, from 0. */
  readonly filler: number
}

const plainWords = (phrase: string): readonly string[] =>
  withoutMarks(phrase)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => readWord(word).length > 0)

/** Whether a phrase has anything to look for; without, it would stop nothing and look as if it did. */
export const hasWords = (phrase: string): boolean => plainWords(phrase).length > 0

const createWords = () => {
  let places = 0
  /** Policies of many phrases say the same words again and again. */
  const known = new Map<string, readonly Reading[]>()

  const formsOf = (word: string): readonly Reading[] => {
    const forms = known.get(word) ?? [...wordForms(word)].map(readWord).filter((form) => form.length > 0)
    known.set(word, forms)
    return forms
  }

  const addForm = (word: Word, form: Reading): void => {
    let at = word.first
    let place: Place | undefined
    for (const letter of form) {
      const isStretched = letter === place?.letter && letter !== LETTER_L
      if (letter === SPACE || isStretched) continue
      place = at.get(letter) ?? { id: places++, letter, next: new Map(), word, isEnd: false }
      at.set(letter, place)
      at = place.next
    }
    if (place !== undefined) place.isEnd = true
  }

  /** @returns the phrase's first word, chained to the others */
  const chain = ({ text, filler }: Phrase, phrase: number): Word | undefined =>
    plainWords(text).reduceRight<Word | undefined>((next, written) => {
      const word: Word = { phrase, filler, first: new Map(), next }
      for (const form of formsOf(written)) addForm(word, form)
      return word
    }, undefined)

  return { chain, places: () => places }
}

/** First places of the phrases, by their letter. */
const startsOf = (words: readonly Word[]): ReadonlyMap<number, readonly Place[]> => {
  const starts = new Map<number, Place[]>()
  for (const { first } of words) {
    for (const [letter, place] of first) {
      const others = starts.get(letter)
      if (others === undefined) starts.set(letter, [place])
      else others.push(place)
    }
  }
  return starts
}

/** @returns a search for the first of `phrases`, by their order, that a reading contains; it returns `undefined` for none */
export const createPhraseAutomaton = (phrases: readonly Phrase[]): ((reading: Reading) => number | undefined) => {
  const words = createWords()
  const starts = startsOf(phrases.flatMap((phrase, index) => words.chain(phrase, index) ?? []))

  return (reading) => {
    /** Where in the reading each place was last entered, and how often its letter stood there in a row. */
    const enteredAt = new Int32Array(words.places()).fill(-1)
    const repeats = new Uint8Array(words.places())
    let active: Place[] = []
    /** How many more words may be passed before this one must come. */
    let waiting = new Map<Word, number>()
    /** Words that may begin where the next word of the text does. */
    let due: Word[] = []
    let isWordStart = true
    let found = Number.POSITIVE_INFINITY

    const enter = (place: Place | undefined, after: Place[], at: number, count: number): void => {
      if (place === undefined) return
      // Fewer repeats allow whatever more do.
      const isKnown = enteredAt[place.id] === at
      if (!isKnown) after.push(place)
      if (!isKnown || count < (repeats[place.id] ?? 0)) repeats[place.id] = count
      enteredAt[place.id] = at
    }

    const readLetter = (letter: number, at: number): void => {
      const after: Place[] = []
      for (const place of active) {
        const count = (repeats[place.id] ?? 0) + 1
        if (letter === place.letter && letter !== LETTER_L && count <= MOST_REPEATS) enter(place, after, at, count)
      }
      for (const place of active) {
        enter(place.next.get(letter), after, at, 1)
        if (place.isEnd) enter(place.word.next?.first.get(letter), after, at, 1)
      }
      if (isWordStart) {
        for (const place of starts.get(letter) ?? []) enter(place, after, at, 1)
        for (const word of due) enter(word.first.get(letter), after, at, 1)
      }
      active = after
    }

    const endWord = (): void => {
      const still = new Map<Word, number>()
      due = [...waiting.keys()]
      for (const [word, left] of waiting) if (left > 1) still.set(word, left - 1)
      for (const { isEnd, word } of active) {
        if (!isEnd) continue
        if (word.next === undefined) found = Math.min(found, word.phrase)
        else if (word.filler > 0) still.set(word.next, word.filler)
      }
      waiting = still
    }

    for (let at = 0; at < reading.length && found > 0; at += 1) {
      const letter = reading[at] ?? SPACE
      if (letter === SPACE) endWord()
      else if (isWordStart || active.length > 0) readLetter(letter, at)
      isWordStart = letter === SPACE
    }
    endWord()
    return found === Number.POSITIVE_INFINITY ? undefined : found
  }
}
