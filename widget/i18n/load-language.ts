/** Fetches languages once they are wanted: neither the words nor what formats them are in the element's own file. */

import type { Catalogue } from './catalogue.ts'
import type { Language } from './language.ts'
import { negotiate, type SupportedLanguage } from './negotiate.ts'
import { once } from './once.ts'

export interface LoadedLanguage {
  readonly language: Language
  /** Whether its words are English only because the wanted ones could not be fetched: worth trying again. */
  readonly isStandIn: boolean
  /** Whether what the host wants is a language at all. */
  readonly isUnderstood: boolean
}

/** @param tag what the host wants, whatever it wrote. Rejects where not even English can be fetched. */
export type LoadLanguage = (tag: string) => Promise<LoadedLanguage>

export interface LanguageSources {
  readonly messages: () => Promise<Pick<typeof import('./messages.ts'), 'Language' | 'messagesOf'>>
  readonly catalogues: Readonly<Record<SupportedLanguage, () => Promise<Catalogue>>>
  /** What the browser prefers, best first. */
  readonly preferred: () => readonly string[]
}

export const languagesFrom = ({ messages, catalogues, preferred }: LanguageSources): LoadLanguage => {
  const loadMessages = once(messages)
  const loadCatalogue = {
    en: once(catalogues.en),
    de: once(catalogues.de),
    es: once(catalogues.es),
    fr: once(catalogues.fr),
    ja: once(catalogues.ja),
    ar: once(catalogues.ar),
  }
  const load = async (tag: string, words: SupportedLanguage, wordsTag: string): Promise<Language> => {
    const [{ Language, messagesOf }, catalogue] = await Promise.all([loadMessages(), loadCatalogue[words]()])
    const direction = words === 'ar' ? 'rtl' : 'ltr'
    return new Language({ tag, wordsTag, direction, text: messagesOf(catalogue, wordsTag, direction) })
  }
  return async (asked) => {
    const { tag, words, isSupported, isUnderstood } = negotiate(asked, preferred())
    try {
      return { language: await load(tag, words, isSupported ? tag : 'en'), isStandIn: false, isUnderstood }
    } catch (error) {
      if (words === 'en') throw error
      return { language: await load(tag, 'en', 'en'), isStandIn: true, isUnderstood }
    }
  }
}

/** For all elements of the page. */
export const loadLanguage: LoadLanguage = languagesFrom({
  messages: () => import('./messages.ts'),
  catalogues: {
    en: async () => (await import('./catalogues/en.ts')).en,
    de: async () => (await import('./catalogues/de.ts')).de,
    es: async () => (await import('./catalogues/es.ts')).es,
    fr: async () => (await import('./catalogues/fr.ts')).fr,
    ja: async () => (await import('./catalogues/ja.ts')).ja,
    ar: async () => (await import('./catalogues/ar.ts')).ar,
  },
  preferred: () => navigator.languages,
})
