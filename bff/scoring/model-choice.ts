/** Which model folder the service scores with, and whether it may start without it. */
import type { ConversationFigures } from '../../shared/domain/frustration/frustration.ts'
import { ModelError } from '../../shared/model/model-spec.ts'
import { readModelDescription } from './model-folder.ts'

export interface ModelChoice {
  readonly folder: string
  /** An operator named the folder: the service does not start without its model. */
  readonly isDemanded: boolean
  /** ISO 639-1; `undefined` where the folder does not say or cannot be read. */
  readonly languages: readonly string[] | undefined
  /** What it knows of whole conversations; `undefined` where it knows none or cannot be read. */
  readonly conversation: ConversationFigures | undefined
}

/** What an operator names in place of a folder who wants no model on this side. */
export const NO_MODEL = 'off'

export type ModelChoiceReading =
  /** `undefined`: nothing is scored on this side. */
  { readonly ok: true; readonly choice: ModelChoice | undefined } | { readonly ok: false; readonly problem: string }

/** What operators read where the folder that they named cannot be used. */
export const modelProblem = (folder: string, problem: string): string => `SENTIMENT_MODEL: ${folder}: ${problem}`

/**
 * Reads the small files of the folder only. A shipped folder that cannot be used is the scorer's to tell.
 *
 * @param named the folder that an operator named, if any, or {@link NO_MODEL}
 */
export const chooseModel = async (named: string | undefined, shipped: string): Promise<ModelChoiceReading> => {
  if (named === NO_MODEL) return { ok: true, choice: undefined }
  const folder = named ?? shipped
  try {
    const { spec } = await readModelDescription(folder)
    const { languages, conversation } = spec
    return { ok: true, choice: { folder, isDemanded: named !== undefined, languages, conversation } }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    if (named !== undefined) return { ok: false, problem: modelProblem(folder, error.message) }
    return { ok: true, choice: { folder, isDemanded: false, languages: undefined, conversation: undefined } }
  }
}
