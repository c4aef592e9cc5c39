/** The port `LanguageScoring`: the model where it speaks the language, a translator before it elsewhere. */
import { isSpoken, primaryLanguage } from '../../shared/domain/frustration/escalation.ts'
import type { Rules } from '../../shared/rules.ts'
import { languageCode } from '../../shared/wire/identifiers.ts'
import { type LanguageScoring, ScoringFailed, type SentimentScorer } from '../ports/models.ts'
import type { LanguagePair, Translator } from '../ports/translator.ts'
import { createTranslatedScoring, type TranslatedScoringParts } from './translated-scoring.ts'

export interface LanguageScoringParts extends Omit<TranslatedScoringParts, 'translator'> {
  readonly scorer: SentimentScorer
  /** `undefined`: what the model does not speak is not scored. */
  readonly translator: Translator | undefined
  readonly rules: () => { readonly escalation: Pick<Rules['escalation'], 'languages'> }
}

export const createLanguageScoring = (parts: LanguageScoringParts): LanguageScoring => {
  const { scorer, translator, rules } = parts
  const translated = translator === undefined ? undefined : createTranslatedScoring({ ...parts, translator })

  const isScoredAsIs = (language: string | undefined): boolean =>
    isSpoken(language, rules().escalation.languages, scorer.languages)

  /** From a language that was told into one that is scored; `undefined` where there is none. */
  const pairOf = (language: string | undefined): LanguagePair | undefined => {
    const source = languageCode.safeParse(primaryLanguage(language ?? ''))
    const target = rules()
      .escalation.languages.map(primaryLanguage)
      .find((code) => code !== '' && isScoredAsIs(code))
    return source.success && target !== undefined ? { source: source.data, target } : undefined
  }

  return {
    conversation: scorer.conversation,
    wayOf: (language) => {
      if (isScoredAsIs(language)) return 'spoken'
      return translated === undefined || pairOf(language) === undefined ? 'unscored' : 'translated'
    },
    score: async (texts, language, deadline, before) => {
      if (isScoredAsIs(language)) return await scorer.score(texts, deadline, before)
      const pair = pairOf(language)
      if (translated === undefined || pair === undefined) throw new ScoringFailed('unavailable')
      return await translated(texts, pair, deadline, before)
    },
  }
}
