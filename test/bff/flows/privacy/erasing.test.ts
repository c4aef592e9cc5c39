/** What is kept of a conversation is shown on request, erased on request, and erased when its time is over. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { conversationExport } from '../../../../shared/wire/conversation-export.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'
import { CONTACT, INTERACTION, openPrivacyStage, type PrivacyStage, SESSION } from './stage.ts'

const HOUR = 3600
const WORDS = 'unforgettable words'

let stage: PrivacyStage
const widgets: Widget[] = []
beforeEach(async () => {
  stage = await openPrivacyStage({ rules: { privacy: { keepHours: 2 } } })
})
afterEach(async () => {
  for (const widget of widgets.splice(0)) widget.close()
  await stage.close()
})

const follow = async (id = CONTACT): Promise<Widget> => {
  const token = await stage.bff.token({ agentId: 'agent_1', conversations: [CONTACT, SESSION, INTERACTION, id] })
  const widget = await connectWidget(stage.bff.url, token)
  widgets.push(widget)
  await widget.join(id)
  return widget
}
const route = (text: string) => sendJson(stage.bff.url, '/webhook/cognigy', routingBody({ text, score: 0.1 }))
const fallBack = (id: string) =>
  sendJson(
    stage.bff.url,
    '/webhook/fallback',
    {
      sessionId: SESSION,
      conversationId: CONTACT,
      input: WORDS,
      intent: { name: 'Fallback', confidence: 0.2 },
      context: {},
      previousIntents: [],
    },
    { 'idempotency-key': id },
  )
const end = () => sendJson(stage.bff.url, '/webhook/conversation-ended', { conversationId: CONTACT })
const recordOf = (id = CONTACT) => stage.bff.store.conversations.find(id)
/** A conversation known by three ids, as real ones are. */
const converse = async (): Promise<void> => {
  await route(WORDS)
  await stage.hear('and more')
}
const IDS = [
  ['CXone’s id', CONTACT],
  ['the session', SESSION],
  ['the interaction', INTERACTION],
] as const

describe('DELETE /api/conversations/{id}', () => {
  it.each(IDS)('DELETE /api/conversations/{id} by %s leaves nothing of it, and says so', async (_what, id) => {
    await converse()
    expect(await stage.integrator('DELETE', id)).toMatchObject({ status: 200, body: { status: 'erased' } })
    for (const [, known] of IDS) expect(await recordOf(known)).toBeUndefined()
    expect((await stage.integrator('DELETE', id)).status).toBe(404)
    expect((await stage.integrator('GET', `${id}/export`)).status).toBe(404)
  })

  it('DELETE /api/conversations/{id} tells its widgets that it ended, since it was deleted, and sends them away', async () => {
    await converse()
    const widget = await follow()
    await stage.integrator('DELETE', CONTACT)
    await expect.poll(() => widget.socket.connected).toBe(false)
    expect(widget.events.at(-1)).toMatchObject({ type: 'status', data: { state: 'ended', reason: 'deleted' } })
  })

  it('DELETE /api/conversations/{id} shows nothing of it to whoever joins then, and counts as unknown although somebody waits', async () => {
    await converse()
    await stage.integrator('DELETE', CONTACT)
    const widget = await follow()
    expect(widget.events).toEqual([])
    expect((await recordOf())?.snapshot).toMatchObject({ seq: 0, transcript: [] })
    expect((await stage.integrator('DELETE', CONTACT)).status).toBe(404)
    expect((await stage.integrator('GET', `${CONTACT}/export`)).status).toBe(404)
  })

  it('DELETE /api/conversations/{id} forgets the answers that quoted it: a repeated delivery gets 410 and begins nothing', async () => {
    expect(JSON.stringify((await fallBack('one')).body)).toContain(WORDS)
    expect((await fallBack('one')).status).toBe(200)
    await stage.integrator('DELETE', SESSION)
    const repeated = await fallBack('one')
    expect(repeated).toMatchObject({ status: 410, headers: { 'content-type': 'application/problem+json' } })
    expect(repeated.text).not.toContain(WORDS)
    expect(await recordOf()).toBeUndefined()
  })

  it('DELETE /api/conversations/{id} takes back what its session was to be told', async () => {
    stage.cognigy.faults.add({ path: /\/context$/, kind: 'status', status: 503 })
    const attempts = (): number => stage.cognigy.journal.entries(/\/context$/).length
    const answered = fallBack('one')
    await expect.poll(attempts).toBeGreaterThan(0)
    await stage.integrator('DELETE', SESSION)
    await answered
    await pause(100)
    const sent = attempts()
    await pause(300)
    expect(attempts()).toBe(sent)
    expect(await stage.bff.store.duties.take()).toBeUndefined()
  })

  it('DELETE /api/conversations/{id} is not undone by suggestions that were being asked for, nor are these kept', async () => {
    let arrive = (): void => undefined
    stage.suggestAfter(
      () =>
        new Promise((resolve) => {
          arrive = () => resolve([{ text: 'Late.', confidence: 0.9, source: 'kb' }])
        }),
    )
    await stage.hear('I want a refund')
    await expect.poll(() => stage.asked).toHaveLength(1)
    await stage.integrator('DELETE', CONTACT)
    arrive()
    await pause(50)
    expect(await recordOf()).toBeUndefined()
    await stage.hear('I want a refund')
    await expect.poll(() => stage.asked).toHaveLength(2)
  })

  it('DELETE /api/conversations/{id} asks anew for what was suggested before', async () => {
    await stage.hear('I want a refund')
    await expect.poll(async () => (await recordOf())?.snapshot.suggestions).toMatchObject({ data: { cached: false } })
    await stage.integrator('DELETE', CONTACT)
    await stage.hear('I want a refund')
    await expect.poll(() => stage.asked).toHaveLength(2)
  })

  it('DELETE /api/conversations/{id} begins anew with what comes later', async () => {
    await converse()
    await stage.integrator('DELETE', CONTACT)
    await stage.hear('hello')
    expect((await recordOf())?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['hello'])
  })

  it('DELETE /api/conversations/{id} leaves ids alone in the log, and is counted', async () => {
    await converse()
    await stage.integrator('DELETE', SESSION)
    expect(stage.bff.logged()).toContain('a conversation was erased')
    expect(stage.bff.logged()).not.toContain(WORDS)
    expect(await stage.bff.metrics.render()).toContain('cx_assist_conversations_erased_total{cause="request"} 1')
  })

  it.each([
    ['DELETE', CONTACT],
    ['GET', `${CONTACT}/export`],
  ])('DELETE /api/conversations/{id} and %s of the export want the key of an integrator', async (method, path) => {
    await converse()
    expect(await stage.integrator(method, path, 'a wrong key')).toMatchObject({
      status: 401,
      headers: { 'content-type': 'application/problem+json', 'www-authenticate': 'Bearer' },
    })
    expect(await recordOf()).toBeDefined()
  })

  it.each([
    ['POST', CONTACT, 'DELETE'],
    ['DELETE', `${CONTACT}/export`, 'GET'],
  ])('%s of %s is no way to ask', async (method, path, allow) => {
    expect(await stage.integrator(method, path)).toMatchObject({ status: 405, headers: { allow } })
  })

  it.each(['nobody', '%00', 'a%2Fb', '%E0%A4%A'])(
    'DELETE /api/conversations/{id} of %s, that nobody knows, is a problem and no more',
    async (id) => {
      const reply = await stage.integrator('DELETE', id)
      expect([400, 404]).toContain(reply.status)
      expect(reply.headers['content-type']).toContain('application/problem+json')
    },
  )

  it('DELETE /api/conversations/{id} is not to be had where no key is configured', async () => {
    await stage.close()
    stage = await openPrivacyStage({ integratorKeys: [] })
    expect((await stage.integrator('DELETE', CONTACT)).status).toBe(503)
  })
})

describe('GET /api/conversations/{id}/export', () => {
  it.each(IDS)('GET /api/conversations/{id}/export by %s gives all that is kept of it', async (_what, id) => {
    await converse()
    const reply = await stage.integrator('GET', `${id}/export`)
    expect(reply.status).toBe(200)
    const exported = conversationExport.parse(reply.body)
    const record = await recordOf()
    expect(exported.snapshot).toEqual(record?.snapshot)
    expect(exported.events).toEqual(record?.replayable)
    expect(exported.ids.map(({ kind }) => kind).toSorted()).toEqual(['conversation', 'interaction', 'session'])
    expect(exported.heard.map(({ key }) => key)).toEqual(record?.heard.map(({ key }) => key))
    expect(exported.snapshot.transcript.map(({ data }) => data.text)).toEqual([WORDS, 'and more'])
  })
})

describe('what else is kept of a conversation', () => {
  it('what else is kept of a conversation is exported: what its session is to be told, and how deliveries were answered', async () => {
    stage.cognigy.faults.add({ path: /\/context$/, kind: 'status', status: 503 })
    const answered = fallBack('one')
    await expect.poll(() => stage.cognigy.journal.entries(/\/context$/).length).toBeGreaterThan(0)
    const exported = conversationExport.parse((await stage.integrator('GET', `${CONTACT}/export`)).body)
    expect(exported.duties).toMatchObject([{ sessionId: SESSION, task: { kind: 'context' } }])
    expect(JSON.stringify(exported.duties)).toContain(WORDS)
    expect(exported.answers).toMatchObject([
      { status: 200, body: { context: { fallbackAnalysis: { originalInput: WORDS } } } },
    ])
    await answered
  })
})

describe('a conversation that ended', () => {
  const age = async (hours: number): Promise<void> => {
    stage.clock.advance(hours * HOUR)
    stage.passAMinute()
    await pause(30)
  }

  it('a conversation that ended is kept for as long as the rules say, and not longer', async () => {
    await converse()
    await end()
    await age(1.9)
    expect(await recordOf()).toBeDefined()
    await age(0.2)
    await expect.poll(() => recordOf()).toBeUndefined()
    expect(await stage.bff.metrics.render()).toContain('cx_assist_conversations_erased_total{cause="age"} 1')
  })

  it('a conversation that ended is kept for 72 hours where the rules say nothing', async () => {
    stage.bff.setRules({})
    await converse()
    await end()
    await age(71.9)
    expect(await recordOf()).toBeDefined()
    await age(0.2)
    await expect.poll(() => recordOf()).toBeUndefined()
  })

  it('a conversation that ended stays where it has begun anew, and where it never ended', async () => {
    await converse()
    await end()
    await age(1.9)
    await stage.hear('are you still there?')
    await age(1.9)
    expect((await recordOf())?.snapshot.transcript.map(({ data }) => data.text)).toEqual(['are you still there?'])
  })

  it('a conversation that ended takes its answers with it', async () => {
    await fallBack('one')
    await end()
    await age(2.1)
    await expect.poll(() => recordOf()).toBeUndefined()
    expect((await fallBack('one')).status).toBe(410)
  })
})
