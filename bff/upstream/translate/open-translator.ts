/** The translator, whole: what it translates, how it is, and how it is examined. */
import type { TranslatorUpstream } from '../../ports/translator.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { createDownSince } from '../http/down-since.ts'
import { explainTranslator } from './explain.ts'
import { createLibreTranslate, type LibreTranslateParts } from './libre-translate.ts'
import { translatorProbes } from './probes.ts'

/** Nothing is sent until it is asked for. */
export const openTranslator = (parts: LibreTranslateParts): TranslatorUpstream => {
  const libre = createLibreTranslate(parts)
  const down = createDownSince(parts.clock, () => undefined)
  let cause = ''
  return {
    translate: async (texts, pair, deadline) => {
      try {
        const translations = await libre.translate(texts, pair, deadline)
        down.tell(true)
        return translations
      } catch (error) {
        if (error instanceof UpstreamFailure) {
          cause = explainTranslator(error.facts).detail
          down.tell(false)
        }
        throw error
      }
    },
    probes: () => translatorProbes({ url: parts.url, libre }),
    health: () => {
      const since = down.since()
      if (since === undefined) return [{ name: 'translator', state: 'ok' }]
      return [{ name: 'translator', state: 'degraded', detail: `down since ${since}: ${cause}` }]
    },
  }
}
