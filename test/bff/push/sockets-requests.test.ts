/** What widgets ask: everything is answered, nothing takes the process down, and access comes first. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type RequestName, requestNames, requests } from '../../../shared/wire/requests.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { send } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'

const MINE = 'conv_mine'
const REPORT = { utteranceId: 'u1', negative: 0.7, neutral: 0.2, positive: 0.1, backend: 'wasm' }

let cxone: CxoneStandIn
let bff: RunningBff
let widget: Widget
beforeAll(async () => {
  cxone = await startCxone()
})
beforeEach(async () => {
  bff = await startBff(cxone)
  widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations: [MINE] }))
})
afterEach(async () => {
  widget.close()
  await bff.stop()
})
afterAll(() => cxone.close())

const isAlive = async (): Promise<boolean> => (await send(bff.url, '/healthz')).status === 200
const refusal = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } })

const reports: readonly (readonly [RequestName, Record<string, unknown>])[] = [
  ['sentiment:report', REPORT],
  ['sentiment:score', { utteranceIds: ['u1'] }],
  ['suggestion:feedback', { suggestionId: 's1', action: 'helpful' }],
  ['intent:confirm', { actual: 'billing_inquiry' }],
  ['escalation:request', { level: 'manager' }],
  ['suggestion:request', {}],
]

describe('a report', () => {
  it.each(reports)('%s about a conversation that the token does not cover is forbidden', async (event, payload) => {
    expect(await widget.ask(event, { ...payload, conversationId: 'conv_other' })).toEqual(refusal('forbidden'))
  })

  it.each(reports)('%s about a conversation that the token covers is not forbidden', async (event, payload) => {
    const answer = await widget.ask(event, { ...payload, conversationId: MINE })
    expect(answer).not.toEqual(refusal('forbidden'))
    expect(answer).not.toEqual(refusal('invalid'))
  })

  it.each(reports)('%s about a conversation is judged anew each time', async (event, payload) => {
    const agent = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1' }))
    const heard = { interactionId: 'int_1', transcript: 'hello', speaker: 'customer' } as const
    await bff.app.hearStream({ ...heard, agentId: 'agent_1' })
    const ask = () => agent.ask(event, { ...payload, conversationId: 'int_1' })
    expect(await ask()).not.toEqual(refusal('forbidden'))
    await bff.app.hearStream({ ...heard, agentId: 'agent_2' })
    expect(await ask()).toEqual(refusal('forbidden'))
    agent.close()
  })
})

const ODD_PAYLOADS: readonly unknown[] = [
  undefined,
  null,
  '',
  'conv_mine',
  7,
  true,
  [],
  ['conv_mine'],
  {},
  { conversationId: null },
  { conversationId: '' },
  { conversationId: ' ' },
  { conversationId: '..' },
  { conversationId: {} },
  { conversationId: 'x'.repeat(257) },
  { conversationId: 'a\u0000' },
  { conversationId: '\ud800' },
  { ['__proto__']: { conversationId: MINE } },
  Buffer.from('binary'),
]

describe.each(requestNames.filter((name) => requests[name].by.includes('agent')))('%s', (event) => {
  it('the request with a payload that does not fit is refused as invalid, each time', async () => {
    for (const payload of ODD_PAYLOADS) expect(await widget.ask(event, payload)).toEqual(refusal('invalid'))
  })

  it('the request without any payload is refused as invalid', async () => {
    expect(await widget.ask(event)).toEqual(refusal('invalid'))
  })

  it('the request with more arguments than there should be is answered all the same', async () => {
    expect(await widget.ask(event, {}, 'more', 7)).toEqual(refusal('invalid'))
  })

  it('the request without an acknowledgement function does no harm', async () => {
    for (const payload of ODD_PAYLOADS) widget.socket.emit(event, payload)
    widget.socket.emit(event)
    widget.socket.emit(event, { conversationId: MINE }, 'no function')
    expect(await widget.join(MINE)).toMatchObject({ ok: true })
    expect(await isAlive()).toBe(true)
  })
})

describe('unknown events', () => {
  it.each(['conversation:delete', 'assist', '__proto__', 'constructor', 'toString', 'error', 'message'])(
    'an event that is not in the contract is refused as invalid: %s',
    async (event) => {
      expect(await widget.ask(event, { conversationId: MINE })).toEqual(refusal('invalid'))
      widget.socket.emit(event)
      expect(await isAlive()).toBe(true)
    },
  )
})

describe('a flood', () => {
  it('a flood is refused beyond what any widget needs, and the others do not feel it', async () => {
    const other = await connectWidget(bff.url, await bff.token({ agentId: 'agent_2', conversations: ['conv_2'] }))
    const answers = await Promise.all(
      Array.from({ length: 600 }, () => widget.ask('conversation:join', { conversationId: MINE })),
    )
    expect(answers).toContainEqual(refusal('rate_limited'))
    expect(answers).toContainEqual(expect.objectContaining({ ok: true }))
    expect(await other.join('conv_2')).toMatchObject({ ok: true })
    other.close()
  })

  it('a flood of unknown events counts like any other', async () => {
    const answers = await Promise.all(Array.from({ length: 400 }, () => widget.ask('nonsense')))
    expect(answers).toContainEqual(refusal('rate_limited'))
  })
})

describe('rooms', () => {
  const names = Array.from({ length: 260 }, (_, n) => `conv_${n}`)
  const greedy = async (): Promise<Widget> =>
    await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations: names }))

  it('rooms are at most 200 for one widget, also when it asks for all of them at once', async () => {
    const many = await greedy()
    const answers = await Promise.all(names.map((name) => many.join(name)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(200)
    expect(answers.filter(({ ok }) => !ok)).toHaveLength(60)
    expect(answers.at(-1)).toEqual(refusal('too_many_rooms'))
    many.close()
  })

  it('rooms that a full widget is in already can be joined again, and a place becomes free by leaving', async () => {
    const many = await greedy()
    for (const name of names.slice(0, 200)) await many.join(name)
    expect(await many.join('conv_7')).toMatchObject({ ok: true })
    await many.ask('conversation:leave', { conversationId: 'conv_7' })
    expect(await many.join('conv_201')).toMatchObject({ ok: true })
    many.close()
  })
})

describe('below socket.io', () => {
  const speak = (...frames: readonly (string | Buffer)[]): Promise<void> =>
    new Promise((resolve) => {
      const raw = new WebSocket(`${bff.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
      raw.on('open', () => {
        for (const frame of frames) raw.send(frame)
        setTimeout(() => raw.terminate(), 50)
      })
      raw.on('error', () => undefined)
      raw.on('close', () => resolve())
    })

  it.each([
    [['40']],
    [['40null']],
    [['40[]']],
    [['40"x"']],
    [['40{"token":{"a":1}}']],
    [['40{"__proto__":{"token":"x"}}']],
    [['42["conversation:join",{}]']],
    [['451-["conversation:join",{"_placeholder":true,"num":9}]']],
    [['4', '5', '9', '', 'x', '4\u0000']],
    [['40/admin,{}']],
    [['43999["x"]']],
    [[Buffer.alloc(100, 0xff)]],
    [['4'.repeat(100_000)]],
  ])('a stranger who speaks below socket.io does no harm with %j', async (frames) => {
    await speak(...frames)
    expect(await isAlive()).toBe(true)
    expect(await widget.join(MINE)).toMatchObject({ ok: true })
    expect(bff.logged()).not.toContain('"level":"error"')
  })
})
