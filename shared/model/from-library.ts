/** What is made of the answers of the libraries that run a model, the same on both sides; each side brings its own library. */
import { ModelError } from './model-spec.ts'
import type { Encode } from './scorer.ts'

const LONGEST_REASON = 200

/** What a library says of a file, in one line. Not for errors from customers' texts: it may quote them. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, LONGEST_REASON) ?? ''

/**
 * @param name of an output of the model
 * @throws {ModelError} if what it holds are no floating point numbers
 */
export const numbersOf = (name: string, data: unknown): ArrayLike<number> => {
  if (data instanceof Float32Array || data instanceof Float64Array) return data
  throw new ModelError(`the output "${name}" of the model holds no floating point numbers`)
}

/** The part of a tokenizer that is used. */
export interface LibraryTokenizer {
  encode(text: string, options: { readonly add_special_tokens: boolean }): { readonly ids: readonly number[] }
}

/**
 * @param build gives the library's tokenizer, of the files of a model folder
 * @throws {ModelError} if the library cannot read the tokenizer; the encoder, if it gives no numbers
 */
export const encodeBy = (build: () => LibraryTokenizer): Encode => {
  const tokenizer = builtBy(build)
  return (text, withSpecialTokens) => {
    const { ids } = tokenizer.encode(text, { add_special_tokens: withSpecialTokens })
    // Where a tokenizer has no unknown token, the library leaves holes.
    if (ids.every(Number.isInteger)) return ids
    throw new ModelError('tokenizer.json has neither a token for a part of the text nor one for the unknown')
  }
}

const builtBy = (build: () => LibraryTokenizer): LibraryTokenizer => {
  try {
    return build()
  } catch (error) {
    throw new ModelError(`tokenizer.json cannot be used: ${reasonOf(error)}`)
  }
}
