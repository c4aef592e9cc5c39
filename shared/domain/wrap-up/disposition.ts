/** Which of CXone's dispositions a conversation seems to end with: only where the names leave no doubt. */
import type { ConversationSummary, Disposition } from '../../wire/wrap-up.ts'
import { contentOf, countShared } from './comparing.ts'
import { asWritten, type KnownIntent, type Summary } from './material.ts'

/** Words that are in names of dispositions and tell nothing. */
const OF_ALL = new Set(
  'issue issues inquiry enquiry request requests customer contact call chat needed required other general misc question support case ticket'.split(
    ' ',
  ),
)
const IN_INTENT = 0.9
const IN_REASON = 0.75
/** Lower ones are not worth an agent's correction. */
const LEAST_CONFIDENCE = 0.6
/** How far the best must be ahead of the next. */
const LEAST_MARGIN = 0.1
/** A tenant may have hundreds; of more, none is chosen for anybody. */
const MOST_COMPARED = 500

type Suggested = NonNullable<ConversationSummary['disposition']>

export const suggestDisposition = (
  dispositions: readonly Disposition[],
  { points }: Pick<Summary, 'points'>,
  intent: KnownIntent | undefined,
): Suggested | undefined => {
  const ofIntent = intent === undefined ? [] : contentOf(asWritten(intent.name))
  const ofReason = contentOf(
    points
      .filter(({ kind }) => kind === 'reason')
      .map(({ text }) => text)
      .join(' '),
  )
  const judged = dispositions
    .slice(0, MOST_COMPARED)
    .map(({ id, name }) => {
      const words = contentOf(name).filter((word) => !OF_ALL.has(word))
      const share = (among: readonly string[]): number =>
        words.length === 0 ? 0 : countShared(words, among) / words.length
      return { id, name, confidence: Math.max(IN_INTENT * share(ofIntent), IN_REASON * share(ofReason)) }
    })
    .toSorted((a, b) => b.confidence - a.confidence)
  const [best, next] = judged
  if (best === undefined || best.confidence < LEAST_CONFIDENCE) return undefined
  return best.confidence - (next?.confidence ?? 0) >= LEAST_MARGIN ? best : undefined
}
