/** From a folder on disk to a scorer that is ready. */
import { reasonOf } from '../../shared/model/from-library.ts'
import { ModelError, type ModelSpec } from '../../shared/model/model-spec.ts'
import { createScorer, type Scorer } from '../../shared/model/scorer.ts'
import { createEncode, openSession } from '../model/runtime.ts'
import { readModelFolder } from './model-folder.ts'

export interface OpenModel {
  readonly scorer: Scorer
  readonly spec: ModelSpec
}

/** An empty text, and one that has more tokens than models take: what is laid out at the first run is laid out here. */
const WARM_UP = ['', 'a '.repeat(600)]

/**
 * Loads a model and runs it once, so that a model that cannot score is refused here and not at a customer's text.
 *
 * @throws {ModelError}
 */
export const openModel = async (folder: string): Promise<OpenModel> => {
  const { spec, tokenizer, tokenizerConfig, model } = await readModelFolder(folder)
  const encode = createEncode(tokenizer, tokenizerConfig)
  const session = await openSession(model.file, model.bytes)
  try {
    const scorer = createScorer({ spec, encode, session })
    for (const text of WARM_UP) await scorer.score(text)
    return { scorer, spec }
  } catch (error) {
    await session.release()
    if (error instanceof ModelError) throw error
    // Texts of ours were scored, so what the libraries say quotes no customer.
    throw new ModelError(`${model.file} cannot be run: ${reasonOf(error)}`)
  }
}
