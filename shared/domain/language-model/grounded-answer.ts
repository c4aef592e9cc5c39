/** A question answered by a language model from passages alone: what it is told, and what of its answer is taken. */
import { wordsIn } from '../knowledge/words.ts'
import { inventionIn } from './inventions.ts'
import { ABOUT_MATERIAL, asMaterial, type Prompt } from './material.ts'

export interface Passage {
  readonly title: string
  readonly text: string
}

const ANSWER = [
  'A service agent asks "question". Answer it from "passages" alone, in the language of the passages and in at most four sentences, in their words as far as you can.',
  'Each sentence must be supported by a passage. Do not use anything that you know besides, and add no link and no number of your own.',
  'Answer with one JSON object: {"text": the answer, "citations": the "n" of every passage that it is taken from}.',
  'Where the passages do not answer the question, answer {"text": "", "citations": []}.',
].join(' ')

const MOST_TOKENS = 700

/** @param question and passages masked */
export const answerPrompt = (question: string, passages: readonly Passage[]): Prompt => ({
  instructions: `${ABOUT_MATERIAL} ${ANSWER}`,
  material: asMaterial({
    task: 'answer',
    question,
    passages: passages.map(({ title, text }, n) => ({ n: n + 1, title, text })),
  }),
  isJson: true,
  mostTokens: MOST_TOKENS,
})

export interface CitedAnswer {
  readonly text: string
  /** From 1. */
  readonly citations: readonly number[]
}

/**
 * Why an answer is dropped: it says that there is none, it cites nothing or what it was not given, one of its sentences is
 * not in what it cites, or it brings a link, a number or a mark along that is not there.
 */
export type AnswerFault = 'none' | 'uncited' | 'unknown_citation' | 'unsupported' | 'link' | 'number' | 'mark'

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' })
const SPACED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{N}_]+$/u
/** Particles and endings. */
const HIRAGANA = /^\p{Script=Hiragana}+$/u
/** Shorter words of scripts with spaces are hardly ever what a sentence is about. */
const SHORTEST_WORD = 4
/** Of longer ones the beginning counts: "refund" and "refunds" are the same. */
const STEM = 5
/** Of what a sentence is about, so much must stand in what it cites: the rest may be said in other words. */
const SUPPORTED = 1 / 3

/** Words that say what a text is about, each once. */
const subjectsOf = (text: string): ReadonlySet<string> =>
  new Set(
    wordsIn(text)
      .filter((word) => (SPACED.test(word) ? word.length >= SHORTEST_WORD : !HIRAGANA.test(word)))
      .map((word) => word.slice(0, STEM)),
  )

const isSupported = (sentence: string, known: ReadonlySet<string>): boolean => {
  const subjects = [...subjectsOf(sentence)]
  return subjects.filter((word) => known.has(word)).length >= subjects.length * SUPPORTED
}

export const answerFault = (
  { text, citations }: CitedAnswer,
  question: string,
  passages: readonly Passage[],
): AnswerFault | undefined => {
  if (text.trim() === '') return 'none'
  if (citations.length === 0) return 'uncited'
  const cited = citations.flatMap((n) => passages[n - 1] ?? [])
  if (cited.length < citations.length) return 'unknown_citation'
  const sources = cited.flatMap((passage) => [passage.title, passage.text])
  const known = subjectsOf(sources.join('\n'))
  const said = Array.from(sentences.segment(text), ({ segment }) => segment)
  // An answer that is about nothing has nothing to stand on.
  if (subjectsOf(text).size === 0 || !said.every((sentence) => isSupported(sentence, known))) return 'unsupported'
  // A figure may be the question's; a link may not.
  const invention = inventionIn(text, sources, 'all')
  return invention === undefined || invention === 'link' ? invention : inventionIn(text, [...sources, question], 'all')
}
