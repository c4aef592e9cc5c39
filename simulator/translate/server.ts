/** A stand-in for LibreTranslate over real HTTP: strict about what it is asked, journalled, with faults and lies on demand. */
import { type StandIn, type StandInOptions, startStandIn } from '../http/stand-in.ts'
import { createPhraseBook, type PhraseBook } from './phrase-book.ts'
import { type Lie, translateRoutes } from './routes.ts'

export interface TranslateOptions extends StandInOptions {
  /** Demanded in each body, where one is given. */
  readonly apiKey?: string | undefined
  /** Each is translated into each other one. Default `de`, `en`, `es`, `fr`. */
  readonly languages?: readonly string[] | undefined
  /** Some that speak the same API take one text at a time. Default true. */
  readonly takesArrays?: boolean | undefined
  /** How many texts one request may hold. Default 50. */
  readonly mostTexts?: number | undefined
}

export interface TranslateStandIn extends StandIn, Pick<PhraseBook, 'teach'> {
  /** Whether it answers in a form that is not its own, until told otherwise; a hang or a failure is one of `faults`. */
  lie(lie: Lie | undefined): void
  /** Every text it was to translate, in order, whatever became of it. */
  asked(): readonly string[]
}

const DEFAULT_LANGUAGES = ['de', 'en', 'es', 'fr']
const DEFAULT_MOST_TEXTS = 50

const textsOf = (body: unknown): readonly string[] => {
  const q: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'q') : undefined
  return [q].flat().filter((text) => typeof text === 'string')
}

/** Starts the stand-in on a free port of the loopback interface unless told otherwise. */
export const startTranslate = async (options: TranslateOptions = {}): Promise<TranslateStandIn> => {
  const phrases = createPhraseBook()
  let lying: Lie | undefined
  const routes = translateRoutes({
    phrases,
    languages: options.languages ?? DEFAULT_LANGUAGES,
    apiKey: options.apiKey,
    mostTexts: options.mostTexts ?? DEFAULT_MOST_TEXTS,
    takesArrays: options.takesArrays ?? true,
    lie: () => lying,
  })
  const standIn = await startStandIn(routes, options)
  return {
    ...standIn,
    teach: phrases.teach,
    lie: (lie) => {
      lying = lie
    },
    asked: () => standIn.journal.entries(/\/translate$/).flatMap(({ body }) => textsOf(body)),
  }
}
