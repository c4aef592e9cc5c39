/** `POST /api/widget/token`, and the same from the command line. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import { createWidgetTokens } from '../../../bff/push/widget-token.ts'
import { tokenAnswer } from '../../../shared/wire/token.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { buildBff, runCommand, runToken } from '../../support/bff-process.ts'
import { type Reply, send, sendJson } from '../../support/http-client.ts'
import { INTEGRATOR_KEY, type RunningBff, startBff, WIDGET_SECRET } from '../../support/start-bff.ts'

const AUTH = { authorization: `Bearer ${INTEGRATOR_KEY}` }
const tokens = createWidgetTokens(WIDGET_SECRET, systemClock)

let cxone: CxoneStandIn
let bff: RunningBff
beforeAll(async () => {
  buildBff()
  cxone = await startCxone()
  bff = await startBff(cxone)
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const ask = (body: unknown, headers: Readonly<Record<string, string>> = AUTH): Promise<Reply> =>
  sendJson(bff.url, '/api/widget/token', body, headers)
const claimsOf = async (reply: Reply) => await tokens.verify(tokenAnswer.parse(reply.body).token)
const secondsLeft = (reply: Reply): number => (Date.parse(tokenAnswer.parse(reply.body).expiresAt) - Date.now()) / 1000

describe('an integrator', () => {
  it('an integrator gets a token for one agent, for an hour', async () => {
    const reply = await ask({ agentId: 'agent_1' })
    expect(reply.status).toBe(200)
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(await claimsOf(reply)).toEqual({ sub: 'agent_1', exp: expect.any(Number) })
    expect(secondsLeft(reply)).toBeGreaterThan(3590)
    expect(secondsLeft(reply)).toBeLessThanOrEqual(3600)
  })

  it('an integrator gets a token for conversations and for as long as asked', async () => {
    const reply = await ask({ agentId: 'agent_1', conversations: ['conv_1', 'sess_1'], ttlSeconds: 60 })
    expect(await claimsOf(reply)).toMatchObject({ sub: 'agent_1', conversations: ['conv_1', 'sess_1'] })
    expect(secondsLeft(reply)).toBeLessThanOrEqual(60)
  })

  it('an integrator gets a token for no conversation at all, if that is what was asked', async () => {
    expect(await claimsOf(await ask({ agentId: 'agent_1', conversations: [] }))).toMatchObject({ conversations: [] })
  })

  it('an integrator gets a token for a supervisor, for some skills or for all', async () => {
    const supervisor = { agentId: 'sup_1', role: 'supervisor' }
    expect(await claimsOf(await ask(supervisor))).toEqual({ sub: 'sup_1', role: 'supervisor', exp: expect.any(Number) })
    const ofSkills = await claimsOf(await ask({ ...supervisor, skills: ['Billing Support', 42] }))
    expect(ofSkills).toMatchObject({ role: 'supervisor', skills: ['Billing Support', '42'] })
  })

  it('an integrator gets an agent’s token where that is asked for by name', async () => {
    expect(await claimsOf(await ask({ agentId: 'agent_1', role: 'agent' }))).not.toHaveProperty('role')
  })

  it.each([
    ['role', { role: 'manager' }],
    ['skills', { skills: ['Billing Support'] }],
    ['skills', { role: 'agent', skills: [] }],
    ['skills.1', { role: 'supervisor', skills: ['a', ''] }],
  ])('an integrator learns that %s does not fit in %j', async (path, asked) => {
    const reply = await ask({ agentId: 'a', ...asked })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ path })]) })
  })

  it.each([1, 86_400])('an integrator may ask for %d seconds', async (ttlSeconds) => {
    expect((await ask({ agentId: 'agent_1', ttlSeconds })).status).toBe(200)
  })

  it('an integrator gets the life of the rules where no time was asked for', async () => {
    bff.setRules({ widget: { tokenSeconds: 120 } })
    expect(secondsLeft(await ask({ agentId: 'agent_1' }))).toBeLessThanOrEqual(120)
  })
})

describe('a rotated secret', () => {
  const OLD = 'the-old-widget-token-secret-0123456789'
  const NEW = 'the-new-widget-token-secret-0123456789'
  const grant = { agentId: 'agent_1', conversations: undefined, ttlSeconds: 60 }

  it('the first secret signs while it is rotated, and tokens of both are good', async () => {
    const rotating = createWidgetTokens([NEW, OLD], systemClock)
    const { token } = await rotating.issue(grant)
    expect(await createWidgetTokens(NEW, systemClock).verify(token)).toBeDefined()
    expect(await createWidgetTokens(OLD, systemClock).verify(token)).toBeUndefined()
    for (const secret of [OLD, NEW]) {
      const issued = await createWidgetTokens(secret, systemClock).issue(grant)
      expect(await rotating.verify(issued.token)).toMatchObject({ sub: 'agent_1' })
    }
    const other = await createWidgetTokens(WIDGET_SECRET, systemClock).issue(grant)
    expect(await rotating.verify(other.token)).toBeUndefined()
  })

  it('either integrator key lets in while one is rotated', async () => {
    const rotating = await startBff(cxone, { integratorKeys: ['new-key-0123456789', 'old-key-0123456789'] })
    for (const key of ['new-key-0123456789', 'old-key-0123456789']) {
      const headers = { authorization: `Bearer ${key}` }
      expect((await sendJson(rotating.url, '/api/widget/token', { agentId: 'a' }, headers)).status).toBe(200)
    }
    const both = { authorization: 'Bearer new-key-0123456789,old-key-0123456789' }
    expect((await sendJson(rotating.url, '/api/widget/token', { agentId: 'a' }, both)).status).toBe(401)
    await rotating.stop()
  })
})

describe('a token', () => {
  it('a token that was good before is good for nothing once it has run out', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const timed = createWidgetTokens(WIDGET_SECRET, { ...systemClock, now: () => now })
    const { token } = await timed.issue({ agentId: 'agent_1', ttlSeconds: 60 })
    now += 59_999
    expect(await timed.verify(token)).toMatchObject({ sub: 'agent_1' })
    expect(await timed.verify(token)).toMatchObject({ sub: 'agent_1' })
    now += 1
    expect(await timed.verify(token)).toBeUndefined()
  })
})

const misfits: readonly (readonly [string, unknown])[] = [
  ['agentId', {}],
  ['agentId', { agentId: '' }],
  ['agentId', { agentId: null }],
  ['agentId', { agentId: 1.5 }],
  ['agentId', { agentId: ['a'] }],
  ['ttlSeconds', { agentId: 'a', ttlSeconds: 0 }],
  ['ttlSeconds', { agentId: 'a', ttlSeconds: -1 }],
  ['ttlSeconds', { agentId: 'a', ttlSeconds: 86_401 }],
  ['ttlSeconds', { agentId: 'a', ttlSeconds: 1.5 }],
  ['ttlSeconds', { agentId: 'a', ttlSeconds: '1.5' }],
  ['ttlSeconds', { agentId: 'a', ttlSeconds: 'an hour' }],
  ['conversations', { agentId: 'a', conversations: 'conv_1' }],
  ['conversations.1', { agentId: 'a', conversations: ['c', ''] }],
  ['conversations.1', { agentId: 'a', conversations: ['c', null] }],
  ['conversations', { agentId: 'a', conversations: Array.from({ length: 501 }, () => 'c') }],
  ['', null],
  ['', []],
  ['', 'agent_1'],
]

describe('an unfit request', () => {
  it.each(misfits)('a request that does not fit is a 422 that names "%s"', async (path, body) => {
    const reply = await ask(body)
    expect(reply.status).toBe(422)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(reply.body).toMatchObject({ errors: expect.arrayContaining([{ path, message: expect.any(String) }]) })
  })

  it.each([
    {},
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${INTEGRATOR_KEY}x` },
    { authorization: `Basic ${INTEGRATOR_KEY}` },
    { authorization: INTEGRATOR_KEY },
    { 'x-api-key': INTEGRATOR_KEY },
  ])('a request that does not fit is a 401 with %j', async (headers) => {
    const reply = await ask({ agentId: 'agent_1' }, headers)
    expect(reply.status).toBe(401)
    expect(reply.headers['www-authenticate']).toMatch(/^Bearer/)
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it('a request that does not fit is a 415 in another media type, a 400 as broken JSON, a 413 when it is huge', async () => {
    const post = (type: string, body: string) =>
      send(bff.url, '/api/widget/token', { method: 'POST', headers: { ...AUTH, 'content-type': type }, body })
    expect((await post('text/plain', '{"agentId":"a"}')).status).toBe(415)
    expect((await post('application/x-www-form-urlencoded', 'agentId=a')).status).toBe(415)
    expect((await post('application/json', '{"agentId":')).status).toBe(400)
    const huge = await post('application/json', JSON.stringify({ agentId: 'x'.repeat(300_000) }))
    expect(huge.status).toBe(413)
    expect(huge.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it('a request that does not fit is a 503 where the BFF has no key to compare with', async () => {
    const other = await startBff(cxone, { integratorKeys: [] })
    expect((await sendJson(other.url, '/api/widget/token', { agentId: 'a' }, AUTH)).status).toBe(503)
    await other.stop()
  })
})

describe('cx-assist token', () => {
  const env = { WIDGET_TOKEN_SECRET: WIDGET_SECRET }

  it('cx-assist token prints a token and nothing else', async () => {
    const { code, output } = await runToken(['--agent', 'a', '--conversation', 'c1', '--conversation', 'c2'], env)
    expect(code).toBe(0)
    expect(await tokens.verify(output.trim())).toMatchObject({ sub: 'a', conversations: ['c1', 'c2'] })
  })

  it.each([
    [['--agent', 'a', '--ttl', 'long']],
    [['--agent', 'a', '--ttl', '0']],
    [['--agent', 'a', '--ttl', '86401']],
    [[]],
    [['--agent', '']],
    [['--agent', 'a', '--conversation', '..']],
    [['--agent', 'a', '--unknown']],
    [['a']],
  ])('cx-assist token ends with code 2 on %j', async (args) => {
    const { code, output } = await runToken(args, env)
    expect(code).toBe(2)
    expect(output).toMatch(/^cx-assist token: /)
    expect(output).not.toMatch(/\n\s+at /)
  })

  it('cx-assist token ends with code 2 without a secret, and tells no secret that is too short', async () => {
    expect((await runToken(['--agent', 'a'], {})).output).toContain('WIDGET_TOKEN_SECRET')
    const { code, output } = await runToken(['--agent', 'a'], { WIDGET_TOKEN_SECRET: 'hunter2' })
    expect(code).toBe(2)
    expect(output).not.toContain('hunter2')
  })

  it('cx-assist token tells its options', async () => {
    const { code, output } = await runToken(['--help'], {})
    expect(code).toBe(0)
    expect(output).toContain('--agent')
  })
})

describe('cx-assist', () => {
  it('cx-assist lists its commands, with code 2 where none was named', async () => {
    expect(await runCommand(['--help'])).toMatchObject({ code: 0, output: expect.stringContaining('serve') })
    expect(await runCommand([])).toMatchObject({ code: 2, output: expect.stringContaining('serve') })
  })

  it.each(['dance', 'constructor', '__proto__', '../serve'])(
    'cx-assist ends with code 2 on the command "%s"',
    async (name) => {
      const { code, output } = await runCommand([name])
      expect(code).toBe(2)
      expect(output).toContain(`there is no command "${name}"`)
    },
  )
})
