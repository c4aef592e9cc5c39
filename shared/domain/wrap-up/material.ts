/** All that a summary is made of, gathered by whoever can ask. */
import type { HandoverData } from '../../wire/assist.ts'
import type { SummaryPoint, SummaryPointKind } from '../../wire/wrap-up.ts'
import type { SpokenUtterance } from './reading.ts'

/** What the bot took an utterance for, and was sure enough of, or what an agent said was meant. */
export interface KnownIntent {
  readonly name: string
  readonly utteranceId?: string | undefined
}

export interface SummaryMaterial {
  /** Masked, oldest first. */
  readonly utterances: readonly SpokenUtterance[]
  readonly intent?: KnownIntent | undefined
  readonly handover?: Pick<HandoverData, 'intent' | 'summary' | 'reason' | 'collected'> | undefined
  /** The customer's utterances that were scored, `frustration` in [0, 1]. */
  readonly scores: readonly { readonly utteranceId: string; readonly frustration: number }[]
  /** From this figure on an utterance is not calm. */
  readonly elevatedFrom: number
}

export interface Summary {
  readonly headline: string
  readonly points: readonly SummaryPoint[]
}

/** A point, with what it is made of named once each. */
export const pointOf = (kind: SummaryPointKind, text: string, utteranceIds: readonly string[]): SummaryPoint => ({
  kind,
  text,
  utteranceIds: [...new Set(utteranceIds)],
})

/** As people write a name that programs use: `billing_inquiry` is `billing inquiry`. */
export const asWritten = (name: string): string => name.replaceAll(/[_\-.\s]+/gu, ' ').trim()
