/** What the agent or the bot did, could not do, and promised. */
import type { SummaryPoint } from '../../wire/wrap-up.ts'
import { pointOf } from './material.ts'
import { quotable, type Reading, type Sentence } from './reading.ts'
import type { SummaryWords } from './words.ts'

const MOST_DEEDS = 5
const WORDS_OF_A_DEED = 3
const WORDS_TOLD = 2
/** Of the last so many, those that say most. */
const CANDIDATES_TOLD = 6
const MOST_TOLD = 2

type Deed = 'done' | 'promised' | 'none'

/** "I have booked", "we've already sent": an auxiliary, and within the next two words what was done. */
const hasParticiple = ({ words }: Sentence, { lexicon }: Reading): boolean =>
  lexicon.auxiliaries.some((auxiliary) =>
    words.some((_word, from) => {
      if (!auxiliary.every((word, i) => words[from + i] === word)) return false
      const after = words.slice(from + auxiliary.length, from + auxiliary.length + 2)
      return after.some(lexicon.isParticiple)
    }),
  )

const deedOf = (sentence: Sentence, reading: Reading): Deed => {
  const { has } = reading
  if (sentence.isQuestion || sentence.words.length < WORDS_OF_A_DEED || has('misunderstood', sentence)) return 'none'
  const isPromise = has('promised', sentence)
  if (isPromise && (!has('immediate', sentence) || has('later', sentence))) return 'promised'
  if (has('immediate', sentence)) return 'none'
  if (has('failed', sentence)) return 'done'
  if (has('closings', sentence)) return 'none'
  return has('done', sentence) || hasParticiple(sentence, reading) ? 'done' : 'none'
}

/** Those of whoever serves the customer. */
const served = ({ sentences }: Reading): readonly Sentence[] =>
  sentences.filter(({ speaker }) => speaker !== 'customer')

/** Each said once, however often it was said; the newest, in order. */
const asPoints = (
  kind: 'done' | 'promised',
  deeds: readonly Sentence[],
  words: SummaryWords,
): readonly SummaryPoint[] => {
  const bySaid = new Map<string, readonly Sentence[]>()
  for (const deed of deeds) {
    const before = bySaid.get(deed.comparable) ?? []
    bySaid.delete(deed.comparable)
    bySaid.set(deed.comparable, [...before, deed])
  }
  return [...bySaid.values()].slice(-MOST_DEEDS).flatMap((same) => {
    const newest = same.at(-1)
    if (newest === undefined) return []
    const quoted = words.quote(quotable(newest.text))
    const text = newest.speaker === 'bot' ? words.byBot(quoted) : quoted
    return [
      pointOf(
        kind,
        text,
        same.map(({ utteranceId }) => utteranceId),
      ),
    ]
  })
}

/** What says something that nobody did or promised: an answer, a direction. */
const toldInstead = (reading: Reading, words: SummaryWords): readonly SummaryPoint[] => {
  const { has } = reading
  const candidates = served(reading).filter(
    (sentence) =>
      !sentence.isQuestion &&
      sentence.content.length >= WORDS_TOLD &&
      !has('closings', sentence) &&
      !has('immediate', sentence) &&
      !has('promised', sentence) &&
      !has('misunderstood', sentence),
  )
  const richest = candidates
    .slice(-CANDIDATES_TOLD)
    .toSorted((a, b) => b.content.length - a.content.length)
    .slice(0, MOST_TOLD)
  return richest
    .toSorted((a, b) => a.at - b.at)
    .map(({ text, utteranceId }) => pointOf('done', words.told(words.quote(quotable(text))), [utteranceId]))
}

/** What was done, then what was promised. Where nothing was done, what the customer was told. */
export const deedsOf = (reading: Reading, words: SummaryWords): readonly SummaryPoint[] => {
  const deeds = served(reading).map((sentence) => ({ sentence, deed: deedOf(sentence, reading) }))
  const of = (wanted: Deed): readonly Sentence[] =>
    deeds.flatMap(({ sentence, deed }) => (deed === wanted ? [sentence] : []))
  const done = asPoints('done', of('done'), words)
  return [...(done.length === 0 ? toldInstead(reading, words) : done), ...asPoints('promised', of('promised'), words)]
}

/** Whether it answers anything: no question, and more than politeness. */
export const isAnswering = (sentence: Sentence, { has }: Reading): boolean =>
  !sentence.isQuestion &&
  sentence.content.length > 0 &&
  !has('immediate', sentence) &&
  !has('misunderstood', sentence) &&
  !(has('closings', sentence) && sentence.content.length < WORDS_TOLD)
