/** How the customer's mood went, by the figures of what they wrote. */
import type { SummaryPoint } from '../../wire/wrap-up.ts'
import { pointOf, type SummaryMaterial } from './material.ts'
import { quotable, type Reading } from './reading.ts'
import type { SummaryWords } from './words.ts'

const LONGEST = 100
/** Of a single figure there is no course. */
const FEWEST_SCORES = 2

interface Scored {
  readonly utteranceId: string
  readonly text: string
  readonly frustration: number
}

export const moodOf = (
  reading: Reading,
  { scores, elevatedFrom }: Pick<SummaryMaterial, 'scores' | 'elevatedFrom'>,
  words: SummaryWords,
): readonly SummaryPoint[] => {
  const byId = new Map(scores.map(({ utteranceId, frustration }) => [utteranceId, frustration]))
  // Only what still stands in the transcript can be shown.
  const course = reading.utterances.flatMap(({ utteranceId, text, speaker }): readonly Scored[] => {
    const frustration = speaker === 'customer' ? byId.get(utteranceId) : undefined
    return frustration === undefined ? [] : [{ utteranceId, text, frustration }]
  })
  if (course.length < FEWEST_SCORES) return []
  const rise = course.find(({ frustration }) => frustration >= elevatedFrom)
  if (rise === undefined) {
    return [
      pointOf(
        'mood',
        words.calmThroughout,
        course.map(({ utteranceId }) => utteranceId),
      ),
    ]
  }
  const peak = course.reduce((most, each) => (each.frustration > most.frustration ? each : most), rise)
  const calm = course[course.findLastIndex(({ frustration }) => frustration >= elevatedFrom) + 1]
  const quoted = ({ text }: Scored): string => words.quote(quotable(text, LONGEST))
  const parts = [
    words.rose(quoted(rise)),
    ...(peak === rise ? [] : [words.highest(quoted(peak))]),
    calm === undefined ? words.notCalm : words.calmSince(quoted(calm)),
  ]
  const named = [rise, peak, ...(calm === undefined ? [] : [calm])]
  const text = `${parts.join(words.comma)}${words.stop}`
  return [
    pointOf(
      'mood',
      text,
      named.map(({ utteranceId }) => utteranceId),
    ),
  ]
}
