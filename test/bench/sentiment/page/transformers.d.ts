/** As much of @huggingface/transformers as the benchmark uses; it is no dependency, and fetched when it is measured. */
declare module '@huggingface/transformers' {
  export const env: {
    allowRemoteModels: boolean
    allowLocalModels: boolean
    localModelPath: string
    readonly backends: {
      readonly onnx: {
        readonly wasm: { numThreads: number; wasmPaths: { readonly mjs: string; readonly wasm: string } }
      }
    }
  }
  export function pipeline(
    task: 'text-classification',
    model: string,
    options: {
      readonly device: 'wasm'
      readonly dtype: 'int8'
      readonly session_options: { readonly extra: object }
    },
  ): Promise<(text: string) => Promise<readonly { readonly label: string; readonly score: number }[]>>
}
