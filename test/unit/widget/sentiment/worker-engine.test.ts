import { describe, expect, it } from 'vitest'
import { readModelSpec } from '../../../../shared/model/model-spec.ts'
import { LARGE_MODEL_BYTES } from '../../../../widget/sentiment/backend-choice.ts'
import { LoadFailed } from '../../../../widget/sentiment/load-failed.ts'
import type { BackendWish, FromWorker } from '../../../../widget/sentiment/messages.ts'
import type { BackendSession } from '../../../../widget/sentiment/runtime.ts'
import type { Backend } from '../../../../widget/sentiment/sentiment.ts'
import type { FileByContent } from '../../../../widget/sentiment/verified-files.ts'
import { WorkerEngine, type WorkerEngineParts } from '../../../../widget/sentiment/worker-engine.ts'

const MODEL_URL = 'https://models.example/full/'
const file = (name: string, bytes: number): FileByContent => ({ url: `${MODEL_URL}${name}`, sha256: name, bytes })
const build = (backend: Backend) => ({ wasm: file(`${backend}.wasm`, 100), moduleUrl: `${backend}.mjs` })

interface Staged {
  /** Milliseconds that one run takes. */
  readonly speed?: Partial<Record<Backend, number>>
  readonly bytes?: number
  readonly parts?: Partial<WorkerEngineParts>
  readonly fails?: readonly Backend[]
}

const stage = ({ speed = {}, bytes = LARGE_MODEL_BYTES, parts = {}, fails = [] }: Staged = {}) => {
  const told: FromWorker[] = []
  const opened: Backend[] = []
  const released: Backend[] = []
  const kept = new Map<string, unknown>()
  const forgotten: string[] = []
  let clock = 0
  let loseDevice = (): void => undefined
  let failing = false
  const openSession = async (backend: Backend): Promise<BackendSession> => {
    opened.push(backend)
    if (fails.includes(backend)) throw new Error('no device')
    const lost = new Promise<void>((resolve) => {
      if (backend === 'webgpu') loseDevice = resolve
    })
    return {
      inputNames: ['input_ids', 'attention_mask'],
      outputNames: ['logits'],
      lost,
      run: async () => {
        if (failing && backend === 'webgpu') throw new Error('the device is gone')
        clock += speed[backend] ?? 10
        return { logits: [0, 0, backend === 'wasm' ? 1 : 2] }
      },
      release: async () => {
        released.push(backend)
      },
    }
  }
  const engine = new WorkerEngine({
    tell: (message) => told.push(message),
    allowsWasm: () => true,
    openFiles: async () => ({
      spec: readModelSpec({ config: { id2label: { 0: 'negative', 1: 'neutral', 2: 'positive' } } }),
      tokenizer: {},
      tokenizerConfig: {},
      models: { wasm: file('small.onnx', bytes), webgpu: file('large.onnx', bytes) },
      version: 'v1',
      hashes: ['small.onnx', 'large.onnx'],
    }),
    verified: async ({ bytes: size }, onBytes) => {
      onBytes?.(size)
      return new Uint8Array(1)
    },
    store: {
      get: async (key) => kept.get(key),
      set: async (key, value) => {
        kept.set(key, value)
        return true
      },
      hold: async () => undefined,
      folders: {
        recall: async () => undefined,
        remember: async () => undefined,
        forget: async (url) => {
          forgotten.push(url)
        },
      },
    },
    runtimeFiles: { wasm: build('wasm'), webgpu: build('webgpu') },
    createEncode: () => () => [1, 2, 3],
    openSession,
    hasGpuAdapter: async () => true,
    threads: () => 1,
    browser: 'Chromium 156',
    now: () => 1_000_000,
    monotonic: () => clock,
    ...parts,
  })
  return {
    engine,
    told,
    opened,
    released,
    kept,
    forgotten,
    open: (wish: BackendWish = 'auto') => engine.open(MODEL_URL, wish),
    loseDevice: () => loseDevice(),
    failFromNow: () => {
      failing = true
    },
    last: () => told.at(-1),
  }
}

describe('choosing a backend', () => {
  it('choosing a backend measures both for a large model, takes the faster one, frees the other and remembers', async () => {
    const { open, last, opened, released, kept } = stage({ speed: { wasm: 50, webgpu: 10 } })
    await open()
    expect(last()).toEqual({ kind: 'ready', backend: 'webgpu' })
    expect(opened).toEqual(['wasm', 'webgpu'])
    expect(released).toEqual(['wasm'])
    expect(kept.get('backend v1')).toEqual({ backend: 'webgpu', browser: 'Chromium 156' })
  })

  it('choosing a backend takes what is remembered without measuring', async () => {
    const { open, opened, kept } = stage()
    kept.set('backend v1', { backend: 'webgpu', browser: 'Chromium 156' })
    await open()
    expect(opened).toEqual(['webgpu'])
  })

  it('choosing a backend does not even open WebGPU for a small model', async () => {
    const { open, opened } = stage({ bytes: 1_000_000, speed: { wasm: 50, webgpu: 1 } })
    await open()
    expect(opened).toEqual(['wasm'])
  })

  it('choosing a backend stays with WebAssembly, and remembers it, where WebGPU does not start', async () => {
    const { open, last, kept } = stage({ fails: ['webgpu'] })
    await open()
    expect(last()).toEqual({ kind: 'ready', backend: 'wasm' })
    expect(kept.get('backend v1')).toMatchObject({ backend: 'wasm', failedAt: 1_000_000 })
  })

  it('choosing a backend falls back where WebGPU was demanded and does not start', async () => {
    const { open, last } = stage({ fails: ['webgpu'] })
    await open('webgpu')
    expect(last()).toEqual({ kind: 'ready', backend: 'wasm' })
  })
})

describe('a GPU that is gone', () => {
  it('a GPU that is gone is replaced before somebody asks, and remembered', async () => {
    const { open, loseDevice, told, kept, engine } = stage()
    await open('webgpu')
    loseDevice()
    await expect.poll(() => told.at(-1)).toEqual({ kind: 'ready', backend: 'wasm' })
    await engine.score(7, 'hello')
    expect(told.at(-1)).toMatchObject({ kind: 'scored', id: 7, backend: 'wasm' })
    expect(kept.get('backend v1')).toMatchObject({ backend: 'wasm', failedAt: 1_000_000 })
  })

  it('a GPU that is gone costs nobody a score: runs that fail on it are done again on WebAssembly, with one change for all', async () => {
    const { open, failFromNow, told, opened, engine } = stage()
    await open('webgpu')
    failFromNow()
    await Promise.all([engine.score(1, 'hello'), engine.score(2, 'again')])
    const scored = told.flatMap((each) => (each.kind === 'scored' ? [`${each.id} ${each.backend}`] : []))
    expect(scored).toEqual(['1 wasm', '2 wasm'])
    expect(opened).toEqual(['webgpu', 'wasm'])
  })
})

describe('loading', () => {
  it('loading is told in steps that never go back and end at 1', async () => {
    const { open, told } = stage({ fails: ['webgpu'] })
    await open('webgpu')
    const steps = told.flatMap((each) => (each.kind === 'loading' ? [each.progress] : []))
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(steps.at(-1)).toBe(1)
  })

  it('loading stops before anything is fetched where WebAssembly is forbidden', async () => {
    const { open, last, opened } = stage({ parts: { allowsWasm: () => false } })
    await open()
    expect(last()).toMatchObject({ kind: 'refused', because: 'no_wasm' })
    expect(opened).toEqual([])
  })

  it('loading forgets what it knew of a folder whose content is another', async () => {
    const verified = async (): Promise<never> => {
      throw new LoadFailed('not_loaded', 'model.onnx is not what it was')
    }
    const { open, last, forgotten } = stage({ parts: { verified } })
    await open()
    expect(last()).toEqual({ kind: 'refused', because: 'not_loaded', problem: 'model.onnx is not what it was' })
    expect(forgotten).toEqual([MODEL_URL])
  })

  it('loading says nothing of the text when a library does', async () => {
    const { open, last, engine } = stage({
      bytes: 1,
      parts: {
        createEncode: () => (text) => {
          if (text.includes('4711')) throw new Error(`cannot encode "${text}"`)
          return [1]
        },
      },
    })
    await open()
    await engine.score(3, 'my card is 4711')
    expect(last()).toEqual({ kind: 'failed', id: 3, error: { name: 'Error', message: 'a fault of the runtime' } })
  })
})
