import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../simulator/cxone/tutorial/server.ts'
import { Journal } from '../../simulator/http/journal.ts'
import { bearer, call, cxoneForm, cxoneToken, form, json } from './calls.ts'

let cxone: CxoneStandIn
let token: string

beforeEach(async () => {
  cxone = await startCxone({ controlRoutes: true })
  token = await cxoneToken(cxone)
  cxone.seedConversation({ id: 'conv_1' })
})
afterEach(() => cxone.close())

const ROUTING = '/api/v2/conversations/conv_1/routing'
const route = (signal?: AbortSignal) =>
  call(cxone.url + ROUTING, {
    ...json('PATCH', { skillGroups: [{ name: 'Sales Team' }], routingMethod: 'longestAvailable' }, token),
    ...(signal !== undefined && { signal }),
  })
const state = () => cxone.conversation('conv_1')?.state
const last = () => cxone.journal.entries().at(-1)

describe('faults', () => {
  it('faults answer with any status, header and body, as often as wanted', async () => {
    cxone.faults.add({
      path: ROUTING,
      times: 2,
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '7' },
      body: { a: 1 },
    })
    for (const _time of [1, 2]) {
      const { status, headers, body } = await route()
      expect([status, headers.get('retry-after'), body]).toEqual([429, '7', { a: 1 }])
    }
    expect(last()).toMatchObject({ outcome: 'fault', reason: 'status', status: 429 })
    expect(state()).toBe('bot')
    expect((await route()).status).toBe(200)
  })

  it('faults meet only the method and path they are for', async () => {
    cxone.faults.add({ method: 'patch', path: /\/routing$/, kind: 'status', status: 503 })
    cxone.faults.add({ method: 'POST', path: ROUTING, kind: 'status', status: 500 })
    expect((await call(`${cxone.url}/api/v2/conversations/conv_1`, bearer(token))).status).toBe(200)
    expect((await route()).status).toBe(503)
  })

  it('faults can be taken back, one or all', async () => {
    const undo = cxone.faults.add({ kind: 'status', status: 503 })
    undo()
    expect((await call(`${cxone.url}/api/v2/conversations/conv_1`, bearer(token))).status).toBe(200)
    cxone.faults.add({ kind: 'status', status: 503 })
    cxone.faults.clear()
    expect((await call(`${cxone.url}/api/v2/conversations/conv_1`, bearer(token))).status).toBe(200)
  })

  it('faults delay the answer', async () => {
    cxone.faults.add({ kind: 'delay', ms: 120 })
    const before = performance.now()
    expect((await route()).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThan(110)
  })

  it('faults hang without applying anything, and the call stays on record', async () => {
    cxone.faults.add({ kind: 'hang' })
    await expect(route(AbortSignal.timeout(150))).rejects.toThrow(/timeout/)
    expect(last()).toMatchObject({ outcome: 'fault', reason: 'hang', status: undefined })
    expect(state()).toBe('bot')
  })

  it('faults do not keep a hanging call from being closed', async () => {
    cxone.faults.add({ kind: 'hang' })
    const hanging = route()
    hanging.catch(() => undefined)
    await expect.poll(() => last()?.reason).toBe('hang')
    await cxone.close()
    await expect(hanging).rejects.toThrow()
  })

  it('faults cut the connection before anything is applied', async () => {
    cxone.faults.add({ kind: 'drop', times: 1 })
    await expect(route()).rejects.toThrow()
    expect(state()).toBe('bot')
  })

  it('faults cut the connection after it was applied', async () => {
    cxone.faults.add({ kind: 'drop-after-apply', times: 1 })
    await expect(route()).rejects.toThrow()
    expect(state()).toBe('queued')
    expect(last()).toMatchObject({ outcome: 'applied', reason: 'drop-after-apply', status: undefined })
    expect((await route()).status).toBe(409)
  })

  it('faults answer 200 with a page of HTML, or with half of the JSON', async () => {
    cxone.faults.add({ kind: 'bad-body', times: 1 })
    const html = await route()
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(html.body).toContain('<html>')
    expect(state()).toBe('bot')
    cxone.faults.add({ kind: 'bad-body', body: 'truncated-json', times: 1 })
    const half = await route()
    expect([half.status, half.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    expect(half.body).toMatch(/^\{"id":/)
    expect(state()).toBe('queued')
  })

  it('faults let the body trickle', async () => {
    cxone.faults.add({ kind: 'slow-body', ms: 150, times: 1 })
    const before = performance.now()
    expect((await route()).body).toMatchObject({ state: 'queued' })
    expect(performance.now() - before).toBeGreaterThan(120)
  })

  it('faults that make no sense are refused when they are armed', () => {
    expect(() => cxone.faults.add({ kind: 'status', status: 42 })).toThrow()
  })
})

describe('the control routes', () => {
  const control = (method: string, what: string, body?: unknown) =>
    call(`${cxone.url}/__simulator/${what}`, body === undefined ? { method } : json(method, body))

  it('the control routes arm and clear faults', async () => {
    const fault = { method: 'PATCH', pathPattern: 'routing$', times: 1, kind: 'status', status: 503 }
    expect((await control('POST', 'faults', fault)).status).toBe(201)
    expect((await route()).status).toBe(503)
    await control('POST', 'faults', { path: ROUTING, kind: 'drop' })
    expect((await control('DELETE', 'faults')).status).toBe(204)
    expect((await route()).status).toBe(200)
  })

  it.each([
    { kind: 'sabotage' },
    { kind: 'status' },
    { kind: 'drop', often: true },
    { kind: 'drop', pathPattern: '(' },
    'drop',
  ])('the control routes refuse %j', async (fault) => {
    expect((await control('POST', 'faults', fault)).status).toBe(400)
    expect((await route()).status).toBe(200)
  })

  it('the control routes refuse what a web page could post without a preflight', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"kind":"drop"}' }
    expect((await call(`${cxone.url}/__simulator/faults`, init)).status).toBe(400)
  })

  it('the control routes show and clear the journal, and do not appear in it', async () => {
    await route()
    const { body } = await control('GET', 'journal')
    expect(body).toMatchObject({
      entries: [{ path: '/oauth/token' }, { path: ROUTING, outcome: 'applied', status: 200 }],
    })
    await control('DELETE', 'journal')
    expect(cxone.journal.entries()).toEqual([])
  })

  it('the control routes are there only when asked for', async () => {
    const plain = await startCxone()
    expect((await call(`${plain.url}/__simulator/journal`)).status).toBe(404)
    await plain.close()
  })
})

describe('the journal', () => {
  it('the journal holds no secret', async () => {
    await call(
      `${cxone.url}/oauth/token?client_secret=in-the-query`,
      form({ ...cxoneForm(cxone), client_secret: 'in-the-form' }),
    )
    await call(cxone.url + ROUTING, json('PATCH', { nested: [{ api_key: 'in-the-json', kept: 1 }] }, token))
    const written = JSON.stringify(cxone.journal.entries())
    for (const secret of [cxone.clientSecret, token, 'in-the-query', 'in-the-form', 'in-the-json']) {
      expect(written).not.toContain(secret)
    }
    expect(last()).toMatchObject({ authorization: 'Bearer ***', body: { nested: [{ api_key: '***', kept: 1 }] } })
  })

  it('the journal keeps the newest calls only, and finds those to one path', () => {
    const journal = new Journal(3)
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      journal.begin({ method: 'GET', path: `/${n}`, query: '', authorization: undefined, body: undefined })
    }
    expect(journal.entries().map(({ path }) => path)).toEqual(['/5', '/6', '/7'])
    expect(journal.entries('/6')).toHaveLength(1)
    expect(journal.entries(/[67]/)).toHaveLength(2)
  })

  it('the journal knows a call from its arrival and takes the first word on it', () => {
    const journal = new Journal()
    const settle = journal.begin({ method: 'GET', path: '/', query: '', authorization: undefined, body: undefined })
    expect(journal.entries()[0]?.outcome).toBe('pending')
    settle({ outcome: 'applied', status: 200 })
    settle({ outcome: 'rejected', status: 500 })
    expect(journal.entries()[0]).toMatchObject({ outcome: 'applied', status: 200 })
  })
})
