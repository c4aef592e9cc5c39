import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Bytes } from '../../../../widget/sentiment/bytes.ts'
import { NotFetched } from '../../../../widget/sentiment/download.ts'
import { openModelFiles } from '../../../../widget/sentiment/model-files.ts'
import type { KnownFolder } from '../../../../widget/sentiment/model-store.ts'
import { sha256Of } from '../../../../widget/sentiment/verified-files.ts'

const FOLDER = 'https://models.example/tiny/'
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const listed = (path: string, text: string) => ({ path, sha256: hashOf(text), bytes: text.length })
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text)

const CONFIG = JSON.stringify({ id2label: { 0: 'negative', 1: 'neutral', 2: 'positive' } })
const PLAIN = {
  'config.json': CONFIG,
  'tokenizer.json': '{}',
  'onnx/model_int8.onnx': 'small',
  'onnx/model.onnx': 'large',
}
const manifestOf = (files: Readonly<Record<string, string>>) =>
  JSON.stringify({
    formatVersion: 1,
    name: 'tiny',
    version: '1',
    languages: ['en'],
    maxLength: 32,
    files: Object.entries(files).map(([path, text]) => listed(path, text)),
    models: { wasm: 'onnx/model_int8.onnx', webgpu: 'onnx/model.onnx' },
  })

/** A folder that can change, and a browser that remembers it. */
const stage = (files: Record<string, string>) => {
  const asked: string[] = []
  const kept = new Map<string, Bytes>()
  let known: KnownFolder | undefined
  let isOffline = false
  const page = new Set<string>()
  const take = (url: string): Bytes => {
    const path = url.replace(FOLDER, '').replace(/\?.*/, '')
    asked.push(path)
    if (isOffline) throw new NotFetched('offline', false)
    const text = page.has(path) ? '<!doctype html>' : files[path]
    if (text === undefined) throw new NotFetched(`${path} is missing`, true)
    return bytesOf(text)
  }
  const open = () =>
    openModelFiles(
      {
        memory: {
          recall: async () => known,
          remember: async (_, folder) => {
            known = folder
          },
          forget: async () => undefined,
        },
        download: async (url) => ({ bytes: take(url), isPage: page.has(url.replace(FOLDER, '')) }),
        verified: async ({ url, sha256 }) => {
          const bytes = kept.get(sha256) ?? take(url)
          kept.set(sha256, bytes)
          return bytes
        },
        keep: (sha256, bytes) => kept.set(sha256, bytes),
        digest: sha256Of,
      },
      FOLDER,
    )
  return {
    open,
    asked,
    page,
    files,
    goOffline: () => {
      isOffline = true
    },
  }
}

describe('a folder with a manifest', () => {
  it('is read by it: graphs for each backend, by content', async () => {
    const { open } = stage({ ...PLAIN, 'manifest.json': manifestOf(PLAIN) })
    const { models, spec, version } = await open()
    expect(models.wasm).toEqual({
      url: `${FOLDER}onnx/model_int8.onnx?sha256=${hashOf('small')}`,
      sha256: hashOf('small'),
      bytes: 5,
    })
    expect(models.webgpu.sha256).toBe(hashOf('large'))
    expect(spec.maxLength).toBe(32)
    expect(version).toBe(hashOf('small'))
  })

  it('is what it was the last time while the network is gone', async () => {
    const { open, goOffline } = stage({ ...PLAIN, 'manifest.json': manifestOf(PLAIN) })
    const first = await open()
    goOffline()
    expect(await open()).toEqual(first)
  })

  it('cannot be opened where the network is gone the first time', async () => {
    const { open, goOffline } = stage({ ...PLAIN, 'manifest.json': manifestOf(PLAIN) })
    goOffline()
    await expect(open()).rejects.toMatchObject({ because: 'not_loaded' })
  })

  it('uses nothing that the manifest does not name', async () => {
    const { 'tokenizer.json': _, ...others } = PLAIN
    const { open } = stage({ ...PLAIN, 'manifest.json': manifestOf(others) })
    await expect(open()).rejects.toThrow('tokenizer.json is not listed in manifest.json')
  })

  it('is refused where the manifest is none', async () => {
    const { open } = stage({ ...PLAIN, 'manifest.json': '{"formatVersion": 2}' })
    await expect(open()).rejects.toThrow(/^manifest\.json: /)
  })
})

describe('a folder without one', () => {
  it('is taken as it is first seen, with the first graph there is, and then only its config is asked for', async () => {
    const { open, asked } = stage({ ...PLAIN })
    const { models } = await open()
    expect(models.wasm.sha256).toBe(hashOf('small'))
    expect(models.wasm.url).toBe(`${FOLDER}onnx/model_int8.onnx`)
    asked.length = 0
    expect((await open()).models).toEqual(models)
    expect(asked).toEqual(['manifest.json', 'config.json'])
  })

  it('is taken anew when its config is another', async () => {
    const { open, files } = stage({ ...PLAIN })
    await open()
    files['config.json'] = CONFIG.replace('neutral', 'NEUTRAL')
    files['onnx/model_int8.onnx'] = 'new weights'
    expect((await open()).models.wasm.sha256).toBe(hashOf('new weights'))
  })

  it('is recognised where the server gives a page for what is not there', async () => {
    const { open, page } = stage({ ...PLAIN })
    for (const path of ['manifest.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx']) page.add(path)
    expect((await open()).models.wasm.sha256).toBe(hashOf('small'))
  })

  it('is refused before its large files are asked for, where its labels mean nothing to us', async () => {
    const { open, asked } = stage({ ...PLAIN, 'config.json': '{"id2label": {"0": "joy", "1": "anger"}}' })
    await expect(open()).rejects.toThrow(/^config\.json: .*"joy"/)
    expect(asked).toEqual(['manifest.json', 'config.json'])
  })

  it('is refused where there is no graph', async () => {
    const { open } = stage({ 'config.json': CONFIG, 'tokenizer.json': '{}' })
    await expect(open()).rejects.toThrow('there is no model in the folder')
  })
})
