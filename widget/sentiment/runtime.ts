/**
 * The only door of this side to the model runtime and to the tokenizer library. Traps that it knows:
 * - the WebAssembly and the module that starts it belong together, hence both from one build;
 * - with more than one thread, the module starts workers from its own address, which must be of the worker's origin;
 * - a lost GPU device may leave a run pending for ever.
 */
import { Tokenizer } from '@huggingface/tokenizers'
import * as wasmLibrary from 'onnxruntime-web/wasm'
import { encodeBy, numbersOf, reasonOf } from '../../shared/model/from-library.ts'
import { ModelError } from '../../shared/model/model-spec.ts'
import type { Encode, ModelSession } from '../../shared/model/scorer.ts'
import { LoadFailed } from './load-failed.ts'
import type { Backend } from './sentiment.ts'

type Library = typeof wasmLibrary

export interface RuntimeStart {
  readonly wasmBinary: Uint8Array<ArrayBuffer>
  readonly moduleUrl: string
  readonly threads: number
}

/** A session that can break under what was right before: a GPU that is gone. */
export interface BackendSession extends ModelSession {
  /** Resolves when nothing can be run any more; never rejects. */
  readonly lost: Promise<void>
}

/** Thrown by runs of a session whose device is gone. */
class DeviceLost extends Error {
  constructor() {
    super('the GPU device was lost')
    this.name = 'DeviceLost'
  }
}

/** What goes wrong is thrown; the runtime would write it to the console as well. */
const QUIETLY = { logSeverityLevel: 4 } as const
/** How the library begins when it got as far as no model. */
const NOT_STARTED = 'no available backend'

const LIBRARIES: Readonly<Record<Backend, () => Promise<Library>>> = {
  wasm: async () => wasmLibrary,
  // A build of its own, for the few who need it.
  webgpu: () => import('onnxruntime-web/webgpu'),
}

const never = new Promise<never>(() => undefined)

/** Resolves when the device is gone. The library gives what it made without saying what it is. */
const lossOf = async (library: Library, backend: Backend): Promise<void> => {
  if (backend !== 'webgpu') return never
  const device: unknown = await library.env.webgpu.device
  if (typeof device === 'object' && device !== null && 'lost' in device) await device.lost
  else await never
}

/**
 * @throws {ModelError} if the bytes are no model that the runtime can load, or one that takes no int64 tokens
 * @throws {LoadFailed} `not_loaded` if the backend cannot be started here
 */
export const openSession = async (
  backend: Backend,
  { wasmBinary, moduleUrl, threads }: RuntimeStart,
  model: Uint8Array,
): Promise<BackendSession> => {
  const library = await LIBRARIES[backend]()
  const { env } = library
  env.logLevel = 'fatal'
  env.wasm.numThreads = threads
  env.wasm.wasmBinary = wasmBinary.buffer
  env.wasm.wasmPaths = { mjs: moduleUrl }
  let session: wasmLibrary.InferenceSession
  try {
    session = await library.InferenceSession.create(model, {
      executionProviders: [backend],
      ...QUIETLY,
      // Without it, DequantizeLinear nodes are not folded and an int8 model takes twice its time.
      extra: { session: { disable_quant_qdq: '1' } },
    })
  } catch (error) {
    const reason = reasonOf(error)
    if (reason.startsWith(NOT_STARTED)) throw new LoadFailed('not_loaded', `the runtime did not start: ${reason}`)
    throw new ModelError(`the model cannot be loaded: ${reason}`)
  }
  const foreign = session.inputMetadata.find((input) => !input.isTensor || input.type !== 'int64')
  if (foreign !== undefined) throw new ModelError(`the model wants the input "${foreign.name}" not as int64 tensor`)
  const lost = lossOf(library, backend)
  const lostRun = lost.then(() => {
    throw new DeviceLost()
  })
  lostRun.catch(() => undefined)
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    lost,
    run: async (inputs, outputs) => {
      const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [
        name,
        new library.Tensor('int64', data, dims),
      ])
      const results = await Promise.race([session.run(Object.fromEntries(feeds), outputs, QUIETLY), lostRun])
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

/** Whether there is a GPU that is worth trying; software that plays one is not. */
export const hasGpuAdapter = async (): Promise<boolean> => {
  const gpu: unknown = Reflect.get(navigator, 'gpu')
  if (typeof gpu !== 'object' || gpu === null) return false
  try {
    const request: unknown = Reflect.get(gpu, 'requestAdapter')
    const adapter: unknown = typeof request === 'function' ? await request.call(gpu) : null
    if (typeof adapter !== 'object' || adapter === null) return false
    const info: unknown = Reflect.get(adapter, 'info')
    const isPlayed = typeof info === 'object' && info !== null && Reflect.get(info, 'isFallbackAdapter') === true
    return !isPlayed
  } catch {
    return false
  }
}
