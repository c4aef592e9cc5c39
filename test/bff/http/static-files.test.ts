/** The element and the model files, for pages of other origins. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const MODULE = 'export const element = 1\n'
const MODEL = 'weights'
const SHA256 = createHash('sha256').update(MODEL).digest('hex')

const root = mkdtempSync(join(tmpdir(), 'static-'))
let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  for (const name of ['widget', 'models/demo', 'private']) mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(root, 'widget/cx-assist.js'), MODULE)
  writeFileSync(join(root, 'widget/worker-a1B2c3D4.js'), MODULE)
  writeFileSync(join(root, 'widget/.secret'), 'dot')
  writeFileSync(join(root, 'models/demo/model.onnx'), MODEL)
  writeFileSync(join(root, 'private/key.txt'), 'private')
  symlinkSync(join(root, 'private/key.txt'), join(root, 'models/way-out.txt'))
  cxone = await startCxone()
  bff = await startBff(cxone, { folders: { widget: join(root, 'widget'), models: join(root, 'models') } })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
  rmSync(root, { recursive: true })
})

const get = (path: string) => send(bff.url, path)

describe('the element', () => {
  it('the element is one module, asked for anew each time', async () => {
    const reply = await get('/widget/cx-assist.js')
    expect(reply).toMatchObject({ status: 200, text: MODULE })
    expect(reply.headers['content-type']).toMatch(/^text\/javascript/)
    expect(reply.headers['cache-control']).toBe('no-cache')
    expect(reply.headers['x-content-type-options']).toBe('nosniff')
    expect(reply.headers['cross-origin-resource-policy']).toBe('cross-origin')
  })

  it('the element has parts with a hash in their name, kept for ever', async () => {
    expect((await get('/widget/worker-a1B2c3D4.js')).headers['cache-control']).toContain('immutable')
  })
})

describe('a worker’s script', () => {
  it('a script that runs as a worker brings a policy under which WebAssembly runs and models can be fetched, also for pages that isolate themselves', async () => {
    const { headers } = await get('/widget/worker-a1B2c3D4.js')
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(headers['content-security-policy']).toContain('connect-src *')
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp')
  })
})

describe('a model file', () => {
  it('a model file asked for by its content is kept for ever', async () => {
    const reply = await get(`/models/demo/model.onnx?sha256=${SHA256}`)
    expect(reply).toMatchObject({ status: 200, text: MODEL })
    expect(reply.headers['cache-control']).toMatch(/immutable/)
    expect((await get(`/models/demo/model.onnx?sha256=${SHA256.toUpperCase()}`)).status).toBe(200)
  })

  it('a model file asked for by other content is a 404, not the wrong file', async () => {
    for (const hash of ['0'.repeat(64), '', 'x', `${SHA256}&sha256=${SHA256}`]) {
      const reply = await get(`/models/demo/model.onnx?sha256=${hash}`)
      expect(reply.status).toBe(404)
      expect(reply.text).not.toContain(MODEL)
    }
  })

  it('a model file asked for by its name is asked for anew each time', async () => {
    const reply = await get('/models/demo/model.onnx')
    expect(reply).toMatchObject({ status: 200, text: MODEL })
    expect(reply.headers['cache-control']).toBe('no-cache')
  })
})

describe('what lies outside', () => {
  const hash = createHash('sha256').update('private').digest('hex')
  it.each([
    '/models/../private/key.txt',
    '/models/..%2fprivate%2fkey.txt',
    '/models/%2e%2e/private/key.txt',
    `/models/..%2fprivate%2fkey.txt?sha256=${hash}`,
    `/models/way-out.txt?sha256=${hash}`,
    '/widget/.secret',
    '/widget/',
    '/models/demo',
    `/models/demo?sha256=${hash}`,
    `/models/%00?sha256=${hash}`,
    `/models/%zz?sha256=${hash}`,
    '/widget/nothing.js',
  ])('what lies outside is not to be had: %s', async (path) => {
    const reply = await get(path)
    expect([400, 403, 404]).toContain(reply.status)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(reply.text).not.toMatch(/^(private|dot)$/)
  })
})
