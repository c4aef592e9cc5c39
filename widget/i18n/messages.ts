/** The door to the library that formats messages. Fetched with the first catalogue, never with the element. */
import { IntlMessageFormat } from 'intl-messageformat'
import type { Catalogue, MessageId, MessageValues, Text } from './catalogue.ts'

export { Language } from './language.ts'

type Values = Readonly<Record<string, string | number | Date>>

const CASE_NAME = /^[a-z_]*$/u

/** What is written in another direction must not turn the sentence around it. Names of cases have to stay as they are. */
const isolated = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && !CASE_NAME.test(value) ? `\u2068${value}\u2069` : value,
    ]),
  )

/** @param tag by whose rules plurals are told apart and figures are written. */
export const messagesOf = (catalogue: Catalogue, tag: string, direction: 'ltr' | 'rtl'): Text => {
  const known = new Map<MessageId, IntlMessageFormat>()
  const formatOf = (id: MessageId): IntlMessageFormat => {
    const format = known.get(id) ?? new IntlMessageFormat(catalogue[id], tag)
    known.set(id, format)
    return format
  }
  function text<Id extends MessageId>(id: Id, ...values: MessageValues<Id>): string
  function text(id: MessageId, values: Values = {}): string {
    try {
      return String(formatOf(id).format({ ...(direction === 'rtl' ? isolated(values) : values) }))
    } catch {
      // One broken message must not take the panel with it.
      return id
    }
  }
  return text
}
