/** Takes what nobody should keep out of a text, before anybody does. */
import type { Rules } from '../../rules.ts'
import { cardFinder } from './card.ts'
import type { NumberChecks } from './checks.ts'
import { findEmails } from './email.ts'
import { ibanFinder } from './iban.ts'
import { compilePattern } from './own-pattern.ts'
import { phoneFinder } from './phone.ts'
import type { Finder, Span } from './span.ts'
import { findSocialSecurityNumbers } from './us-ssn.ts'

export type PrivacyRules = Pick<Rules['privacy'], 'mask' | 'patterns' | 'phoneCountries'>
type MaskedKind = PrivacyRules['mask'][number]

/** How many of a kind are hidden in a text. */
export interface MaskedCount {
  /** One of the rules' kinds, or the name of an own pattern. */
  readonly kind: string
  readonly count: number
}

export interface MaskedText {
  readonly text: string
  /** In the order in which the kinds first occur; empty where nothing was hidden. */
  readonly masked: readonly MaskedCount[]
}

/** Pure, and as quick as the text is short. */
export type Masker = (text: string) => MaskedText

interface Found extends Span {
  readonly kind: string
  /** Of two that overlap, the lower one says what it is. */
  readonly rank: number
}

const matchesOf =
  (expression: RegExp, shown: string): Finder =>
  (text) =>
    [...text.matchAll(expression)].flatMap(({ index, 0: match }) =>
      match === '' ? [] : [{ from: index, to: index + match.length, shown }],
    )

/** Surest first. */
const RANKS: readonly MaskedKind[] = ['iban', 'card', 'us_ssn', 'email', 'phone']

/** A digit of any script. */
const DIGIT = /\p{Nd}/u
/** What is made of digits is not looked for where there are none, as in most of what people write. */
const ifDigits =
  (find: Finder): Finder =>
  (text) =>
    DIGIT.test(text) ? find(text) : []

/** What overlaps goes as one: half of a number is not to be shown because the other half is something else. */
const joined = (found: readonly Found[]): readonly Found[] => {
  const all: Found[] = []
  for (const each of found.toSorted((a, b) => a.from - b.from || a.rank - b.rank)) {
    const last = all.at(-1)
    if (last === undefined || each.from >= last.to) all.push(each)
    else
      all[all.length - 1] = {
        ...(each.rank < last.rank ? each : last),
        from: last.from,
        to: Math.max(last.to, each.to),
      }
  }
  return all
}

const counted = (found: readonly Found[]): readonly MaskedCount[] => {
  const counts = new Map<string, number>()
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ kind, count }))
}

export const createMasker = ({ mask, patterns, phoneCountries }: PrivacyRules, checks: NumberChecks): Masker => {
  const finders: Readonly<Record<MaskedKind, Finder>> = {
    card: ifDigits(cardFinder(checks)),
    iban: ifDigits(ibanFinder(checks)),
    email: findEmails,
    phone: ifDigits(phoneFinder(checks, phoneCountries)),
    us_ssn: ifDigits(findSocialSecurityNumbers),
  }
  const builtIn = RANKS.filter((kind) => mask.includes(kind)).map((kind) => ({ kind, find: finders[kind] }))
  const own = Object.entries(patterns).flatMap(([kind, source]) => {
    const expression = compilePattern(source)
    return expression === undefined ? [] : [{ kind, find: matchesOf(expression, `[${kind}]`) }]
  })
  const all = [...builtIn, ...own]
  return (text) => {
    const found = joined(all.flatMap(({ kind, find }, rank) => find(text).map((span) => ({ ...span, kind, rank }))))
    if (found.length === 0) return { text, masked: [] }
    let at = 0
    let shown = ''
    for (const { from, to, shown: instead } of found) {
      shown += text.slice(at, from) + instead
      at = to
    }
    return { text: shown + text.slice(at), masked: counted(found) }
  }
}
