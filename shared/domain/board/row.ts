/** A conversation as one row of a supervisor's board: the fold of all that is known of it. */
import { BOARD_TEXT_LENGTH, type BoardRow, type BoardState } from '../../wire/board.ts'
import { cutText } from '../conversation/cut-text.ts'
import { hasEnded } from '../conversation/ended.ts'
import type { ConversationRecord } from '../conversation/record.ts'
import { skillOf } from '../conversation/skill.ts'
import { trendOf } from '../frustration/frustration-trend.ts'
import type { Spell } from './needed.ts'
import { escalationOf, moodOf, unansweredSince } from './standing.ts'

/** As it is kept beside the conversation: what boards are shown, and what their trend is made of. */
export interface KeptRow extends BoardRow {
  /** When it needed somebody, oldest first. */
  readonly needed?: readonly Spell[] | undefined
}

/** Whole letters and emojis alone, and an ellipsis where there was more. */
const shortened = (text: string): string =>
  text.length <= BOARD_TEXT_LENGTH ? text : `${cutText(text, BOARD_TEXT_LENGTH - 1)}…`

const stateOf = ({ agentId, snapshot }: Pick<ConversationRecord, 'agentId' | 'snapshot'>): BoardState => {
  if (hasEnded(snapshot)) return 'ended'
  const isAnswered = agentId !== undefined || snapshot.transcript.some(({ data }) => data.speaker === 'agent')
  if (isAnswered) return 'active'
  const isRouted = snapshot.routing?.data.outcome === 'routed'
  return isRouted || snapshot.handover !== null ? 'waiting' : 'bot'
}

/** @returns `undefined` while nothing has happened in it: somebody waits for it, or knows its name alone */
export const rowOf = (record: ConversationRecord): KeptRow | undefined => {
  const { conversationId, agentId, activeAt, counted, needed, origin, replayable, snapshot } = record
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
    needed: needed.length === 0 ? undefined : needed,
  }
}
