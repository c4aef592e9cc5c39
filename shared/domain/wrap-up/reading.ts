/** A conversation read sentence by sentence: what each of them is for, so far as its words tell. */
import type { Speaker } from '../../wire/vocabulary.ts'
import { cutText } from '../conversation/cut-text.ts'
import { type CueName, comparableOf, type Lexicon, lexiconFor, wordsOf } from './lexicon.ts'

export interface SpokenUtterance {
  readonly utteranceId: string
  readonly speaker: Speaker
  readonly text: string
}

export interface Sentence {
  /** Which utterance it stands in, from 0. */
  readonly at: number
  readonly utteranceId: string
  readonly speaker: Speaker
  /** As it was said. */
  readonly text: string
  readonly comparable: string
  readonly words: readonly string[]
  /** Words that say what it is about: no greeting, no courtesy, nothing that all sentences have. */
  readonly content: readonly string[]
  readonly isQuestion: boolean
}

export interface Reading {
  readonly lexicon: Lexicon
  readonly utterances: readonly SpokenUtterance[]
  /** Oldest first; without those that hold no word. */
  readonly sentences: readonly Sentence[]
  /** The same, by utterance. */
  readonly byUtterance: readonly (readonly Sentence[])[]
  has(cue: CueName, sentence: Sentence): boolean
}

/** What stands beyond is shown in the transcript; in UTF-16 code units of one utterance. */
const READ_CHARACTERS = 1500
/** Of all together: whoever reads them keeps everybody else waiting. */
const READ_IN_ALL = 60_000
/** The newest so many, as a snapshot keeps them. */
const MOST_UTTERANCES = 200
/** Longest piece of what was said that a point repeats. */
export const LONGEST_QUOTE = 240

const sentenceSegmenter = new Intl.Segmenter('und', { granularity: 'sentence' })
const QUESTION_END = /[?？؟]["”’')\s]*$/u
const JAPANESE_QUESTION = /か[。.]?$/u
/** Where marks of a question stand. */
const LONGEST_END = 12
/** Shorter than that, a beginning such as "can" asks nothing. */
const WORDS_OF_A_QUESTION = 3

export const readConversation = (spoken: readonly SpokenUtterance[]): Reading => {
  const utterances = spoken.slice(-MOST_UTTERANCES)
  const inAll = utterances.reduce((sum, { text }) => sum + Math.min(text.length, READ_CHARACTERS), 0)
  const most = inAll <= READ_IN_ALL ? READ_CHARACTERS : Math.floor(READ_IN_ALL / utterances.length)
  const texts = utterances.map(({ text }) => cutText(text, most))
  const lexicon = lexiconFor(texts)
  const whole = utterances.map((utterance, at) => sentencesIn(texts[at] ?? '', utterance, at, lexicon))
  const byUtterance = whole.map((sentences, at) => withoutSecrets(sentences, whole[at - 1] ?? [], lexicon))
  return {
    lexicon,
    utterances: utterances.map((utterance, at) => told(utterance, whole[at] ?? [], byUtterance[at] ?? [])),
    sentences: byUtterance.flat(),
    byUtterance,
    has: (cue, { comparable }) => lexicon.has(cue, comparable),
  }
}

const DIGIT = /\p{Nd}/u

/** Passwords and the like are left behind: who said them once must not find them written down. */
const withoutSecrets = (
  sentences: readonly Sentence[],
  before: readonly Sentence[],
  lexicon: Lexicon,
): readonly Sentence[] => {
  if (sentences[0]?.speaker !== 'customer') return sentences
  const isAsked = before.some(
    ({ speaker, isQuestion, comparable }) => speaker !== 'customer' && isQuestion && lexicon.has('secrets', comparable),
  )
  return sentences.filter(({ comparable, text, isQuestion }) => {
    if (isAsked && !isQuestion) return false
    return !lexicon.has('reveals', comparable) && !(lexicon.has('secrets', comparable) && DIGIT.test(text))
  })
}

/** The utterance with an ellipsis for what was left out; nothing of it where that does not stand in it as it was read. */
const told = (utterance: SpokenUtterance, whole: readonly Sentence[], left: readonly Sentence[]): SpokenUtterance => {
  let { text } = utterance
  const gone = new Set<string>()
  for (const sentence of whole) {
    if (left.includes(sentence)) continue
    // A sentence that came twice is gone with the first.
    const isGone = !text.includes(sentence.text)
    if (isGone && !gone.has(sentence.text)) return { ...utterance, text: '' }
    gone.add(sentence.text)
    text = text.replaceAll(sentence.text, () => '…')
  }
  return text === utterance.text ? utterance : { ...utterance, text }
}

const sentencesIn = (
  text: string,
  { utteranceId, speaker }: SpokenUtterance,
  at: number,
  lexicon: Lexicon,
): readonly Sentence[] =>
  wholeSentences(text).flatMap((said) => {
    const words = wordsOf(said, lexicon.isSpaced)
    if (words.length === 0) return []
    const comparable = comparableOf(said, lexicon.isSpaced)
    const content = words.filter((word) => saysSomething(word, lexicon))
    const isQuestion = asks(said, words, lexicon)
    return [{ at, utteranceId, speaker, text: said, comparable, words, content, isQuestion }]
  })

/** Titles and the like end in a full stop that ends nothing. */
const ABBREVIATED = /(?:^|\s)(?:dr|mr|mrs|ms|prof|st|no|nr|hr|fr|sr|sra|ca|bzw|vs|approx)\.$/iu

const wholeSentences = (text: string): readonly string[] => {
  const whole: string[] = []
  for (const { segment } of sentenceSegmenter.segment(text)) {
    const before = whole.at(-1)
    if (before !== undefined && ABBREVIATED.test(before.slice(-8)))
      whole[whole.length - 1] = `${before} ${segment.trim()}`
    else whole.push(segment.trim())
  }
  return whole
}

const saysSomething = (word: string, { stop, courtesies, generic, greetings, isSpaced }: Lexicon): boolean =>
  !stop.has(word) && !courtesies.has(word) && !generic.has(word) && !greetings.includes(isSpaced ? ` ${word} ` : word)

const asks = (said: string, words: readonly string[], { language, questions, courtesies }: Lexicon): boolean => {
  const end = said.slice(-LONGEST_END)
  if (QUESTION_END.test(end)) return true
  if (language === 'ja') return JAPANESE_QUESTION.test(end)
  // What is wished for ends with a full stop, what is asked rarely does.
  if (words.length < WORDS_OF_A_QUESTION || end.endsWith('.') || end.endsWith('!')) return false
  return questions.has(words.find((word) => !courtesies.has(word)) ?? '')
}

const LEADING = /^[\s,.!?;:、。！？،-]+/u

/** Without the greeting in front; what is left is as it was said. */
export const withoutGreeting = (text: string, lexicon: Lexicon): string => {
  let rest = text.trim().replace(LEADING, '')
  // "Hi, good morning" is two.
  for (let n = 0; n < 2; n += 1) {
    const comparable = comparableOf(rest.slice(0, 80), lexicon.isSpaced)
    const greeting = lexicon.greetings.find((each) => comparable.startsWith(each))
    if (greeting === undefined) break
    const count = lexicon.isSpaced ? greeting.trim().split(' ').length : 0
    const after = lexicon.isSpaced ? afterWords(rest, count) : rest.slice(greeting.length)
    const left = after.replace(LEADING, '')
    if (left === '') break
    rest = left
  }
  return rest
}

const WORD = /[\p{L}\p{M}\p{N}_]+/gu

const afterWords = (text: string, count: number): string => {
  let seen = 0
  for (const { index, 0: word } of text.matchAll(WORD)) {
    seen += 1
    if (seen === count) return text.slice(index + word.length)
  }
  return ''
}

/** At most so long, with an ellipsis where it was cut, and not in the middle of a word where that can be. */
export const quotable = (text: string, longest = LONGEST_QUOTE): string => {
  const said = text.trim().replaceAll(/\s+/gu, ' ')
  if (said.length <= longest) return said
  const cut = cutText(said, longest - 1)
  const blank = cut.lastIndexOf(' ')
  return `${(blank > longest / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`
}
