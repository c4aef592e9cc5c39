/** Limits that a new connection does not lift: they are the agent's and the address's, not the socket's. */
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createEscalationLimits } from '../../../bff/flows/frustration/escalation-limits.ts'
import { createRequestLimits } from '../../../bff/push/request-limits.ts'
import { type Counted, createSocketLimits } from '../../../bff/push/socket-limits.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget, dialWidget, handshakeOutcome, type Widget } from '../../support/widget-client.ts'

const SESSION = 'sess_12345'

let cognigy: CognigyStandIn
let bff: RunningBff
const open: Widget[] = []
beforeAll(async () => {
  cognigy = await startCognigy()
  cognigy.seedSession(SESSION, {})
})
beforeEach(async () => {
  bff = await startBff(cognigy, { updatesOf: cognigy })
})
afterEach(async () => {
  for (const widget of open.splice(0)) widget.close()
  await bff.stop()
})
afterAll(() => cognigy.close())

const connect = async (agentId: string): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await bff.token({ agentId, conversations: [SESSION] }))
  open.push(widget)
  return widget
}
const outcome = async (agentId: string): Promise<string> =>
  handshakeOutcome(dialWidget(bff.url, { auth: { token: await bff.token({ agentId }) } }))
const refusal = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } })

describe('escalations by hand', () => {
  beforeEach(async () => {
    await sendJson(bff.url, '/webhook/sentiment-escalation', { session: { id: SESSION }, userInput: 'hello' })
  })
  const escalate = (widget: Widget) => widget.ask('escalation:request', { conversationId: SESSION, level: 'manager' })

  it('escalations by hand are forty a minute for all agents together, since Cognigy limits the key that they share', async () => {
    const limits = createEscalationLimits(() => 10)
    const refused: (string | undefined)[] = []
    for (let n = 0; n < 45; n += 1) refused.push(await limits.refuses(`agent_${n % 9}`))
    expect(refused.slice(0, 40).every((reason) => reason === undefined)).toBe(true)
    expect(refused.slice(40)).toEqual(Array.from({ length: 5 }, () => expect.stringContaining('all agents')))
  })

  it('escalations by hand are ten a minute for an agent, through however many reconnections', async () => {
    const answers: unknown[] = []
    for (let n = 0; n < 12; n += 1) {
      const widget = await connect('agent_1')
      answers.push(await escalate(widget))
      widget.close()
    }
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => expect.objectContaining({ ok: true })))
    expect(answers.slice(10)).toEqual([refusal('rate_limited'), refusal('rate_limited')])
    expect(await escalate(await connect('agent_2'))).toMatchObject({ ok: true })
  })

  it('escalations by hand are as many as the rules say, as soon as they say it', async () => {
    bff.setRules({ widget: { escalationsPerMinute: 1 } })
    const widget = await connect('agent_1')
    expect(await escalate(widget)).toMatchObject({ ok: true })
    expect(await escalate(widget)).toEqual(refusal('rate_limited'))
    bff.setRules({ widget: { escalationsPerMinute: 20 } })
    expect(await escalate(widget)).toMatchObject({ ok: true })
  })

  it('escalations by hand count only where the agent may escalate', async () => {
    const widget = await connect('agent_1')
    for (let n = 0; n < 12; n += 1) {
      const answer = await widget.ask('escalation:request', { conversationId: 'conv_other', level: 'manager' })
      expect(answer).toEqual(refusal('forbidden'))
    }
    expect(await escalate(widget)).toMatchObject({ ok: true })
  })
})

describe('requests', () => {
  it('requests are counted for the agent beside the socket', async () => {
    const limits = createRequestLimits()
    const refusedOf = async (agentId: string, socket: number) => await limits.refuses(`socket-${socket}`, agentId)
    let refusedAt = 0
    for (let n = 0; refusedAt === 0 && n < 2000; n += 1) {
      if ((await refusedOf('agent_1', n)) !== undefined) refusedAt = n
    }
    expect(refusedAt).toBe(900)
    expect(await refusedOf('agent_2', 5000)).toBeUndefined()
  })
})

describe('sockets', () => {
  it('sockets are at most twenty for an agent; one more is refused with a reason, until one is free', async () => {
    for (let n = 0; n < 20; n += 1) await connect('agent_1')
    expect(await outcome('agent_1')).toBe('too_many_sockets')
    expect(await outcome('agent_2')).toBe('connected')
    await expect.poll(bff.app.connectedWidgets).toBe(20)
    open.pop()?.close()
    await expect.poll(() => outcome('agent_1')).toBe('connected')
    expect(await bff.metrics.render()).toMatch(/cx_assist_sockets_refused_total\{reason="agent"\} \d/)
  })

  it('sockets are at most twenty also where all of them come at once', async () => {
    const tokens = await Promise.all(Array.from({ length: 30 }, () => bff.token({ agentId: 'agent_1' })))
    const sockets = tokens.map((token) => dialWidget(bff.url, { auth: { token } }))
    const outcomes = await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<string>((resolve) => {
            socket.once('connect', () => resolve('connected'))
            socket.once('connect_error', ({ message }) => resolve(message))
          }),
      ),
    )
    for (const socket of sockets) socket.disconnect()
    expect(outcomes.filter((each) => each === 'connected')).toHaveLength(20)
    expect(outcomes.filter((each) => each === 'too_many_sockets')).toHaveLength(10)
  })

  it('sockets are as many as the rules say', async () => {
    bff.setRules({ widget: { socketsPerAgent: 1 } })
    await connect('agent_1')
    expect(await outcome('agent_1')).toBe('too_many_sockets')
  })

  it('sockets of who left the session are closed', async () => {
    const raw = await dialRaw()
    raw.send(`40${JSON.stringify({ token: await bff.token({ agentId: 'agent_1' }) })}`)
    await once(raw, 'message')
    raw.send('41')
    await once(raw, 'close')
  })
})

const dialRaw = async (): Promise<WebSocket> => {
  const raw = new WebSocket(`${bff.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  raw.on('error', () => undefined)
  await once(raw, 'message')
  return raw
}

describe('a stranger', () => {
  it.each([
    ['who says nothing', undefined],
    ['whose token is none', `40${JSON.stringify({ token: 'x' })}`],
  ])(
    'a stranger %s is closed after ten seconds',
    async (_who, says) => {
      const raw = await dialRaw()
      const since = Date.now()
      if (says !== undefined) raw.send(says)
      await once(raw, 'close')
      expect(Date.now() - since).toBeGreaterThan(9000)
      expect(Date.now() - since).toBeLessThan(20_000)
    },
    30_000,
  )
})

/** A connection that is over when the test says so. */
const connection = (): Counted & { end(): void } => {
  const listeners: (() => void)[] = []
  return {
    once: (_event, listener) => listeners.push(listener),
    end: () => {
      for (const listener of listeners.splice(0)) listener()
    },
  }
}

describe('connections without a token', () => {
  const refused: string[] = []
  const limits = () => createSocketLimits({ socketRefused: (reason) => refused.push(reason) }, () => 2)
  const crowd = () => Array.from({ length: 500 }, connection)
  const HERE = '203.0.113.7'

  it('connections of one address that have shown no token are at most five hundred, and another address does not feel it', () => {
    const { admitsStranger, arrived } = limits()
    const strangers = crowd()
    for (const each of strangers) {
      expect(admitsStranger(HERE)).toBe(true)
      arrived(each, HERE)
    }
    expect(admitsStranger(HERE)).toBe(false)
    expect(admitsStranger('203.0.113.8')).toBe(true)
    expect(refused).toEqual(['address'])
    strangers[0]?.end()
    expect(admitsStranger(HERE)).toBe(true)
  })

  it('connections of one address that have shown no token are counted no longer once they showed one, and not twice when they end', () => {
    const { admitsStranger, arrived, proved } = limits()
    const agents = crowd()
    for (const [n, each] of agents.entries()) {
      arrived(each, HERE)
      expect(proved(each, `agent_${n}`)).toBe(true)
    }
    expect(admitsStranger(HERE)).toBe(true)
    for (const each of agents) each.end()
    for (const each of crowd()) arrived(each, HERE)
    expect(admitsStranger(HERE)).toBe(false)
  })

  it('connections of one address that have shown no token still count where the agent has too many already', () => {
    const { arrived, proved, admitsStranger } = limits()
    const all = crowd()
    for (const each of all) arrived(each, HERE)
    expect(all.slice(0, 3).map((each) => proved(each, 'agent_1'))).toEqual([true, true, false])
    for (const each of crowd().slice(0, 2)) arrived(each, HERE)
    expect(admitsStranger(HERE)).toBe(false)
  })

  it('connections of one address that have shown no token are refused over HTTP, before any socket is opened', async () => {
    const raws = await Promise.all(Array.from({ length: 500 }, () => dialRaw()))
    const poll = () => send(bff.url, '/socket.io/?EIO=4&transport=polling')
    expect((await poll()).status).toBe(403)
    for (const raw of raws) raw.terminate()
    await expect.poll(async () => (await poll()).status).toBe(200)
  }, 60_000)
})
