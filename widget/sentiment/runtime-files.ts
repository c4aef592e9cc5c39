/** The runtime's own files, pinned by the build to what it was built with. Types only. */
import type { Backend } from './sentiment.ts'

interface PinnedFile {
  readonly url: string
  /** In hex. */
  readonly sha256: string
  readonly bytes: number
}

/** A build of the runtime: the WebAssembly, fetched as bytes and checked, and the module beside it that starts it. */
interface RuntimeBuild {
  readonly wasm: PinnedFile
  /** Named by its content, and loaded from where the worker comes from. */
  readonly moduleUrl: string
}

export type RuntimeFiles = Readonly<Record<Backend, RuntimeBuild>>
