/** What the customer gave: answers to what they were asked, numbers, days and times. */
import type { SummaryPoint } from '../../wire/wrap-up.ts'
import { comparableOf, type Lexicon } from './lexicon.ts'
import { asWritten, pointOf, type SummaryMaterial } from './material.ts'
import { quotable, type Reading, type Sentence, withoutGreeting } from './reading.ts'
import type { SummaryWords } from './words.ts'

const MOST_FACTS = 8
const LONGEST_ANSWER = 120
const WORDS_OF_A_LABEL = 5

/** In the script of any language. */
const DIGIT = /\p{Nd}/u
/** What stands for something that was hidden. */
const HIDDEN = /\[[\w.-]+\]|••••/u
/** Two values are one, however they are spaced and punctuated. */
const NOT_OF_VALUE = /[^\p{L}\p{N}]+/gu
/** Shorter values are found everywhere. */
const SHORTEST_VALUE = 2

interface Fact {
  readonly key: string
  readonly point: SummaryPoint
  readonly at: number
}

/** What a question is about, in its own words: "full name" of "Could I get your full name, please?" */
const labelOf = ({ text }: Sentence, lexicon: Lexicon): string | undefined => {
  if (!lexicon.isSpaced) return undefined
  return text
    .split(/[,?:;.!]/u)
    .map((clause) => labelIn(clause, lexicon))
    .find((label) => label !== undefined)
}

const labelIn = (clause: string, { labelAfter, labelBefore, labelEnds }: Lexicon): string | undefined => {
  const words = clause.trim().split(/\s+/u)
  const lower = words.map((word) => word.toLowerCase())
  const from = lower.findIndex((word, i) => labelBefore.has(word) && labelAfter.has(lower[i - 1] ?? ''))
  if (from < 0) return undefined
  const end = lower.findIndex((word, i) => i > from && labelEnds.has(word))
  const label = words.slice(from + 1, end < 0 ? undefined : end)
  // A verb among them: it was no name.
  const isName = label.length > 0 && label.length <= WORDS_OF_A_LABEL && !label.some((word) => /(?:ing|ed)$/.test(word))
  return isName ? label.join(' ') : undefined
}

/** Digits, days and times, or what was hidden: what somebody would write down. */
const isNotable = (reading: Reading, sentence: Sentence): boolean =>
  DIGIT.test(sentence.text) || HIDDEN.test(sentence.text) || reading.has('times', sentence)

/** The question that the customer answers next; none where it is only polite, or where nothing is asked. */
const questionBefore = (reading: Reading, at: number): Sentence | undefined => {
  const before = reading.utterances[at - 1]
  if (before === undefined || before.speaker === 'customer') return undefined
  const asked = (reading.byUtterance[at - 1] ?? []).filter((sentence) => sentence.isQuestion)
  return asked.findLast((sentence) => !reading.has('closings', sentence))
}

/** Of a long answer, the sentence that somebody would write down. */
const answerIn = (reading: Reading, at: number): string | undefined => {
  const whole = withoutGreeting(reading.utterances[at]?.text ?? '', reading.lexicon)
  const sentences = reading.byUtterance[at] ?? []
  if (sentences.every(({ content }) => content.length === 0)) return undefined
  if (whole.length <= LONGEST_ANSWER) return whole
  return (
    sentences.find((sentence) => isNotable(reading, sentence)) ?? sentences.find(({ content }) => content.length > 0)
  )?.text
}

const answered = (reading: Reading, words: SummaryWords, skipped: ReadonlySet<number>): readonly Fact[] =>
  reading.utterances.flatMap(({ speaker, utteranceId }, at) => {
    if (speaker !== 'customer' || skipped.has(at)) return []
    const question = questionBefore(reading, at)
    const said = reading.byUtterance[at] ?? []
    if (question === undefined) return []
    // Who asks back does not answer.
    if (said.length === 0 || said.every(({ isQuestion }) => isQuestion)) return []
    const answer = answerIn(reading, at)
    if (answer === undefined) return []
    const label = labelOf(question, reading.lexicon)
    const isOffer = label === undefined && reading.has('offers', question)
    if (isOffer && !said.some((sentence) => isNotable(reading, sentence))) return []
    const quoted = words.quote(quotable(answer, LONGEST_ANSWER))
    const text =
      label === undefined
        ? `${words.quote(quotable(question.text, LONGEST_ANSWER))} ${quoted}`
        : `${label}${words.colon}${quoted}`
    const key = comparableOf(label ?? question.text, reading.lexicon.isSpaced)
    return [{ key, at, point: pointOf('facts', text, [question.utteranceId, utteranceId]) }]
  })

const mentioned = (reading: Reading, words: SummaryWords, skipped: ReadonlySet<number>): readonly Fact[] =>
  reading.utterances.flatMap(({ speaker, utteranceId }, at) => {
    if (speaker !== 'customer' || skipped.has(at)) return []
    const sentences = reading.byUtterance[at] ?? []
    const notable = sentences.find((sentence) => !sentence.isQuestion && isNotable(reading, sentence))
    if (notable === undefined) return []
    const text = words.quote(quotable(withoutGreeting(notable.text, reading.lexicon), LONGEST_ANSWER))
    return [{ key: notable.comparable, at, point: pointOf('facts', text, [utteranceId]) }]
  })

/** What the bot collected, as far as somebody said it: what nobody said is on the card alone. */
const collected = (
  reading: Reading,
  { handover }: Pick<SummaryMaterial, 'handover'>,
  words: SummaryWords,
): readonly Fact[] => {
  const said = reading.utterances.map(({ text }) => bare(text.slice(0, 1500)))
  return Object.entries(handover?.collected ?? {}).flatMap(([key, value]) => {
    const wanted = bare(value)
    const at = wanted.length < SHORTEST_VALUE ? -1 : said.findLastIndex((text) => text.includes(wanted))
    const utterance = reading.utterances[at]
    if (utterance === undefined || reading.lexicon.has('secrets', comparableOf(asWritten(key), true))) return []
    const text = `${asWritten(key)}${words.colon}${words.quote(quotable(value, LONGEST_ANSWER))}`
    return [{ key: asWritten(key), at, point: pointOf('facts', text, [utterance.utteranceId]) }]
  })
}

const bare = (text: string): string => text.toLowerCase().replaceAll(NOT_OF_VALUE, '')

/** @param told utterances that the reason repeats already */
export const factsOf = (
  reading: Reading,
  material: SummaryMaterial,
  words: SummaryWords,
  told: ReadonlySet<number>,
): readonly SummaryPoint[] => {
  const ofBot = collected(reading, material, words)
  const answers = answered(reading, words, told)
  const known = new Set([...told, ...answers.map(({ at }) => at), ...ofBot.map(({ at }) => at)])
  const byKey = new Map<string, Fact>()
  for (const fact of [...ofBot, ...answers, ...mentioned(reading, words, known)]) {
    // Who is asked again says what counts now.
    byKey.delete(fact.key)
    byKey.set(fact.key, fact)
  }
  return [...byKey.values()]
    .toSorted((a, b) => a.at - b.at)
    .slice(-MOST_FACTS)
    .map(({ point }) => point)
}
