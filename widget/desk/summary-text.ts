/** A summary as a text that an agent can correct and keep. */
import { type ConversationSummary, type SummaryPoint, summaryPointKind } from '../../shared/wire/wrap-up.ts'
import type { Text } from '../i18n/catalogue.ts'

/** Longest text that can be kept. */
export const LONGEST_SUMMARY = 10_000

export interface PointGroup {
  readonly kind: SummaryPoint['kind']
  readonly points: readonly SummaryPoint[]
}

/** By kind, in the order in which they are read; kinds without a point are left out. */
export const groupsOf = ({ points }: ConversationSummary): readonly PointGroup[] =>
  summaryPointKind.options
    .map((kind) => ({ kind, points: points.filter((point) => point.kind === kind) }))
    .filter((group) => group.points.length > 0)

const groupText = ({ kind, points }: PointGroup, text: Text): string => {
  const label = text(`wrapUp.kind.${kind}`)
  const [first, ...others] = points
  if (first !== undefined && others.length === 0) return text('text.labelled', { label, text: first.text })
  return [text('text.label', { label }), ...points.map((point) => `- ${point.text}`)].join('\n')
}

export const summaryText = (summary: ConversationSummary, text: Text): string =>
  [summary.headline, ...groupsOf(summary).map((group) => groupText(group, text))]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, LONGEST_SUMMARY)
