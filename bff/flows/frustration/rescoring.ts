/** What becomes of a conversation when more of it was scored: the list, and what widgets are told where that changed. */
import type { Change } from '../../../shared/domain/conversation/change.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { saidBefore } from '../../../shared/domain/frustration/cues.ts'
import type { ConversationFigures } from '../../../shared/domain/frustration/frustration.ts'
import {
  frustrationOf,
  type RecognisableUtterance,
  type UtteranceScore,
} from '../../../shared/domain/frustration/scored-utterances.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { FrustrationData } from '../../../shared/wire/assist.ts'
import { textKey } from '../../conversations/heard-text.ts'

interface CustomerUtterance extends RecognisableUtterance {
  readonly text: string
  /** What the agent or the bot said last before it. */
  readonly before: string | undefined
}

/** What the customer wrote, so far as the conversation remembers it; oldest first. */
export const customerTranscript = ({ snapshot, heard }: ConversationRecord): readonly CustomerUtterance[] => {
  const keys = new Map(heard.map(({ utteranceId, key }) => [utteranceId, key]))
  const turns = snapshot.transcript.map(({ data }) => data)
  return snapshot.transcript.flatMap(({ seq, data: { speaker, utteranceId, text } }, index) => {
    if (speaker !== 'customer') return []
    return [{ seq, utteranceId, text, key: keys.get(utteranceId) ?? textKey(text), before: saidBefore(turns, index) }]
  })
}

const isSame = (data: FrustrationData, shown: FrustrationData | undefined): boolean =>
  JSON.stringify(data) === JSON.stringify(shown)

/** In what the customer writes, where that is scored in translation. */
export const translatedLanguage = ({ snapshot }: Pick<ConversationRecord, 'snapshot'>): string | undefined =>
  snapshot.frustration?.data.language

/**
 * @param scores oldest first
 * @param ofModel what the model knows of conversations
 * @param language what the customer writes in, where that is scored in translation
 */
export const rescoring = (
  { snapshot }: ConversationRecord,
  scores: readonly UtteranceScore[],
  rules: Rules['escalation'],
  ofModel: ConversationFigures | undefined,
  language: string | undefined,
): Change => {
  const shown = snapshot.frustration?.data
  // Nobody has to be told that nothing is known.
  if (scores.length === 0 && shown === undefined) return { scores, events: [] }
  const figures = frustrationOf(scores, shown?.level ?? 'standard', rules, ofModel)
  const isSameLevel = figures.level === shown?.level && shown.since !== undefined
  const newest = snapshot.transcript.find(({ data }) => data.utteranceId === figures.utteranceId)
  const since = isSameLevel ? shown.since : newest?.at
  const data: FrustrationData = {
    ...figures,
    ...(since === undefined ? {} : { since }),
    ...(language === undefined ? {} : { translated: true, language }),
  }
  return { scores, events: isSame(data, shown) ? [] : [{ type: 'frustration', data }] }
}

/** The customer's language is none that the model speaks: widgets learn it once, and do not score either. */
export const unscoredLanguage = ({ scores, snapshot }: ConversationRecord): Change => {
  const data: FrustrationData = { score: 0, level: 'standard', unscored: 'language' }
  return { scores, events: isSame(data, snapshot.frustration?.data) ? [] : [{ type: 'frustration', data }] }
}
