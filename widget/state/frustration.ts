/** What the panel makes of the conversation's frustration and of how it is scored. Pure. */
import { SNAPSHOT_UTTERANCES } from '../../shared/domain/conversation/conversation.ts'
import { riseOf, type Trend, trendOf } from '../../shared/domain/frustration/frustration-trend.ts'
import type { ConversationSnapshot, ScoredUtterance } from '../../shared/wire/assist.ts'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import type { ScoringState } from '../sentiment/sentiment.ts'

export interface Meter {
  readonly level: EscalationLevel
  /** From 0 to 100. */
  readonly figure: number
  /** Two messages make none. */
  readonly trend: Trend | undefined
  /** The conversation's figure after each of the newest messages, from 0 to 100, oldest first. */
  readonly history: readonly number[]
  /** The message that raised it most. */
  readonly rise: { readonly utteranceId: string; readonly text: string } | undefined
  /** When the present level was reached, where that is worth telling. */
  readonly since: string | undefined
  /** `service`, {@link IN_TRANSLATION}, or the backend of a browser. */
  readonly scoredBy: string | undefined
}

/**
 * - `off`: and whether the agent may switch it on again;
 * - `first`: one message was scored, which is no verdict on anybody;
 * - `meter`: there is a figure;
 * - `waiting`: on, and nothing was scored yet, because there was nothing or because it is being loaded;
 * - `language`, `unavailable`: why there is none.
 */
export type FrustrationView =
  | { readonly kind: 'off'; readonly by: 'operator' | 'integrator' | 'agent' }
  | { readonly kind: 'first'; readonly scoredBy: string | undefined }
  | { readonly kind: 'meter'; readonly meter: Meter }
  | { readonly kind: 'waiting'; readonly progress: number | undefined }
  | { readonly kind: 'language' }
  | { readonly kind: 'unavailable'; readonly because: Extract<ScoringState, { kind: 'unavailable' }>['because'] }

/** By the service, of a translation. */
export const IN_TRANSLATION = 'translation'

const LONGEST_QUOTE = 40
const MESSAGES_OF_A_TREND = 3

const percent = (share: number): number => Math.round(share * 100)

/** The first words, cut where one ends. */
export const firstWords = (text: string, longest = LONGEST_QUOTE): string => {
  const line = text.trim().replace(/\s+/gu, ' ')
  if (line.length <= longest) return line
  // Half a character at the end is none.
  const cut = line.slice(0, longest).replace(/\p{Surrogate}$/u, '')
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > longest / 2 ? space : longest).trimEnd()}…`
}

export const frustrationView = (
  { frustration, transcript }: Pick<ConversationSnapshot, 'frustration' | 'transcript'>,
  scoring: ScoringState,
): FrustrationView => {
  if (scoring.kind === 'off') return { kind: 'off', by: scoring.by }
  const data = frustration?.data
  if (data?.unscored === 'language') return { kind: 'language' }
  if (data === undefined || data.recent?.length === 0) {
    if (scoring.kind === 'unavailable') return { kind: 'unavailable', because: scoring.because }
    return { kind: 'waiting', progress: scoring.kind === 'loading' ? scoring.progress : undefined }
  }
  const recent = data.recent ?? []
  const scoredBy = data.translated === true ? IN_TRANSLATION : data.scoredBy
  if (recent.length === 1) return { kind: 'first', scoredBy }
  const rise = riseOf(recent)
  const text = transcript.find((entry) => entry.data.utteranceId === rise?.utteranceId)?.data.text
  return {
    kind: 'meter',
    meter: {
      level: data.level,
      figure: percent(data.score),
      trend: recent.length < MESSAGES_OF_A_TREND ? undefined : trendOf(recent),
      history: recent.map(({ score }) => percent(score)),
      rise: rise === undefined || text === undefined ? undefined : { utteranceId: rise.utteranceId, text },
      since: data.level === 'standard' ? undefined : data.since,
      scoredBy,
    },
  }
}

/** Tones by message: older messages keep theirs when the newest event no longer tells of them. */
export type Tones = ReadonlyMap<string, ScoredUtterance['tone']>

export const mergeTones = (known: Tones, recent: readonly ScoredUtterance[] | undefined): Tones => {
  const news = (recent ?? []).filter(({ utteranceId, tone }) => known.get(utteranceId) !== tone)
  if (news.length === 0) return known
  const all = new Map([...known, ...news.map(({ utteranceId, tone }) => [utteranceId, tone] as const)])
  return new Map([...all].slice(-SNAPSHOT_UTTERANCES))
}
