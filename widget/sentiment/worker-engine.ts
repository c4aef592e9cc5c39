/** What the worker does: loads a model, chooses what runs it, scores, and falls back to WebAssembly when a GPU is gone. */

import { ModelError } from '../../shared/model/model-spec.ts'
import { createScorer, type Scorer } from '../../shared/model/scorer.ts'
import { backendsToTry, fasterBackend, measure, rememberedChoice } from './backend-choice.ts'
import type { Bytes } from './bytes.ts'
import { NotFetched } from './download.ts'
import { asLoadFailed, LoadFailed } from './load-failed.ts'
import type { BackendWish, FromWorker } from './messages.ts'
import type { ModelFiles } from './model-files.ts'
import type { ModelStore } from './model-store.ts'
import { Progress } from './progress.ts'
import type { BackendSession, createEncode, RuntimeStart } from './runtime.ts'
import type { RuntimeFiles } from './runtime-files.ts'
import type { Backend } from './sentiment.ts'
import type { FileByContent } from './verified-files.ts'

export interface WorkerEngineParts {
  readonly tell: (message: FromWorker) => void
  /** Whether the page and the browser let WebAssembly run. */
  readonly allowsWasm: () => boolean
  readonly openFiles: (modelUrl: string) => Promise<ModelFiles>
  readonly verified: (file: FileByContent, onBytes?: (count: number) => void) => Promise<Bytes>
  readonly store: Pick<ModelStore, 'get' | 'set' | 'hold' | 'folders'>
  readonly runtimeFiles: RuntimeFiles
  readonly createEncode: typeof createEncode
  readonly openSession: (backend: Backend, start: RuntimeStart, model: Bytes) => Promise<BackendSession>
  readonly hasGpuAdapter: () => Promise<boolean>
  /** Threads for a model whose graph has so many bytes. */
  readonly threads: (bytes: number) => number
  /** Which browser, in which version. */
  readonly browser: string
  /** Milliseconds since 1970, and since whenever. */
  readonly now: () => number
  readonly monotonic: () => number
}

interface Open {
  readonly backend: Backend
  readonly scorer: Scorer
  /** With this, once it cannot be used any more. */
  readonly lost: Promise<void>
}

export class WorkerEngine {
  readonly #parts: WorkerEngineParts
  readonly #progress: Progress
  #files: ModelFiles | undefined
  #open: Open | undefined
  /** One change of backend for all who noticed that it is needed. */
  #fallingBack: Promise<Open> | undefined

  constructor(parts: WorkerEngineParts) {
    this.#parts = parts
    this.#progress = new Progress((progress) => parts.tell({ kind: 'loading', progress }))
  }

  /** Loads, and says how that ended. */
  async open(modelUrl: string, wish: BackendWish): Promise<void> {
    const { tell, allowsWasm } = this.#parts
    try {
      if (!allowsWasm()) {
        throw new LoadFailed('no_wasm', 'WebAssembly is not allowed here; script-src needs wasm-unsafe-eval')
      }
      tell({ kind: 'loading', progress: 0 })
      this.#files = await this.#parts.openFiles(modelUrl)
      // Before the large ones are put there: what nobody holds is taken for a leftover.
      await this.#parts.store.hold(`model ${modelUrl}`, this.#files.hashes)
      this.#use(await this.#best(this.#files, wish))
    } catch (error) {
      const isOtherContent = error instanceof LoadFailed && !(error instanceof NotFetched)
      // A folder without a manifest may have changed since it was first seen.
      if (isOtherContent && error.because === 'not_loaded') await this.#parts.store.folders.forget(modelUrl)
      const { because, message } = asLoadFailed(error)
      tell({ kind: 'refused', because, problem: message })
    }
  }

  /** Answers with the scores, or with why there are none. */
  async score(id: number, text: string, before?: string): Promise<void> {
    const { tell } = this.#parts
    try {
      const open = this.#open
      if (open === undefined) throw new LoadFailed('broken', 'nothing is loaded')
      const { backend, scores } = await this.#scoreWith(open, text, before)
      tell({ kind: 'scored', id, backend, scores })
    } catch (error) {
      // Only our own sentences are known to quote nothing of the text.
      const isOurs = error instanceof ModelError || error instanceof LoadFailed
      const name = error instanceof Error ? error.name : 'Error'
      tell({ kind: 'failed', id, error: { name, message: isOurs ? error.message : 'a fault of the runtime' } })
    }
  }

  async #scoreWith(open: Open, text: string, before: string | undefined) {
    try {
      return { backend: open.backend, scores: await open.scorer.score(text, before) }
    } catch (error) {
      if (open.backend === 'wasm') throw error
      const wasm = await this.#fallBack(open)
      return { backend: wasm.backend, scores: await wasm.scorer.score(text, before) }
    }
  }

  async #best(files: ModelFiles, wish: BackendWish): Promise<Open> {
    const { browser, now, monotonic, store } = this.#parts
    const key = choiceKey(files)
    const remembered = rememberedChoice.safeParse(await store.get(key))
    const bytes = files.models.webgpu.bytes
    const candidates = backendsToTry({
      wish,
      bytes,
      hasAdapter: wish === 'auto' && (await this.#parts.hasGpuAdapter()),
      browser,
      remembered: remembered.success ? remembered.data : undefined,
      now: now(),
    })
    for (const backend of candidates) this.#progress.expect(this.#bytesFor(backend, files))
    const [first = 'wasm', second] = candidates
    if (second === undefined) {
      if (first === 'wasm') return this.#openBackend('wasm', files)
      return this.#openBackend(first, files).catch(() => this.#failedOver(files))
    }
    const wasm = await this.#openBackend('wasm', files)
    const webgpu = await this.#openBackend('webgpu', files).catch(() => undefined)
    if (webgpu === undefined) {
      await store.set(key, { backend: 'wasm', browser, failedAt: now() })
      return wasm
    }
    const times = {
      wasm: await measure((text) => wasm.scorer.score(text), monotonic),
      webgpu: await measure((text) => webgpu.scorer.score(text), monotonic).catch(() => Number.POSITIVE_INFINITY),
    }
    const backend = fasterBackend(times)
    await store.set(key, { backend, browser })
    const [chosen, other] = backend === 'wasm' ? [wasm, webgpu] : [webgpu, wasm]
    await other.scorer.release().catch(() => undefined)
    return chosen
  }

  async #failedOver(files: ModelFiles): Promise<Open> {
    const { browser, now, store } = this.#parts
    await store.set(choiceKey(files), { backend: 'wasm', browser, failedAt: now() })
    this.#progress.expect(this.#bytesFor('wasm', files))
    return this.#openBackend('wasm', files)
  }

  #fallBack(from: Open): Promise<Open> {
    const files = this.#files
    if (this.#open !== from || files === undefined) {
      return this.#open === undefined ? Promise.reject(new Error('nothing is loaded')) : Promise.resolve(this.#open)
    }
    this.#fallingBack ??= this.#failedOver(files)
      .then((wasm) => {
        this.#use(wasm)
        return wasm
      })
      .finally(() => {
        this.#fallingBack = undefined
      })
    return this.#fallingBack
  }

  #use(open: Open): void {
    this.#open = open
    this.#parts.tell({ kind: 'ready', backend: open.backend })
    // Before somebody asks: the next customer need not wait for it.
    void open.lost.then(() => this.#fallBack(open)).catch(() => undefined)
  }

  #bytesFor(backend: Backend, files: ModelFiles): number {
    return files.models[backend].bytes + this.#parts.runtimeFiles[backend].wasm.bytes
  }

  async #openBackend(backend: Backend, files: ModelFiles): Promise<Open> {
    const { verified, runtimeFiles, store } = this.#parts
    const { wasm, moduleUrl } = runtimeFiles[backend]
    const model = files.models[backend]
    await store.hold(`runtime ${backend}`, [wasm.sha256])
    const [wasmBinary, bytes] = await Promise.all([
      verified(wasm, this.#progress.add),
      verified(model, this.#progress.add),
    ])
    const encode = this.#parts.createEncode(files.tokenizer, files.tokenizerConfig)
    const start = { wasmBinary, moduleUrl, threads: this.#parts.threads(model.bytes) }
    const session = await this.#parts.openSession(backend, start, bytes)
    try {
      const scorer = createScorer({ spec: files.spec, encode, session })
      // What is laid out at the first run is laid out here, and a model that cannot score is found out.
      for (const text of WARM_UP) await scorer.score(text)
      return { backend, scorer, lost: session.lost }
    } catch (error) {
      await session.release().catch(() => undefined)
      throw error
    }
  }
}

const WARM_UP = ['', 'a '.repeat(600)]

const choiceKey = ({ version }: ModelFiles): string => `backend ${version}`
