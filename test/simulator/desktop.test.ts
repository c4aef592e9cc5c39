import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHands } from '../../simulator/desktop/hands.ts'
import { createInbox, type Inbox } from '../../simulator/desktop/inbox.ts'
import { type DesktopOptions, startDesktop } from '../../simulator/desktop/server.ts'
import {
  ATTENTION_MS,
  type DesktopEventName,
  desktopEvents,
  desktopSession,
  PLAYED_DESKTOPS,
} from '../../simulator/desktop/wire.ts'
import type { Listening } from '../../simulator/http/listen.ts'
import type { LiveFacts, SaidLine } from '../../simulator/replay/events.ts'
import { call, json } from './calls.ts'
import { type FakeBff, INTEGRATOR_KEY, startFakeBff } from './fake-bff.ts'

const facts = (id: string, change: Partial<LiveFacts> = {}): LiveFacts => ({
  conversationId: id,
  interactionId: `int_${id}`,
  sessionId: `sess_${id}`,
  customerName: 'Ana',
  channel: 'webchat',
  startedAt: '2026-01-31T09:30:00.000Z',
  status: 'bot',
  skill: undefined,
  agentId: undefined,
  escalation: undefined,
  ...change,
})
const line = (id: string, text: string): SaidLine => ({ id, speaker: 'customer', text, at: '2026-01-31T09:30:01.000Z' })

let folder: string
let bff: FakeBff
let desk: Inbox
let desktop: Listening
let written: string[]
let attended: unknown[]
let ended: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desktop-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>desk</title>')
  await writeFile(join(folder, 'assets', 'index-AbCd1234.js'), 'export {}')
  bff = await startFakeBff()
  desk = createInbox({ keepEnded: 2 })
  written = []
  attended = []
  ended = []
  desktop = await startDesktop(options())
})
const options = (): DesktopOptions => ({
  desk,
  agent: { id: 'agent-7', name: 'Robin' },
  supervisor: { id: 'supervisor-2', name: 'Maria' },
  bffUrl: bff.url,
  integratorKey: INTEGRATOR_KEY,
  pageFolder: folder,
  widgetFolder: folder,
  attended: (attention) => void attended.push(attention),
  agentSays: (id, text) => {
    if (desk.find(id)?.status !== 'active') return undefined
    written.push(`${id}: ${text}`)
    return { ...line('u9', text), speaker: 'agent' }
  },
  agentEnds: (id) => desk.find(id)?.status === 'active' && ended.push(id) > 0,
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await desktop.close()
  await bff.close()
  await rm(folder, { recursive: true })
})

describe('the pages', () => {
  it('the pages are found without their file’s name, and nothing goes wrong after they are sent', async () => {
    vi.stubEnv('NODE_ENV', 'development')
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const other = await startDesktop(options())
    for (const [address, file] of [
      ['/board', 'simulator/desktop/board.html'],
      ['/validate', 'simulator/desktop/validate.html'],
      ['/playground', 'widget/playground/playground.html'],
    ] as const) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), `<!doctype html><title>${address}</title>`)
      const answer = await fetch(`${other.url}${address}`)
      expect([answer.status, await answer.text()]).toEqual([200, `<!doctype html><title>${address}</title>`])
    }
    expect((await fetch(`${other.url}/neither`)).status).toBe(404)
    expect(complaints).not.toHaveBeenCalled()
    await other.close()
  })
})

describe('the session', () => {
  it('the session holds what the widget needs, with a token from the BFF', async () => {
    const { status, body, headers } = await call(`${desktop.url}/desktop/session`)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(desktopSession.parse(body)).toEqual({
      agentId: 'agent-7',
      agentName: 'Robin',
      bffUrl: bff.url,
      token: 'token-1',
      expiresAt: '2026-01-31T10:30:00.000Z',
    })
    expect(bff.tokenRequests).toEqual([{ agentId: 'agent-7', ttlSeconds: 3600 }])
  })

  it('the session of the board is the supervisor’s, with a token of that role', async () => {
    const { status, body } = await call(`${desktop.url}/desktop/supervisor`)
    expect(status).toBe(200)
    expect(desktopSession.parse(body)).toMatchObject({ agentId: 'supervisor-2', agentName: 'Maria', token: 'token-1' })
    expect(bff.tokenRequests).toEqual([{ agentId: 'supervisor-2', role: 'supervisor', ttlSeconds: 3600 }])
  })

  it('the session is 503 while the BFF is down or says no, and tells no secret', async () => {
    bff.tokenStatus = 500
    expect((await call(`${desktop.url}/desktop/session`)).status).toBe(503)
    await bff.close()
    const { status, body } = await call(`${desktop.url}/desktop/session`)
    expect(status).toBe(503)
    expect(body).toEqual({ error: expect.stringContaining('not available') })
    expect(JSON.stringify(body)).not.toContain(INTEGRATOR_KEY)
  })

  it('the session is not for a page that reaches us by a name of its own', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const { port } = new URL(desktop.url)
      const sent = request(
        { port, host: '127.0.0.1', path: '/desktop/session', headers: { host: 'evil.example' } },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        },
      )
      sent.on('error', reject)
      sent.end()
    })
    expect(status).toBe(403)
    expect(bff.tokenRequests).toEqual([])
  })
})

describe('messages of the agent', () => {
  const post = (id: string, body: unknown) =>
    call(`${desktop.url}/desktop/conversations/${id}/messages`, json('POST', body))

  it('messages of the agent are taken for a conversation that an agent has', async () => {
    desk.observer.started?.(facts('c1', { status: 'active' }))
    const { status, body } = await post('c1', { text: '  on my way ' })
    expect([status, written]).toEqual([202, ['c1: on my way']])
    expect(body).toEqual({ line: { ...line('u9', 'on my way'), speaker: 'agent' } })
  })

  it.each([
    ['an unknown conversation', 404, 'c9', { text: 'hi' }],
    ['one that the bot has', 409, 'c2', { text: 'hi' }],
    ['a blank text', 422, 'c1', { text: '  ' }],
    ['no text', 422, 'c1', {}],
    ['a field too many', 422, 'c1', { text: 'hi', speaker: 'customer' }],
  ])('messages of the agent are refused for %s with %i', async (_what, status, id, body) => {
    desk.observer.started?.(facts('c1', { status: 'active' }))
    desk.observer.started?.(facts('c2'))
    const answer = await post(id, body)
    expect([answer.status, written]).toEqual([status, []])
    expect(answer.body).toEqual({ error: expect.any(String) })
  })

  it('messages of the agent are refused if they are not JSON', async () => {
    const url = `${desktop.url}/desktop/conversations/c1/messages`
    expect((await call(url, { method: 'POST', body: 'text=hi' })).status).toBe(415)
    const broken = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }
    expect((await call(url, broken)).status).toBe(400)
  })
})

describe('the end of a conversation', () => {
  it('the end of a conversation is the agent’s to say, of those that are theirs', async () => {
    desk.observer.started?.(facts('c1', { status: 'active' }))
    desk.observer.started?.(facts('c2'))
    const end = async (id: string) =>
      (await fetch(`${desktop.url}/desktop/conversations/${id}/end`, { method: 'POST' })).status
    expect([await end('c1'), await end('c2'), await end('c9')]).toEqual([202, 409, 404])
    expect(ended).toEqual(['c1'])
  })
})

describe('the desktops of others', () => {
  const policyOf = async (path: string) => (await fetch(`${desktop.url}${path}`)).headers.get('content-security-policy')

  it('the desktops of others are found by their names alone, and frame the service’s panel', async () => {
    await mkdir(join(folder, 'simulator', 'desktops'), { recursive: true })
    await writeFile(join(folder, 'simulator', 'desktops', 'desktop.html'), '<!doctype html><title>played</title>')
    for (const name of Object.keys(PLAYED_DESKTOPS)) {
      expect(await (await fetch(`${desktop.url}/desktops/${name}`)).text()).toContain('played')
      expect(await policyOf(`/desktops/${name}`)).toContain(`frame-src ${new URL(bff.url).origin} `)
    }
    expect((await fetch(`${desktop.url}/desktops/genesys`)).status).toBe(404)
  })

  it('the desktops of others are framed by this server alone, and the demo desktop by nobody', async () => {
    const { port } = new URL(desktop.url)
    const own = `frame-ancestors http://localhost:${port} http://127.0.0.1:${port}`
    expect(await policyOf('/desktops/cxone')).toContain(own)
    expect(await policyOf('/')).toContain("frame-ancestors 'none'")
    expect(await policyOf('/desktop/session')).toContain("frame-ancestors 'none'")
  })
})

describe('who sits at the desk', () => {
  const put = (body: unknown) => call(`${desktop.url}/desktop/attention`, json('PUT', body))

  it('who sits at the desk is told by the page, in a form that is checked', async () => {
    expect((await put({ conversationId: 'c1', isWriting: true })).status).toBe(204)
    expect((await put({ conversationId: null, isWriting: false })).status).toBe(204)
    expect(attended).toEqual([
      { conversationId: 'c1', isWriting: true },
      { conversationId: null, isWriting: false },
    ])
    for (const wrong of [{}, { conversationId: 'c1' }, { conversationId: 1, isWriting: 'yes' }]) {
      expect((await put(wrong)).status).toBe(422)
    }
    expect(attended).toHaveLength(2)
  })

  it('who sits at the desk is forgotten where no page says it again', () => {
    let now = 0
    const hands = createHands({ now: () => now })
    expect(hands.in('c1')).toBe('away')
    hands.note({ conversationId: 'c1', isWriting: false })
    expect([hands.in('c1'), hands.in('c2')]).toEqual(['reading', 'away'])
    hands.note({ conversationId: 'c1', isWriting: true })
    expect(hands.in('c1')).toBe('writing')
    now = ATTENTION_MS
    expect(hands.in('c1')).toBe('away')
  })
})

describe('events', () => {
  const isName = (name: string): name is DesktopEventName => name in desktopEvents

  /** Reads events until `count` are there, and checks each against its schema. */
  const events = async (count: number, meanwhile: () => void) => {
    const abort = new AbortController()
    const response = await fetch(`${desktop.url}/desktop/events`, { signal: abort.signal })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const found: [string, unknown][] = []
    let text = ''
    let told = false
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? []
        if (name !== undefined && data !== undefined && isName(name))
          found.push([name, desktopEvents[name].parse(JSON.parse(data))])
      }
      if (!told && found.length > 0) {
        told = true
        meanwhile()
      }
      if (found.length >= count) break
    }
    abort.abort()
    return found
  }

  it('events begin with the whole list and its lines, then tell each change', async () => {
    desk.observer.started?.(facts('c1'))
    desk.observer.said?.(facts('c1'), line('u1', 'hello'))
    const found = await events(5, () => {
      desk.observer.changed?.(facts('c1', { status: 'queued', skill: 'Sales Team' }))
      desk.observer.said?.(facts('c1', { status: 'queued', skill: 'Sales Team' }), line('u2', 'anyone?'))
      desk.observer.started?.(facts('c2'))
    })
    expect(found).toMatchObject([
      ['conversations', [{ id: 'c1', status: 'bot', lastLine: 'hello', lines: [{ id: 'u1', text: 'hello' }] }]],
      ['conversation', { id: 'c1', status: 'queued', skill: 'Sales Team', lastLine: 'hello' }],
      ['line', { conversationId: 'c1', line: { id: 'u2', text: 'anyone?' } }],
      ['conversation', { id: 'c1', lastLine: 'anyone?' }],
      ['conversation', { id: 'c2', status: 'bot' }],
    ])
  })

  it('events tell how frustrated a customer is, and nothing of one who is not on the list, was not scored, or wrote once', async () => {
    desk.observer.started?.(facts('c1'))
    const found = await events(3, () => {
      desk.frustration('c9', { level: 'manager', score: 0.9 })
      desk.frustration('c1', { level: 'standard', score: 0, unscored: 'language' })
      const recent = [{ utteranceId: 'u1', frustration: 0.98, score: 0.98, tone: 'negative' as const }]
      desk.frustration('c1', { level: 'manager', score: 0.98, recent })
      desk.frustration('c1', { level: 'supervisor', score: 0.5 })
      desk.observer.changed?.(facts('c1', { status: 'active' }))
    })
    expect(found.slice(1)).toEqual([
      ['conversation', expect.objectContaining({ id: 'c1', frustration: { level: 'supervisor', score: 0.5 } })],
      ['conversation', expect.objectContaining({ status: 'active', frustration: { level: 'supervisor', score: 0.5 } })],
    ])
    expect(desk.list()).toMatchObject([{ id: 'c1', frustration: { level: 'supervisor' } }])
  })

  it('events tell what CXone keeps of a conversation that an agent wrapped up, and nothing of one who is not on the list', async () => {
    desk.observer.started?.(facts('c1'))
    const found = await events(2, () => {
      desk.wrappedUp({ conversationId: 'c9', summary: 'Nobody’s.', disposition: undefined })
      desk.wrappedUp({ conversationId: 'c1', summary: 'Refunded.', disposition: 'Resolved' })
    })
    const wrapUp = { summary: 'Refunded.', disposition: 'Resolved' }
    expect(found[1]).toEqual(['conversation', expect.objectContaining({ id: 'c1', wrapUp })])
    expect(desk.list()).toMatchObject([{ id: 'c1', wrapUp }])
  })

  it('events send the list anew once old conversations were forgotten', async () => {
    const found = await events(10, () => {
      for (const id of ['c1', 'c2', 'c3', 'c4']) {
        desk.observer.started?.(facts(id))
        desk.observer.changed?.(facts(id, { status: 'ended' }))
        desk.observer.ended?.(facts(id, { status: 'ended' }))
      }
    })
    expect(found.at(-1)).toMatchObject(['conversations', [{ id: 'c3' }, { id: 'c4' }]])
    expect(desk.find('c1')).toBeUndefined()
  })
})

describe('the page', () => {
  it('the page is asked for anew, its hashed files are kept for ever', async () => {
    const page = await call(desktop.url)
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    const script = await call(`${desktop.url}/assets/index-AbCd1234.js`)
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await call(`${desktop.url}/nothing`)).status).toBe(404)
  })

  it('the page may run its own scripts and the BFF, and nobody may frame it', async () => {
    const { headers } = await call(desktop.url)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`script-src 'self' ${bff.url} 'wasm-unsafe-eval'`)
    // The panel is from another origin than the page: its worker begins as a blob that imports from there.
    expect(policy).toContain(`worker-src 'self' blob: ${bff.url}`)
    expect(policy).toContain(`connect-src 'self' ${bff.url} ${bff.url.replace('http', 'ws')}`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })
})

it('the simulated desktop tells who forgets old conversations on its behalf', () => {
  const forgotten: string[] = []
  const small = createInbox({
    keepEnded: 1,
    onForgotten: (all) => forgotten.push(...all.map(({ sessionId }) => sessionId)),
  })
  small.observer.changed?.(facts('c1', { status: 'ended' }))
  small.observer.changed?.(facts('c2', { status: 'ended' }))
  small.observer.ended?.(facts('c2', { status: 'ended' }))
  expect(forgotten).toEqual(['sess_c1'])
})
