/** What was asked and nobody answered. */
import type { SummaryPoint } from '../../wire/wrap-up.ts'
import { isAnswering } from './deeds.ts'
import { pointOf } from './material.ts'
import { quotable, type Reading, type Sentence } from './reading.ts'
import type { SummaryWords } from './words.ts'

const MOST_OPEN = 4

export const openQuestions = (reading: Reading, words: SummaryWords): readonly SummaryPoint[] => {
  const { sentences, has } = reading
  const lastAnswer = sentences.findLastIndex((each) => each.speaker !== 'customer' && isAnswering(each, reading))
  const lastOfCustomer = sentences.findLastIndex(({ speaker }) => speaker === 'customer')
  const isOpen = (sentence: Sentence, n: number): boolean => {
    if (!sentence.isQuestion) return false
    if (sentence.speaker === 'customer') return n > lastAnswer && sentence.content.length > 0
    return n > lastOfCustomer && !has('closings', sentence) && sentence.content.length > 0
  }
  return sentences
    .filter(isOpen)
    .slice(-MOST_OPEN)
    .map(({ speaker, text, utteranceId }) => {
      return pointOf('open', words.asked(speaker, words.quote(quotable(text))), [utteranceId])
    })
}
