/** The handover card as plain text, for notes and tickets. */
import { en as words } from '../i18n/en.ts'
import { type Formats, readableIntent } from '../i18n/formats.ts'
import { factsOf, type HandoverNews } from '../state/handover.ts'

const { handover: said } = words

/** Also what has no name gets one: a value alone tells nothing. */
export const collectedLabel = (name: string): string => readableIntent(name.trim()) || said.unnamed

export const handoverText = ({ at, data }: HandoverNews, formats: Formats): string => {
  const facts = factsOf(data)
  const line = (label: string, text: string): string[] => (text === '' ? [] : [`${label}: ${text}`])
  const list = (label: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', label, ...lines])
  return [
    said.at(formats.exactTime(Date.parse(at))),
    ...line(said.customer, facts.customerName),
    ...line(said.wants, facts.intent && readableIntent(facts.intent)),
    ...line(said.reason, facts.reason),
    ...line(said.summary, facts.summary),
    ...line(said.queue, facts.queue),
    ...list(
      said.collected,
      facts.collected.flatMap(([name, value]) => line(collectedLabel(name), value)),
    ),
    ...list(
      said.warnings,
      facts.warnings.flatMap(({ severity, message, code, fix }) => [
        `${said.severity[severity]} (${code}): ${message}`,
        ...line(said.fix, fix),
      ]),
    ),
  ].join('\n')
}
