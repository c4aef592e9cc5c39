/** The handover card as plain text, for notes and tickets. */
import type { Text } from '../../i18n/catalogue.ts'
import { readableIntent } from '../../i18n/intent-names.ts'
import type { Language } from '../../i18n/language.ts'
import { factsOf, type HandoverNews } from '../../state/handover.ts'

/** Also what has no name gets one: a value alone tells nothing. */
export const collectedLabel = (name: string, text: Text): string =>
  readableIntent(name.trim()) || text('handover.unnamed')

export const handoverText = ({ at, data }: HandoverNews, language: Language): string => {
  const { text } = language
  const facts = factsOf(data)
  const line = (label: string, value: string): string[] =>
    value === '' ? [] : [text('text.labelled', { label, text: value })]
  const list = (label: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', label, ...lines])
  return [
    text('handover.at', { at: language.exactTime(Date.parse(at)) }),
    ...line(text('handover.customer'), facts.customerName),
    ...line(text('handover.wants'), facts.intent && readableIntent(facts.intent)),
    ...line(text('handover.reason'), facts.reason),
    ...line(text('handover.summary'), facts.summary),
    ...line(text('handover.queue'), facts.queue),
    ...list(
      text('handover.collected'),
      facts.collected.flatMap(([name, value]) => line(collectedLabel(name, text), value)),
    ),
    ...list(
      text('handover.warnings'),
      facts.warnings.flatMap(({ severity, message, code, fix }) => [
        text('handover.finding', { severity: text(`handover.severity.${severity}`), code, message }),
        ...line(text('handover.fix'), fix),
      ]),
    ),
  ].join('\n')
}
