/** Each catalogue says all that the English one says, with the same arguments. */
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import type { Catalogue, MessageId } from '../../../../widget/i18n/catalogue.ts'
import { ar } from '../../../../widget/i18n/catalogues/ar.ts'
import { de } from '../../../../widget/i18n/catalogues/de.ts'
import { en } from '../../../../widget/i18n/catalogues/en.ts'
import { es } from '../../../../widget/i18n/catalogues/es.ts'
import { fr } from '../../../../widget/i18n/catalogues/fr.ts'
import { ja } from '../../../../widget/i18n/catalogues/ja.ts'
import { messagesOf } from '../../../../widget/i18n/messages.ts'

const CATALOGUES: readonly (readonly [tag: string, catalogue: Catalogue])[] = [
  ['en', en],
  ['de', de],
  ['es', es],
  ['fr', fr],
  ['ja', ja],
  ['ar', ar],
]
const isId = (id: string): id is MessageId => Object.hasOwn(en, id)
const IDS = Object.keys(en).filter(isId)

type Elements = ReturnType<IntlMessageFormat['getAst']>
/** Everything in a message, also inside its cases. */
const all = (elements: Elements): Elements =>
  elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => all(value)) : []),
  ])
const elementsOf = (message: string, tag: string): Elements => all(new IntlMessageFormat(message, tag).getAst())

const LITERAL = 0

/** What a message is given, and the cases that it tells apart by name. */
const needs = (message: string): readonly string[] => {
  const told = elementsOf(message, 'en').flatMap((element) => {
    if (element.type === LITERAL || !('value' in element)) return []
    const isSelect = 'options' in element && !('pluralType' in element)
    return [isSelect ? `${element.value} of ${Object.keys(element.options).sort()}` : element.value]
  })
  return [...new Set(told)].sort()
}

/** A value for each argument; a figure fits all of them. */
const someValues = (message: string) =>
  Object.fromEntries(needs(message).map((need) => [need.split(' ')[0] ?? '', 3] as const))

describe.each(CATALOGUES)('the catalogue %s', (tag, catalogue) => {
  it('the catalogue has a message for each id, and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...IDS].sort())
    for (const id of IDS) expect(catalogue[id].trim(), id).not.toBe('')
  })

  it('the catalogue needs for each message what the English one needs', () => {
    for (const id of IDS) expect(needs(catalogue[id]), id).toEqual(needs(en[id]))
  })

  it('the catalogue has the cases that plurals of its language need', () => {
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions()
    for (const id of IDS) {
      for (const element of elementsOf(catalogue[id], tag)) {
        if ('pluralType' in element)
          expect(Object.keys(element.options), id).toEqual(expect.arrayContaining(pluralCategories))
      }
    }
  })

  it('the catalogue can be formatted', () => {
    for (const id of IDS) {
      const format = new IntlMessageFormat(catalogue[id], tag)
      expect(String(format.format(someValues(catalogue[id]))).trim(), id).not.toBe('')
    }
  })
})

/** What is said between the arguments. */
const literals = (message: string): string =>
  elementsOf(message, 'en')
    .map((element) => (element.type === LITERAL && 'value' in element ? element.value : ''))
    .join(' ')
const wordsOf = (text: string): readonly string[] => text.match(/\p{L}+/gu) ?? []

describe.each(CATALOGUES.slice(1))('the catalogue %s', (_, catalogue) => {
  it('the catalogue is no copy of the English one, though single words may be the same', () => {
    const copies = IDS.filter((id) => wordsOf(literals(en[id])).length > 2 && catalogue[id] === en[id])
    expect(copies).toEqual([])
  })
})

describe('the catalogue fr', () => {
  it('the catalogue fr lets no sign begin a line', () => {
    for (const id of IDS) {
      const text = literals(fr[id])
      expect(text, id).not.toMatch(/(?<!\u00a0)[:»]|«(?!\u00a0)|(?<!\u202f)[;!?]/u)
    }
  })
})

describe('a message', () => {
  it('a message counts as its language does', () => {
    const text = messagesOf(en, 'en-GB', 'ltr')
    expect([0, 1, 2].map((count) => text('announced.suggestions', { count }))).toEqual([
      'No suggestion',
      '1 suggestion',
      '2 suggestions',
    ])
  })

  it('a message that cannot be formatted is told by its id, and the others are told as ever', () => {
    const text = messagesOf({ ...en, 'status.live': '{broken', 'status.idle': '{never} given' }, 'en', 'ltr')
    expect(text('status.live')).toBe('status.live')
    expect(text('status.idle')).toBe('status.idle')
    expect(text('status.connecting')).toBe('Connecting')
  })

  it('a message takes markup and braces in a value as the text that they are', () => {
    const text = messagesOf(en, 'en', 'ltr')
    expect(text('text.quoted', { text: '<b>{x}</b> it’s #1' })).toBe('“<b>{x}</b> it’s #1”')
  })

  it('a message written from right to left keeps what it is given apart, and still knows its cases', () => {
    const text = messagesOf(en, 'en', 'rtl')
    expect(text('routing.failed', { skill: 'Billing Support (UK)' })).toBe(
      'Not routed to \u2068Billing Support (UK)\u2069',
    )
    expect(text('suggestions.generic', { reason: 'timeout' })).toContain('no answer in time')
  })
})
