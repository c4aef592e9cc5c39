/** What every webhook refuses before anybody reads what it says. */
import { createConnection } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { problem } from '../../../shared/wire/problem.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type Reply, type Sending, send, sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING, ROUTING_PATHS, routingBody } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const LARGEST = 256 * 1024
const EXAMPLE = JSON.stringify(EXAMPLE_ROUTING)
const JSON_TYPE = { 'content-type': 'application/json' }

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
})
beforeEach(() => {
  cxone.journal.clear()
  cxone.seedConversation({ id: 'conv_abc123' })
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const post = (path: string, sending: Sending) => send(bff.url, path, { method: 'POST', headers: JSON_TYPE, ...sending })

const expectProblem = (reply: Reply, status: number): void => {
  expect(reply.status).toBe(status)
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(problem.parse(reply.body).status).toBe(status)
  expect(cxone.journal.entries()).toEqual([])
}

/** The example with its text stretched until the body is so long. */
const bodyOf = (bytes: number): string => {
  const frame = JSON.stringify(routingBody({ text: '' }))
  return JSON.stringify(routingBody({ text: 'x'.repeat(bytes - frame.length) }))
}

describe.each(ROUTING_PATHS)('%s', (path) => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'the route refuses %s with 405 and says what it takes',
    async (method) => {
      const reply = await send(bff.url, path, { method })
      expectProblem(reply, 405)
      expect(reply.headers['allow']).toBe('POST')
    },
  )

  it.each([
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'text/json',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
    'application/json; charset=utf-7',
    'application/json; charset="utf8 latin1"',
    'application/json; charset=us-ascii',
    'application/jsonseq+',
    'application/+json',
    'text/vnd.acme+json',
    'json',
    ';',
    '/',
  ])('the route refuses the media type %s with 415', async (type) => {
    expectProblem(await post(path, { headers: type === undefined ? {} : { 'content-type': type }, body: EXAMPLE }), 415)
  })

  it.each([
    'application/json',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'Application/JSON ; Charset="utf-8"',
    'application/json;charset=utf8',
    'application/json; charset="UTF8"',
    'application/json; charset=unicode-1-1-utf-8',
    'application/json; charset=',
    'application/json;',
    'application/json;;',
    'application/json; odata.metadata=minimal; charset=utf-8',
    'application/json; boundary="a;b, charset=latin1"',
    'application/json; q=1; =; x',
    'application/json-patch+json',
    'application/vnd.acme.v2+json; charset=utf-8',
    'application/cloudevents+json',
    'APPLICATION/PROBLEM+JSON',
  ])('the route takes the media type %s', async (type) => {
    expect((await post(path, { headers: { 'content-type': type }, body: EXAMPLE })).status).toBe(200)
  })

  it.each(['gzip', 'deflate', 'br', 'zstd', 'x'])('the route refuses a body in %s with 415', async (encoding) => {
    const headers = { ...JSON_TYPE, 'content-encoding': encoding }
    expectProblem(await post(path, { headers, body: gzipSync(EXAMPLE) }), 415)
  })

  it('the route takes a body of exactly 256 KiB', async () => {
    expect((await post(path, { body: bodyOf(LARGEST) })).status).toBe(200)
  })

  it('the route refuses one byte more with 413, announced or not', async () => {
    expectProblem(await post(path, { body: bodyOf(LARGEST + 1) }), 413)
    expectProblem(await post(path, { body: bodyOf(LARGEST + 1), chunked: true }), 413)
  })

  it('the route takes a body that comes in pieces', async () => {
    expect((await post(path, { body: bodyOf(100_000), chunked: true })).status).toBe(200)
  })

  it.each([
    '',
    ' ',
    '{',
    '{"session":',
    'null,',
    "{'a':1}",
    '{"a":01}',
    '{"a":NaN}',
    '{"a":1}}',
    '\u0000',
    '{"a":"\u0001"}',
    'undefined',
    '[1,]',
  ])('the route refuses %j, which is no JSON, with 400', async (body) => {
    expectProblem(await post(path, { body }), 400)
  })

  it('the route says of a body that is empty, or not UTF-8, what it is', async () => {
    const said = async (body: string | Buffer): Promise<unknown> => (await post(path, { body })).body
    expect(await said('')).toMatchObject({ detail: expect.stringContaining('empty') })
    expect(await said(Buffer.from('\uFEFF{}', 'utf16le'))).toMatchObject({ detail: expect.stringContaining('UTF-8') })
  })

  it('the route refuses bytes that are no UTF-8 with 400', async () => {
    for (const bytes of [
      [0xff, 0xfe],
      [0x22, 0xc3, 0x28, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      expectProblem(await post(path, { body: Buffer.from(bytes) }), 400)
    }
  })

  it.each(['null', '1', '"text"', '[]', 'true', '{}'])(
    'the route refuses %s, which is JSON but no webhook, with 422',
    async (body) => {
      expectProblem(await post(path, { body }), 422)
    },
  )

  it('the route names in a 422 each field that does not fit', async () => {
    const body = { ...EXAMPLE_ROUTING, intent: { name: 'a', score: 'high' }, text: { no: 'text' } }
    const reply = await sendJson(bff.url, path, body)
    expectProblem(reply, 422)
    expect(reply.body).toMatchObject({
      errors: expect.arrayContaining([
        { path: 'intent.score', message: expect.any(String) },
        { path: 'text', message: expect.any(String) },
      ]),
    })
  })

  it('the route ignores fields it does not know', async () => {
    const body = { ...EXAMPLE_ROUTING, extra: { deep: [1] }, intent: { ...EXAMPLE_ROUTING.intent, extra: true } }
    expect((await sendJson(bff.url, path, body)).status).toBe(200)
  })
})

describe('a body', () => {
  it('a body with a byte order mark is read', async () => {
    expect((await post('/webhook/cognigy', { body: `\uFEFF${EXAMPLE}` })).status).toBe(200)
  })
})

describe('doubled slashes', () => {
  it.each(['//webhook/cognigy', '/webhook//cognigy', '//webhook///cognigy//', '/webhook/cognigy//routing?x=//'])(
    '%s is the webhook all the same',
    async (path) => {
      expect((await post(path, { body: EXAMPLE })).status).toBe(200)
    },
  )

  it('a path with doubled slashes leads to the token route, to files and to sockets as well', async () => {
    expect((await send(bff.url, '//api//widget/config')).status).toBe(200)
    expect((await send(bff.url, '/healthz//')).status).toBe(200)
    const polling = await send(bff.url, '//socket.io/?EIO=4&transport=polling')
    expect(polling.status).toBe(200)
    expect(polling.text).toContain('"sid"')
  })
})

describe('excessive JSON', () => {
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const HANDOVER = '/webhook/handover'

  it.each([
    ['/webhook/handover', `{"conversationId":"c","contextData":{"a":${deep(40_000)}}}`, 'contextData'],
    ['/webhook/cognigy', JSON.stringify(routingBody()).replace('"entities":[', `"entities":[${deep(80)},`), 'entities'],
    ['/webhook/fallback', `{"context":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`, 'context'],
    ['/webhook/sentiment-escalation', `{"session":{"id":"s","history":${deep(500)}},"userInput":"x"}`, 'session'],
    ['/webhook/cognigy', deep(100_000), ''],
    ['/webhook/cognigy', `{"my own word":${deep(100)}}`, ''],
  ])('JSON that is too deep or too large is refused on %s with a 422 that says so', async (path, body, field) => {
    const reply = await post(path, { body })
    expectProblem(reply, 422)
    expect(reply.body).toMatchObject({ detail: expect.stringContaining('nested'), errors: [{ path: field }] })
    expect(reply.text).not.toContain('my own word')
  })

  it('JSON that is too deep or too large is refused by the number of its values too', async () => {
    const body = JSON.stringify({ conversationId: 'c', contextData: { list: Array.from({ length: 20_000 }, () => 1) } })
    const reply = await post(HANDOVER, { body })
    expectProblem(reply, 422)
    expect(reply.text).toContain('values')
  })

  it('JSON that is too deep or too large is told in at most fifty errors, however much of it does not fit', async () => {
    const body = { ...EXAMPLE_ROUTING, session: 7, intent: Array.from({ length: 9000 }, () => 1) }
    const reply = await sendJson(bff.url, '/webhook/cognigy', body)
    expectProblem(reply, 422)
    expect(problem.parse(reply.body).errors?.length).toBeLessThanOrEqual(50)
    expect(reply.text.length).toBeLessThan(10_000)
  })
})

describe('elsewhere', () => {
  it.each(['/', '/webhook', '/webhook/cognigy/other', '/nothing?text=x', '/%zz', '/..%2f..%2fetc%2fpasswd', '//'])(
    '%s is a problem in JSON too',
    async (path) => {
      const reply = await send(bff.url, path)
      expect([400, 404]).toContain(reply.status)
      expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(problem.safeParse(reply.body).success).toBe(true)
      expect(reply.text).not.toContain('passwd')
    },
  )

  it('the same webhook with a slash at the end or in capitals is no other webhook', async () => {
    const headers = { 'webhook-id': 'msg_slash' }
    const statuses = []
    for (const path of ['/webhook/cognigy', '/webhook/cognigy/', '/WEBHOOK/cognigy']) {
      statuses.push((await sendJson(bff.url, path, EXAMPLE_ROUTING, headers)).status)
    }
    expect(statuses.every((status) => status === 200 || status === 404)).toBe(true)
    expect(cxone.journal.entries(/routing$/)).toHaveLength(1)
  })
})

describe('a body that never ends', () => {
  it('a body that never ends is answered 408 within six seconds, and the connection closed', async () => {
    const startedAt = performance.now()
    const heard = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(bff.port, '127.0.0.1')
      let text = ''
      socket.on('data', (piece) => {
        text += piece
      })
      socket.on('error', reject)
      socket.on('close', () => resolve(text))
      socket.write(
        'POST /webhook/cognigy HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"',
      )
    })
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
    expect(heard).toContain('application/problem+json')
    expect(performance.now() - startedAt).toBeLessThan(6500)
  })
})
