/** Which language is meant, and that each is fetched once, when it is wanted. */
import { describe, expect, it } from 'vitest'
import { en } from '../../../../widget/i18n/catalogues/en.ts'
import { type LanguageSources, languagesFrom } from '../../../../widget/i18n/load-language.ts'
import { Language, messagesOf } from '../../../../widget/i18n/messages.ts'
import { negotiate } from '../../../../widget/i18n/negotiate.ts'

describe('the language that is meant', () => {
  it.each([
    ['en-GB', [], 'en-GB', 'en', true],
    ['de', [], 'de', 'de', true],
    ['de-AT', [], 'de-AT', 'de', true],
    [' FR-ca ', [], 'fr-CA', 'fr', true],
    ['ar-u-nu-latn', [], 'ar-u-nu-latn', 'ar', true],
    ['en', ['fr', 'en-GB'], 'en-GB', 'en', true],
    ['en', ['de-AT'], 'en', 'en', true],
    ['en-US', ['en-GB'], 'en-US', 'en', true],
    ['pl', ['pl-PL'], 'pl-PL', 'en', false],
    ['pl', ['de'], 'pl', 'en', false],
    ['zh-Hant-TW', [], 'zh-Hant-TW', 'en', false],
    ['', ['ja-JP', 'de'], 'ja-JP', 'ja', true],
    ['', ['pl', 'es-MX'], 'es-MX', 'es', true],
    ['', ['pl', 'cs'], 'pl', 'en', false],
    ['', ['*', 'de'], 'de', 'de', true],
    ['not a tag', ['fr'], 'fr', 'fr', true],
    ['de_DE', [], 'de-DE', 'de', true],
    ['de-de', [], 'de-DE', 'de', true],
    ['DE', [], 'de', 'de', true],
    ['deu', [], 'de', 'de', true],
    ['zh_Hans_CN', [], 'zh-Hans-CN', 'en', false],
    ['zh_CN_#Hans', ['fr'], 'fr', 'fr', true],
    ['en_US.UTF-8', [], 'en-US', 'en', true],
    ['fr_FR@euro', [], 'fr-FR', 'fr', true],
    ['es_419', [], 'es-419', 'es', true],
    ['C', ['ja'], 'ja', 'ja', true],
    ['C.UTF-8', ['ja'], 'ja', 'ja', true],
    ['POSIX', ['ja'], 'ja', 'ja', true],
    ['german', ['fr'], 'fr', 'fr', true],
    ['undefined', ['fr'], 'fr', 'fr', true],
    ['', [], 'en', 'en', true],
  ])(
    'the language that is meant by %j in a browser that prefers %j is %s with words in %s',
    (asked, preferred, tag, words, isSupported) => {
      expect(negotiate(asked, preferred)).toMatchObject({ tag, words, isSupported })
    },
  )

  it.each([
    ['', true],
    ['  ', true],
    ['de_DE', true],
    ['pl', true],
    ['german', false],
    ['C', false],
    ['null', false],
    ['de DE', false],
  ])('the language that is meant is known to be one, or no language at all: "%s"', (asked, isUnderstood) => {
    expect(negotiate(asked, []).isUnderstood).toBe(isUnderstood)
  })
})

const german = { ...en, 'status.live': 'Verbunden' }

/** Sources that count, and of which some cannot be fetched until the test says otherwise. */
const staged = () => {
  const fetched: string[] = []
  const missing = new Set<string>()
  const source =
    <T>(name: string, found: T) =>
    async (): Promise<T> => {
      fetched.push(name)
      if (missing.has(name)) throw new TypeError('Failed to fetch dynamically imported module')
      return found
    }
  const sources: LanguageSources = {
    messages: source('messages', { Language, messagesOf }),
    catalogues: {
      en: source('en', en),
      de: source('de', german),
      es: source('es', en),
      fr: source('fr', en),
      ja: source('ja', en),
      ar: source('ar', en),
    },
    preferred: () => [],
  }
  return { load: languagesFrom(sources), fetched, missing }
}

describe('a language', () => {
  it('a language is fetched with what formats it, and nothing else, and only once', async () => {
    const { load, fetched } = staged()
    const [first] = await Promise.all([load('de'), load('de-AT')])
    await load('de-CH')
    expect(fetched.sort()).toEqual(['de', 'messages'])
    expect(first.isStandIn).toBe(false)
    expect(first.language.text('status.live')).toBe('Verbunden')
  })

  it('a language has times, figures and words of where it is spoken', async () => {
    const { load } = staged()
    const { language } = await load('de-AT')
    expect(language).toMatchObject({ tag: 'de-AT', wordsTag: 'de-AT', direction: 'ltr' })
    expect(language.exactTime(0)).toMatch(/1970/)
    expect((await load('ar')).language.direction).toBe('rtl')
  })

  it('a language that we do not speak leaves its times and figures, with English words and English plurals', async () => {
    const { load, fetched } = staged()
    const { language, isStandIn } = await load('zh')
    expect(language).toMatchObject({ tag: 'zh', wordsTag: 'en', direction: 'ltr' })
    expect(language.text('announced.utterances', { count: 1 })).toBe('1 new message')
    expect(isStandIn).toBe(false)
    expect(fetched.sort()).toEqual(['en', 'messages'])
  })

  it('a language that cannot be fetched is stood in for by English, and fetched anew the next time', async () => {
    const { load, fetched, missing } = staged()
    missing.add('de')
    const standIn = await load('de')
    expect(standIn).toMatchObject({ isStandIn: true, language: { tag: 'de', wordsTag: 'en' } })
    expect(standIn.language.text('status.live')).toBe('Live')
    missing.delete('de')
    expect((await load('de')).language.text('status.live')).toBe('Verbunden')
    expect(fetched.filter((name) => name !== 'de').sort()).toEqual(['en', 'messages'])
  })

  it.each(['messages', 'en'])(
    'a language fails where not even English is to be had for want of %s, and not for ever',
    async (what) => {
      const { load, missing } = staged()
      missing.add(what)
      await expect(load('en')).rejects.toThrow('Failed to fetch')
      missing.clear()
      expect((await load('en')).language.text('status.live')).toBe('Live')
    },
  )
})
