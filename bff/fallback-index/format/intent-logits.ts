/** What both encoders' files say of the way from a vector to the intents' logits. */
import type { IntentLogits } from '../../../shared/domain/ranking/utterance-encoder.ts'
import { IndexError } from '../../index-files.ts'
import type { LogitsFile } from './index-manifest.ts'

export const demandCount = (path: string, what: string, found: number, wanted: number): void => {
  if (found !== wanted) throw new IndexError(`${path} has ${found} ${what} where ${wanted} are needed`)
}

/** @throws IndexError where the parts of the file at `path` do not fit each other */
export const intentLogits = (
  path: string,
  { dimensions, hiddenBias, intentBias, outOfScope }: LogitsFile,
  intents: number,
): IntentLogits & { readonly hiddenBias: Float32Array } => {
  demandCount(path, 'entries of hiddenBias', hiddenBias.length, dimensions)
  demandCount(path, 'entries of intentBias', intentBias.length, intents)
  if (outOfScope !== undefined) demandCount(path, 'entries of outOfScope.vector', outOfScope.vector.length, dimensions)
  return {
    dimensions,
    hiddenBias: Float32Array.from(hiddenBias),
    intentBias: Float32Array.from(intentBias),
    outOfScope: outOfScope === undefined ? undefined : { ...outOfScope, vector: Float32Array.from(outOfScope.vector) },
  }
}

/** The same for a file. */
export const logitsFile = ({
  dimensions,
  hiddenBias,
  intentBias,
  outOfScope,
}: IntentLogits & { readonly hiddenBias: Float32Array }): LogitsFile => ({
  dimensions,
  hiddenBias: [...hiddenBias],
  intentBias: [...intentBias],
  ...(outOfScope === undefined ? {} : { outOfScope: { ...outOfScope, vector: [...outOfScope.vector] } }),
})
