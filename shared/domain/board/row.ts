/** A conversation as one row of a supervisor's board: the fold of all that is known of it. */
import type { ConversationSnapshot, FrustrationData } from '../../wire/assist.ts'
import { BOARD_TEXT_LENGTH, type BoardRow, type BoardState } from '../../wire/board.ts'
import { cutText } from '../conversation/cut-text.ts'
import { hasEnded } from '../conversation/ended.ts'
import type { ConversationRecord } from '../conversation/record.ts'
import { skillOf } from '../conversation/skill.ts'
import { trendOf } from '../frustration/frustration-trend.ts'
import { escalationOf } from './escalation.ts'

type Said = ConversationSnapshot['transcript']

/** Whole letters and emojis alone, and an ellipsis where there was more. */
const shortened = (text: string): string =>
  text.length <= BOARD_TEXT_LENGTH ? text : `${cutText(text, BOARD_TEXT_LENGTH - 1)}…`

/** The customer's messages that nobody answered yet are the last ones; when the first of these came. */
const unansweredSince = (said: Said): string | undefined =>
  said[said.findLastIndex(({ data }) => data.speaker !== 'customer') + 1]?.at

/** How the customer feels, where that was scored. */
const moodOf = (frustration: ConversationSnapshot['frustration']): FrustrationData | undefined => {
  const data = frustration?.data
  return data === undefined || data.unscored !== undefined || data.recent?.length === 0 ? undefined : data
}

const stateOf = ({ agentId, snapshot }: Pick<ConversationRecord, 'agentId' | 'snapshot'>): BoardState => {
  if (hasEnded(snapshot)) return 'ended'
  const isAnswered = agentId !== undefined || snapshot.transcript.some(({ data }) => data.speaker === 'agent')
  if (isAnswered) return 'active'
  const isRouted = snapshot.routing?.data.outcome === 'routed'
  return isRouted || snapshot.handover !== null ? 'waiting' : 'bot'
}

/** @returns `undefined` while nothing has happened in it: somebody waits for it, or knows its name alone */
export const rowOf = (record: ConversationRecord): BoardRow | undefined => {
  const { conversationId, agentId, activeAt, counted, origin, replayable, snapshot } = record
  const { transcript, intent, handover, status } = snapshot
  // What an earlier version kept was not counted from its beginning.
  const startedAt = counted.since ?? transcript[0]?.at ?? replayable[0]?.at
  if (activeAt === undefined || startedAt === undefined) return undefined
  const state = stateOf(record)
  const mood = moodOf(snapshot.frustration)
  const lastText = transcript.at(-1)?.data.text
  return {
    conversationId,
    agentId,
    customerName: handover?.data.customerName,
    channel: origin.channel ?? origin.endpointType,
    skill: skillOf(snapshot),
    state,
    startedAt,
    endedAt: state === 'ended' ? status?.at : undefined,
    lastCustomerAt: transcript.findLast(({ data }) => data.speaker === 'customer')?.at,
    unansweredSince: state === 'ended' ? undefined : unansweredSince(transcript),
    frustration: mood?.score,
    level: mood?.level,
    trend: trendOf(mood?.recent ?? []),
    intent: intent?.data.name,
    confidence: intent?.data.score,
    escalation: escalationOf(snapshot),
    misunderstood: counted.misunderstood,
    lastText: lastText === undefined ? undefined : shortened(lastText),
    suggestionsUsed: counted.suggestionsUsed,
  }
}
