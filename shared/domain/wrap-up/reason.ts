/** Why the customer came: what they asked for first, and what they asked for besides. */
import type { SummaryPoint } from '../../wire/wrap-up.ts'
import { wordsOf } from './lexicon.ts'
import { asWritten, pointOf, type SummaryMaterial } from './material.ts'
import { LONGEST_QUOTE, quotable, type Reading, type Sentence, withoutGreeting } from './reading.ts'
import type { SummaryWords } from './words.ts'

export interface Reason {
  /** What the bot or an agent calls it. */
  readonly intent: string | undefined
  /** As it was said, and as long as a point may be; `undefined` where nothing was asked for. */
  readonly said: string | undefined
  readonly points: readonly SummaryPoint[]
  /** Which utterances it takes up. */
  readonly told: ReadonlySet<number>
}

/** A wish or a trouble that says what about; then a question; then whatever says something. */
const STRENGTH = { wish: 3, question: 2, statement: 1, nothing: 0 } as const
const WORDS_OF_A_WISH = 1
const WORDS_OF_A_STATEMENT = 2
/** How much more whoever said what the bot's card says too. */
const OF_THE_CARD = 0.5
/** What answers a question is weaker than whatever was said unasked. */
const OF_AN_ANSWER = 0.3
const MOST_FURTHER = 2
const LONGEST_HEADLINE = 120

/** @returns how much it says of what is wanted; {@link STRENGTH} */
const strengthOf = (sentence: Sentence, { has }: Reading): number => {
  const { content, isQuestion } = sentence
  if (content.length >= WORDS_OF_A_WISH && (has('asks', sentence) || has('problems', sentence))) return STRENGTH.wish
  if (isQuestion && content.length >= WORDS_OF_A_STATEMENT) return STRENGTH.question
  return content.length >= WORDS_OF_A_STATEMENT ? STRENGTH.statement : STRENGTH.nothing
}

/** Utterances that follow a question of the agent answer it; a question of what is wanted is no such. */
const isAnswer = ({ byUtterance, utterances, has }: Reading, at: number): boolean => {
  const before = at - 1
  if (before < 0 || utterances[before]?.speaker === 'customer') return false
  return (byUtterance[before] ?? []).some((sentence) => sentence.isQuestion && !has('closings', sentence))
}

interface Ask {
  readonly at: number
  readonly sentence: Sentence
  readonly strength: number
}

const asksIn = (reading: Reading, wanted: ReadonlySet<string>): readonly Ask[] =>
  reading.utterances.flatMap(({ speaker }, at) => {
    if (speaker !== 'customer') return []
    const weight = isAnswer(reading, at) ? OF_AN_ANSWER : 1
    const strongest = (reading.byUtterance[at] ?? [])
      .map((sentence) => ({ at, sentence, strength: strengthOf(sentence, reading) * weight }))
      .toSorted((a, b) => b.strength - a.strength)[0]
    if (strongest === undefined || strongest.strength === 0) return []
    const isOfCard = strongest.sentence.content.some((word) => wanted.has(word))
    return [{ ...strongest, strength: strongest.strength + (isOfCard ? OF_THE_CARD : 0) }]
  })

/** The strongest among the first that were made; later ones are answers or afterthoughts. */
const FIRST_ASKS = 3

/** What of an utterance is repeated: all of it where it is short, else from the sentence on that asks. */
const quoteOf = (reading: Reading, { at, sentence }: Ask, longest = LONGEST_QUOTE): string => {
  const whole = withoutGreeting(reading.utterances[at]?.text ?? '', reading.lexicon)
  if (whole.length <= longest) return quotable(whole, longest)
  const from = whole.indexOf(sentence.text)
  return quotable(from <= 0 ? whole : whole.slice(from), longest)
}

export const reasonOf = (reading: Reading, material: SummaryMaterial, words: SummaryWords): Reason => {
  const { intent: known, handover } = material
  const named = known?.name ?? handover?.intent
  const intent = named === undefined ? undefined : asWritten(named)
  const { isSpaced } = reading.lexicon
  const ofCard = [intent, handover?.summary, handover?.reason].filter((text) => text !== undefined)
  const wanted = new Set(ofCard.flatMap((text) => wordsOf(text, isSpaced)))
  const asks = asksIn(reading, wanted)
  const understood = asks.find(({ sentence }) => sentence.utteranceId === known?.utteranceId)
  const first = understood ?? strongestOf(asks.slice(0, FIRST_ASKS)) ?? asks[0]
  if (first === undefined) return { intent, said: undefined, points: [], told: new Set() }
  const quoted = words.quote(quoteOf(reading, first))
  const text = intent === undefined ? quoted : `${intent}${words.colon}${quoted}`
  const further = furtherAsks(reading, asks, first)
  return {
    intent,
    said: quoteOf(reading, first, LONGEST_HEADLINE),
    points: [
      pointOf('reason', text, [first.sentence.utteranceId]),
      ...further.map((ask) => pointOf('reason', words.quote(quotable(ask.sentence.text)), [ask.sentence.utteranceId])),
    ],
    told: new Set([first.at, ...further.map(({ at }) => at)]),
  }
}

const strongestOf = (asks: readonly Ask[]): Ask | undefined => {
  let best: Ask | undefined
  // Of equals the first.
  for (const ask of asks) if (best === undefined || ask.strength > best.strength) best = ask
  return best
}

/** Wishes that were made later, unasked, and are about something else. */
const furtherAsks = (reading: Reading, asks: readonly Ask[], first: Ask): readonly Ask[] => {
  const seen = new Set(first.sentence.content)
  const further: Ask[] = []
  for (const ask of asks) {
    if (ask.at <= first.at || ask.strength < STRENGTH.wish || ask.sentence.isQuestion) continue
    if (isAnswer(reading, ask.at) || reading.has('problems', ask.sentence)) continue
    const fresh = ask.sentence.content.filter((word) => !seen.has(word))
    if (fresh.length < WORDS_OF_A_STATEMENT) continue
    for (const word of fresh) seen.add(word)
    further.push(ask)
  }
  return further.slice(0, MOST_FURTHER)
}
