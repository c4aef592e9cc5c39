/** The only door of this side to the model runtime and to the tokenizer library. */
import { setFlagsFromString } from 'node:v8'
import { Tokenizer } from '@huggingface/tokenizers'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import { encodeBy, numbersOf, reasonOf } from '../../shared/model/from-library.ts'
import { ModelError } from '../../shared/model/model-spec.ts'
import type { Encode, ModelSession } from '../../shared/model/scorer.ts'

// More threads spin while they wait, and take from the service what they give to the model.
env.wasm.numThreads = 1
env.logLevel = 'fatal'
/** What goes wrong is thrown; the runtime would write it to standard error as well. */
const QUIETLY = { logSeverityLevel: 4 } as const

/** Of a larger model the time goes into the runtime's kernels, and the memory into its own weights. */
const SMALL_MODEL_BYTES = 16 * 1024 * 1024

/**
 * The runtime's code is compiled as it is first called, quickly, and what is called often once more, for speed. That second
 * compiler takes more than 100 MiB for the runtime's largest functions, which the system's allocator then keeps, and wins
 * tenths of a millisecond an utterance of a small model: there it is left out.
 */
const compileFor = (model: Uint8Array): void =>
  setFlagsFromString(model.byteLength <= SMALL_MODEL_BYTES ? '--liftoff-only' : '--no-liftoff-only')

/**
 * @param file its name, for the refusal
 * @throws {ModelError} if the bytes are no model that the runtime can load, or one that takes no int64 tokens
 */
export const openSession = async (file: string, model: Uint8Array): Promise<ModelSession> => {
  compileFor(model)
  let session: InferenceSession
  try {
    session = await InferenceSession.create(model, {
      executionProviders: ['wasm'],
      ...QUIETLY,
      // Without it, DequantizeLinear nodes are not folded and an int8 model takes twice its time.
      extra: { session: { disable_quant_qdq: '1' } },
    })
  } catch (error) {
    throw new ModelError(`${file} is no ONNX model that can be loaded: ${reasonOf(error)}`)
  }
  const foreign = session.inputMetadata.find((input) => !input.isTensor || input.type !== 'int64')
  if (foreign !== undefined) throw new ModelError(`${file} wants the input "${foreign.name}" not as int64 tensor`)
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: async (inputs, outputs) => {
      const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [name, new Tensor('int64', data, dims)])
      const results = await session.run(Object.fromEntries(feeds), outputs, QUIETLY)
      return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, numbersOf(name, data)]))
    },
    release: () => session.release(),
  }
}

/**
 * @param tokenizer parsed `tokenizer.json`
 * @param config parsed `tokenizer_config.json`, `{}` where there is none
 * @throws {ModelError} if the library cannot read the tokenizer, or it gives no numbers
 */
export const createEncode = (tokenizer: object, config: object): Encode =>
  encodeBy(() => new Tokenizer(tokenizer, config))
