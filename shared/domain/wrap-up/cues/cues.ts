/** By which words it is recognised what a sentence is for. One table a language; phrases are compared folded, as whole words. */

export interface Cues {
  /** False where words are not set apart, or carry others: phrases are found anywhere then. */
  readonly isSpaced: boolean
  /** How somebody begins who has not begun yet. */
  readonly greetings: readonly string[]
  /** What is said to be polite, or to agree, and tells nothing. */
  readonly courtesies: readonly string[]
  /** A customer wants something. */
  readonly asks: readonly string[]
  /** Something went wrong for a customer. */
  readonly problems: readonly string[]
  /** How a question begins, also where no mark ends it. */
  readonly questions: readonly string[]
  /** Words of a request that do not say what for. */
  readonly generic: readonly string[]
  /** Something was done. */
  readonly done: readonly string[]
  /** What makes "have done" of "have": followed by a word that {@link isParticiple} takes. */
  readonly auxiliaries: readonly string[]
  readonly isParticiple: (word: string) => boolean
  /** Something could not be done. */
  readonly failed: readonly string[]
  /** Something is going to be done. */
  readonly promised: readonly string[]
  /** Said while it is being done: no promise that outlives the conversation. */
  readonly immediate: readonly string[]
  /** Done later, whatever else the sentence sounds like. */
  readonly later: readonly string[]
  /** Asked at the end, or at the beginning: no question that has to be answered. */
  readonly closings: readonly string[]
  /** Offered, to be agreed to: what is answered is no fact. */
  readonly offers: readonly string[]
  /** Nobody understood. */
  readonly misunderstood: readonly string[]
  /** What must not be written down. */
  readonly secrets: readonly string[]
  /** Such a thing, told: with what follows, also where that has no digit. */
  readonly reveals: readonly string[]
  /** Said by whoever asks for something by its name: behind one of these stands `labelBefore`, and then the name. */
  readonly labelAfter: readonly string[]
  /** Before what a question is about, such as `your`. */
  readonly labelBefore: readonly string[]
  /** Behind it. */
  readonly labelEnds: readonly string[]
  /** Times and days without a digit. */
  readonly times: readonly string[]
  /** Of the language itself: they say nothing, and tell what language it is. */
  readonly stop: readonly string[]
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)
const phrases = (text: string): readonly string[] => text.split('|').map((phrase) => phrase.trim())

/** Tables are written as text, since they are lists of words and nothing else. */
export const table = { words, phrases }
