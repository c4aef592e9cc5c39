/** The element, its runtime and the models as they were compressed at build, over HTTP. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const RUNTIME = Buffer.from('\0asm and what is in it '.repeat(200))
const MODEL = Buffer.from('weights '.repeat(500))
const SMALL = Buffer.from('export const small = 1\n')
const CHANGED = Buffer.from('export const changed = 2\n'.repeat(100))
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
}

const root = mkdtempSync(join(tmpdir(), 'compressed-'))
let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  for (const name of ['widget', 'models/demo', 'compressed']) mkdirSync(join(root, name), { recursive: true })
  const write = (path: string, content: Buffer): void => writeFileSync(join(root, path), content)
  write('widget/runtime-a1B2c3D4.wasm', RUNTIME)
  write('widget/runtime-a1B2c3D4.mjs', CHANGED)
  write('widget/small.js', SMALL)
  write('widget/.hidden.js', RUNTIME)
  write('models/demo/model.onnx', MODEL)
  for (const content of [RUNTIME, MODEL]) {
    write(`compressed/${sha256(content)}.br`, brotliCompressSync(content))
    write(`compressed/${sha256(content)}.gz`, gzipSync(content))
  }
  // Of what the file was before it changed.
  write(`compressed/${sha256(Buffer.from('before'))}.br`, brotliCompressSync('before'))
  // Compressing made it no smaller.
  for (const extension of ['br', 'gz']) write(`compressed/${sha256(SMALL)}.${extension}`, Buffer.alloc(0))
  cxone = await startCxone()
  const folders = { widget: join(root, 'widget'), models: join(root, 'models'), compressed: join(root, 'compressed') }
  bff = await startBff(cxone, { folders })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
  rmSync(root, { recursive: true })
})

/** As it comes over the wire: nothing is undone. */
const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const call = request(`${bff.url}${path}`, { method, headers }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode = 0, headers: told } = response
        resolve({ status: statusCode, headers: told, bytes: Buffer.concat(pieces) })
      })
    })
    call.on('error', reject)
    call.end()
  })

const WASM = '/widget/runtime-a1B2c3D4.wasm'
const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd' }

describe('a file that was compressed at build', () => {
  it('a file that was compressed is sent as brotli to a browser, as what it is and for as long as it may be kept', async () => {
    const { status, headers, bytes } = await get(WASM, BROWSER)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/wasm',
      'content-length': String(brotliCompressSync(RUNTIME).length),
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(String(headers['vary']).toLowerCase()).toContain('accept-encoding')
    expect(brotliDecompressSync(bytes)).toEqual(RUNTIME)
  })

  it.each([
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1, br;q=0', 'gzip'],
    ['*', 'br'],
    ['BR', 'br'],
  ])('a file that was compressed goes to who takes “%s” as %s', async (accepted, encoding) => {
    const { headers, bytes } = await get(WASM, { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(encoding)
    expect(encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toEqual(RUNTIME)
  })

  it.each([{}, { 'accept-encoding': 'identity' }, { 'accept-encoding': 'zstd, br;q=0, gzip;q=0' }])(
    'a file that was compressed goes as it is to who takes nothing else (%j), and caches know that others may get another',
    async (accepted) => {
      const { headers, bytes } = await get(WASM, { ...accepted })
      expect(headers['content-encoding']).toBeUndefined()
      expect(headers['content-type']).toBe('application/wasm')
      expect(String(headers['vary']).toLowerCase()).toContain('accept-encoding')
      expect(bytes).toEqual(RUNTIME)
    },
  )

  it('a file that was compressed has a tag of its own in each form, and is not sent again to who has that form', async () => {
    const forms = [BROWSER, { 'accept-encoding': 'gzip' }, { 'accept-encoding': 'identity' }]
    const tags = await Promise.all(forms.map(async (accepted) => String((await get(WASM, accepted)).headers['etag'])))
    expect(new Set(tags).size).toBe(forms.length)
    const again = await get(WASM, { ...BROWSER, 'if-none-match': tags[0] ?? '' })
    expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) })
    expect((await get(WASM, { 'accept-encoding': 'gzip', 'if-none-match': tags[0] ?? '' })).status).toBe(200)
  })

  it('a file that was compressed tells who asks for its head alone how it would be sent', async () => {
    const { status, headers, bytes } = await get(WASM, BROWSER, 'HEAD')
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'application/wasm' })
    expect(bytes).toHaveLength(0)
  })
})

describe('a model that was compressed at build', () => {
  it('a model that was compressed is asked for by the hash of what it is, and comes compressed', async () => {
    const { status, headers, bytes } = await get(`/models/demo/model.onnx?sha256=${sha256(MODEL)}`, BROWSER)
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'application/octet-stream' })
    expect(headers['cache-control']).toMatch(/immutable/)
    expect(sha256(brotliDecompressSync(bytes))).toBe(sha256(MODEL))
    const form = sha256(brotliCompressSync(MODEL))
    expect((await get(`/models/demo/model.onnx?sha256=${form}`, BROWSER)).status).toBe(404)
  })

  it('a model that was compressed is asked for by its name anew each time, and comes compressed', async () => {
    const { headers, bytes } = await get('/models/demo/model.onnx', BROWSER)
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'no-cache' })
    expect(brotliDecompressSync(bytes)).toEqual(MODEL)
  })
})

describe('a file without a compressed form', () => {
  it.each([
    ['it changed after the build', '/widget/runtime-a1B2c3D4.mjs', CHANGED],
    ['compressing made it no smaller', '/widget/small.js', SMALL],
  ])('a file is sent as it is where %s', async (_why, path, content) => {
    const { status, headers, bytes } = await get(path, BROWSER)
    expect(status).toBe(200)
    expect(headers['content-encoding']).toBeUndefined()
    expect(bytes).toEqual(content)
  })

  it('a file that is not to be had is not to be had compressed', async () => {
    expect((await get('/widget/.hidden.js', BROWSER)).status).toBe(404)
    expect((await get(`/compressed/${sha256(RUNTIME)}.br`, BROWSER)).status).toBe(404)
    expect((await get(`/widget/../compressed/${sha256(RUNTIME)}.br`, BROWSER)).status).toBe(404)
  })

  it('a file that is posted to is no file', async () => {
    expect((await get(WASM, BROWSER, 'POST')).status).toBe(404)
  })
})
