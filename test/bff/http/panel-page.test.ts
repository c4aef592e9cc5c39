/** The hosted panel's page as it goes out: who may show it, what it may run, and that nothing of it depends on where it is served. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const PAGE = readFileSync(fileURLToPath(new URL('../../../widget/hosted/panel.html', import.meta.url)), 'utf8')
const DESK = 'https://desk.example'
const OTHER = 'https://agent.vendor.example:8443'

const root = mkdtempSync(join(tmpdir(), 'panel-page-'))
const folders = { widget: join(root, 'widget'), models: root }
let cxone: CxoneStandIn
let bff: RunningBff | undefined
beforeAll(async () => {
  mkdirSync(folders.widget)
  writeFileSync(join(folders.widget, 'panel.html'), PAGE)
  cxone = await startCxone()
})
afterEach(async () => {
  await bff?.stop()
  bff = undefined
})
afterAll(async () => {
  await cxone.close()
  rmSync(root, { recursive: true })
})

const open = async (panelAncestors: readonly string[] = [], panelFolders = folders): Promise<RunningBff> => {
  bff = await startBff(cxone, { panelAncestors, folders: panelFolders })
  return bff
}
const get = async (path: string, accept = 'text/html,*/*;q=0.8') => send(bff?.url ?? '', path, { headers: { accept } })
const policyOf = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): ReadonlyMap<string, string> =>
  new Map(
    String(headers['content-security-policy'])
      .split(';')
      .map((each) => each.trim())
      .map((directive) => [directive.split(' ', 1)[0] ?? '', directive.slice(directive.indexOf(' ') + 1)]),
  )

describe('the hosted panel’s page', () => {
  it.each(['generic', 'cxone', 'cognigy', 'chatwoot'])('the hosted panel’s page is there for %s', async (desktop) => {
    await open()
    const { status, headers, text } = await get(`/panel?desktop=${desktop}`)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['cache-control']).toBe('no-cache')
    expect(text).toContain('<title>')
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('<cx-assist>')
  })

  it('the hosted panel’s page may be shown by the ancestors alone, in one header that no other gainsays', async () => {
    await open([DESK, OTHER])
    const { headers } = await get('/panel?desktop=generic')
    expect(policyOf(headers).get('frame-ancestors')).toBe(`${DESK} ${OTHER}`)
    expect(headers['x-frame-options']).toBeUndefined()
  })

  it('the hosted panel’s page may be shown by its own origin where no ancestor is named', async () => {
    await open()
    const { headers, text } = await get('/panel?desktop=generic')
    expect(policyOf(headers).get('frame-ancestors')).toBe("'self'")
    expect(headers['x-frame-options']).toBeUndefined()
    expect(text).toContain(`name="cx-assist-ancestors" content="'self'"`)
  })

  it('the hosted panel’s page runs scripts of its own origin alone, and has none within', async () => {
    await open()
    const { headers, text } = await get('/panel?desktop=generic')
    const policy = policyOf(headers)
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('script-src')).toBe("'self' 'wasm-unsafe-eval'")
    expect(policy.get('base-uri')).toBe("'none'")
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/)
    expect([...text.matchAll(/<script\b[^>]*>([^<]*)/g)].map(([, within]) => within)).toEqual([''])
    expect(text).not.toMatch(/\son\w+=|<style|style=/)
  })

  it('the hosted panel’s page names nothing by a whole address or from the root, so that it works below any path', async () => {
    await open([DESK])
    const { text } = await get('/panel?desktop=generic')
    const named = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)
    expect(named).toEqual(['data:,', 'widget/panel.js'])
  })

  it('the hosted panel’s page says whom it may talk to, and which version it is of', async () => {
    await open([DESK, OTHER])
    const { text } = await get('/panel?desktop=cxone')
    expect(text).toContain(`name="cx-assist-ancestors" content="${DESK} ${OTHER}"`)
    expect(text).toContain('name="cx-assist-version" content="0.0.0-test"')
  })

  it('no other answer of the service may be shown in a frame', async () => {
    await open([DESK])
    for (const path of ['/healthz', '/widget/panel.html', '/nothing']) {
      const { headers } = await get(path)
      expect(policyOf(headers).get('frame-ancestors')).toBe("'none'")
    }
  })

  it.each([
    '/panel',
    '/panel?desktop=',
    '/panel?desktop=genesys',
    '/panel?desktop=generic&desktop=cxone',
    '/panel?desktop=toString',
  ])('a desktop that is not known is a 400 that names those that are: %s', async (path) => {
    await open([DESK])
    const { status, text, body } = await get(path, 'application/json')
    expect(status).toBe(400)
    expect(body).toMatchObject({ status: 400, errors: [{ path: 'desktop' }] })
    for (const name of ['generic', 'cxone', 'cognigy', 'chatwoot']) expect(text).toContain(name)
    expect(text).not.toContain('genesys')
    const page = await get(path)
    expect(page.status).toBe(400)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(policyOf(page.headers).get('frame-ancestors')).toBe(DESK)
  })

  it('the hosted panel’s page is a 503 in words where it has not been built', async () => {
    await open([], { widget: root, models: root })
    const { status, body } = await get('/panel?desktop=generic')
    expect(status).toBe(503)
    expect(body).toMatchObject({ detail: 'the panel’s page has not been built' })
  })
})

describe('the socket of the hosted panel', () => {
  const upgrade = (origin: string, host: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = createConnection(bff?.port ?? 0, '127.0.0.1')
      socket.on('error', reject)
      socket.once('data', (piece) => {
        socket.destroy()
        resolve(piece.toString().split('\r\n', 1)[0] ?? '')
      })
      const lines = ['upgrade: websocket', 'connection: upgrade', 'sec-websocket-version: 13', `origin: ${origin}`]
      const key = `sec-websocket-key: ${Buffer.alloc(16).toString('base64')}`
      socket.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: ${host}\r\n${lines.join('\r\n')}\r\n${key}\r\n\r\n`,
      )
    })

  it('the socket of the hosted panel opens for the service’s own page, and for no other that is not allowed', async () => {
    await open()
    expect(await upgrade('https://assist.example', 'assist.example')).toMatch(/ 101 /)
    expect(await upgrade('http://assist.example:8080', 'assist.example:8080')).toMatch(/ 101 /)
    for (const origin of [
      'https://evil.example',
      'https://assist.example.evil.example',
      'null',
      'https://assist.example:8443',
    ])
      expect(await upgrade(origin, 'assist.example')).not.toMatch(/ 101 /)
  })
})
