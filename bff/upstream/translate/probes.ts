/** What an operator can have examined of the translator: the address, its languages, and that it translates a word. */

import type { Deadline } from '../../ports/time.ts'
import { type Probe, type ProbeFinding, UpstreamFailure } from '../../ports/upstream.ts'
import { explainTranslator } from './explain.ts'
import type { LibreTranslate, TranslatorLanguages } from './libre-translate.ts'

const NAME = 'translator'
/** Says nothing about anybody. */
const WORD = 'ok'

export const translatorProbes = ({
  url,
  libre,
}: {
  readonly url: string
  readonly libre: LibreTranslate
}): readonly Probe[] => [
  { kind: 'address', name: NAME, url, variables: 'TRANSLATE_URL' },
  {
    kind: 'question',
    name: `${NAME}: languages`,
    needs: { probe: NAME, otherwise: `the ${NAME} cannot be reached` },
    ask: async (deadline) => {
      try {
        return await examine(libre, deadline)
      } catch (error) {
        if (!(error instanceof UpstreamFailure)) throw error
        return { state: 'fail', ...explainTranslator(error.facts) }
      }
    },
  },
]

/** The first two that go together. */
const somePair = (languages: TranslatorLanguages) => {
  for (const { code, targets = languages.map((each) => each.code) } of languages) {
    const target = targets.find((each) => each !== code)
    if (target !== undefined) return { source: code, target }
  }
  return undefined
}

const examine = async (libre: LibreTranslate, deadline: Deadline): Promise<ProbeFinding> => {
  const languages = await libre.languages(deadline)
  const pair = somePair(languages)
  if (pair === undefined) {
    return { state: 'fail', detail: 'it has no two languages', fix: 'have the customers’ languages installed there' }
  }
  await libre.translate([WORD], pair, deadline)
  const codes = languages.map(({ code }) => code).join(', ')
  return { state: 'ok', detail: `translates; ${languages.length} languages: ${codes}` }
}
