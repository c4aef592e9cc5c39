/** What panels are told that this service can be asked for. */
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import type { KnowledgeSource } from '../ports/knowledge.ts'
import type { LanguageModel } from '../ports/language-model.ts'

export interface Offering {
  readonly knowledge: KnowledgeSource | undefined
  readonly languageModel: LanguageModel | undefined
  /** `undefined`: nobody signs in here. */
  readonly signIn: object | undefined
}

/** What is not there is not named */
export const offersOf = ({ knowledge, languageModel, signIn }: Offering): WidgetConfig['offers'] => ({
  ...(knowledge === undefined ? {} : { search: true }),
  ...(languageModel === undefined ? {} : { languageModel: true }),
  ...(signIn === undefined ? {} : { signIn: true }),
  // By rules, so that nothing is needed for it.
  wrapUp: true,
})
