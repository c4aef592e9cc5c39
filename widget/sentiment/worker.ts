/** The root of the worker: everything real is put together here. */

import { runtimeFiles } from 'virtual:runtime-files'
import { createStore, delMany, get, keys, set } from 'idb-keyval'
import { LARGE_MODEL_BYTES } from './backend-choice.ts'
import { download, type Get } from './download.ts'
import { type FromWorker, toWorker } from './messages.ts'
import { openModelFiles } from './model-files.ts'
import { ModelStore } from './model-store.ts'
import { createEncode, hasGpuAdapter, openSession } from './runtime.ts'
import { sha256Of, VerifiedFiles } from './verified-files.ts'
import { WorkerEngine } from './worker-engine.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const getOverHttp: Get = (url, init) => fetch(url, init)

const database = createStore('cx-assist-models', 'files')
const store = new ModelStore({
  values: {
    get: (key) => get(key, database),
    set: (key, value) => set(key, value, database),
    remove: (gone) => delMany([...gone], database),
    keys: () => keys(database),
  },
  now: () => Date.now(),
  pause,
})
const network = { get: getOverHttp, pause }
const files = new VerifiedFiles({
  cache: store.files,
  download: (url, { isAgain, onBytes }) => download(network, url, { cache: isAgain ? 'reload' : 'default', onBytes }),
  digest: sha256Of,
})

/** The smallest module there is: a policy that forbids WebAssembly forbids this too. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)
const allowsWasm = (): boolean => {
  try {
    return new WebAssembly.Module(EMPTY_MODULE) instanceof WebAssembly.Module
  } catch {
    return false
  }
}

/** Threads wait by spinning: on few cores they take from the page what they give to the model. */
const FEWEST_CORES = 4
const MOST_THREADS = 4
/** A worker that began as a blob is of the page's origin, and the runtime's module is not: it starts no threads. */
const isFromBlob = self.location.protocol === 'blob:'
const threads = (bytes: number): number => {
  const cores = navigator.hardwareConcurrency
  const isAllowed = self.crossOriginIsolated && !isFromBlob && cores >= FEWEST_CORES && bytes >= LARGE_MODEL_BYTES
  return isAllowed ? Math.min(MOST_THREADS, Math.floor(cores / 2)) : 1
}

const tell = (message: FromWorker): void => self.postMessage(message)

const engine = new WorkerEngine({
  tell,
  allowsWasm,
  openFiles: (modelUrl) =>
    openModelFiles(
      {
        memory: store.folders,
        download: (url, options) => download(network, url, options),
        verified: (file) => files.get(file),
        keep: (sha256, bytes) => files.keep(sha256, bytes),
        digest: sha256Of,
      },
      modelUrl,
    ),
  verified: (file, onBytes) => files.get(file, onBytes),
  store,
  runtimeFiles,
  createEncode,
  openSession,
  hasGpuAdapter,
  threads,
  browser: navigator.userAgent,
  now: () => Date.now(),
  monotonic: () => performance.now(),
})

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const read = toWorker.safeParse(data)
  if (!read.success) return
  if (read.data.kind === 'open') void engine.open(read.data.modelUrl, read.data.backend)
  else void engine.score(read.data.id, read.data.text, read.data.before)
})
tell({ kind: 'started' })
