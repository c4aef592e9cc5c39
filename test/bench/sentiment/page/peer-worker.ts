/** transformers.js as its documentation has it: in a module worker, its pipeline made once. */
import { env, pipeline } from '@huggingface/transformers'
import type { PeerAnswer, PeerRequest } from './peer.ts'

env.allowRemoteModels = false
env.allowLocalModels = true
env.localModelPath = '/peer-models/'
env.backends.onnx.wasm.numThreads = 1
// The build that it takes from a public server if it is not told otherwise, and the same release of it.
env.backends.onnx.wasm.wasmPaths = {
  mjs: '/peer-runtime/ort-wasm-simd-threaded.asyncify.mjs',
  wasm: '/peer-runtime/ort-wasm-simd-threaded.asyncify.wasm',
}

let classifier: ReturnType<typeof pipeline> | undefined

addEventListener('message', async ({ data }: MessageEvent<PeerRequest>) => {
  classifier ??= pipeline('text-classification', data.model, {
    device: 'wasm',
    dtype: 'int8',
    // As ours: without it an int8 model with DequantizeLinear nodes takes twice its time.
    session_options: { extra: { session: { disable_quant_qdq: '1' } } },
  })
  let answer: PeerAnswer
  try {
    const [best] = await (await classifier)(data.text)
    answer = { label: best?.label ?? '', score: best?.score ?? Number.NaN }
  } catch (error) {
    answer = { problem: String(error) }
  }
  postMessage(answer)
})
