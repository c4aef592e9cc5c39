/** The Cognigy stream as plain subscription: what customers say reaches the widgets, whatever happens to the link. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import type { AssistStream } from '../../../bff/ports/cognigy.ts'
import { openAssistStream } from '../../../bff/upstream/cognigy/tutorial/assist-stream.ts'
import { createCognigyTokens } from '../../../bff/upstream/cognigy/tutorial/cognigy.ts'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'

const QUICK = { first: 10, longest: 40 }
const TOKEN = '/api/v1/oauth/token'

let cxone: CxoneStandIn
let cognigy: CognigyStandIn
let bff: RunningBff
let widget: Widget
let stream: AssistStream
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  cognigy = await startCognigy()
  bff = await startBff(cxone)
  widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations: ['conv_abc123'] }))
  await widget.join('conv_abc123')
})
afterEach(async () => {
  stream.close()
  widget.close()
  await bff.stop()
  await cognigy.close()
})
afterAll(() => cxone.close())

const open = (more: { readonly silenceMs?: number; readonly clientSecret?: string } = {}): void => {
  const { clientId, clientSecret, url } = cognigy
  const credentials = { clientId, clientSecret: more.clientSecret ?? clientSecret }
  const parts = { orgUrl: url, clock: systemClock, metrics: bff.metrics }
  stream = openAssistStream({
    ...parts,
    ...more,
    tokens: createCognigyTokens({ ...parts, credentials }),
    onState: bff.status.stream,
    onUpdate: (update) => void bff.app.hearStream(update),
    log: bff.log,
    backoffMs: QUICK,
  })
}
const live = (): Promise<void> => expect.poll(() => cognigy.subscriberCount).toBe(1)
const say = (transcript: string) =>
  cognigy.sendUpdate({ interactionId: 'int_1', conversationId: 'conv_abc123', transcript })
const texts = () => widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
const handshakes = (): number => cognigy.journal.entries(cognigy.streamPath).length
const tokenRequests = (): number => cognigy.journal.entries(TOKEN).length

describe('a live link', () => {
  beforeEach(async () => {
    open()
    await live()
  })

  it('brings what is said to the widgets, in order', async () => {
    const lines = Array.from({ length: 100 }, (_, n) => `line ${n}`)
    for (const line of lines) say(line)
    await expect.poll(texts).toEqual(lines)
    expect(widget.seqs()).toEqual(lines.map((_, n) => n + 1))
  })

  it('says who spoke, how they felt and which utterance it was', async () => {
    cognigy.sendUpdate({
      interactionId: 'int_1',
      conversationId: 'conv_abc123',
      transcript: 'How can I help?',
      speaker: 'agent',
      sentimentScore: 0.5,
      utteranceId: 'u1',
    })
    await expect.poll(() => widget.events).toHaveLength(1)
    expect(widget.events[0]?.data).toEqual({
      utteranceId: 'u1',
      speaker: 'agent',
      text: 'How can I help?',
      sentimentScore: 0.5,
    })
  })

  it('and the webhook bring one utterance once', async () => {
    await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    say(EXAMPLE_ROUTING.text)
    say('and another thing')
    await expect.poll(texts).toEqual([EXAMPLE_ROUTING.text, 'and another thing'])
  })

  it('is asked for with a bearer token', () => {
    expect(cognigy.journal.entries(cognigy.streamPath)[0]).toMatchObject({ authorization: 'Bearer ***', status: 101 })
    expect(stream.state().kind).toBe('live')
  })

  it('drops what is no frame, counts it, and goes on', async () => {
    const garbage = ['{', '', 'null', '[]', '7', '"x"', '{"payload":{}}', '{"type":7}', '\u0000']
    const badUpdates = [
      '{"type":"INTERACTION_UPDATE"}',
      '{"type":"INTERACTION_UPDATE","payload":null}',
      '{"type":"INTERACTION_UPDATE","payload":{"interactionId":"int_1"}}',
      '{"type":"INTERACTION_UPDATE","payload":{"interactionId":"..","transcript":"x"}}',
      '{"type":"INTERACTION_UPDATE","payload":{"interactionId":"int_1","transcript":"x","speaker":"nobody"}}',
      '{"type":"INTERACTION_UPDATE","payload":{"__proto__":{"interactionId":"int_1","transcript":"x"}}}',
    ]
    for (const frame of [...garbage, Buffer.from([0xff, 0xfe, 0x7b]), ...badUpdates]) cognigy.sendRaw(frame)
    cognigy.sendRaw('{"type":"HEARTBEAT"}')
    cognigy.sendRaw('{"type":"SOMETHING_NEW","payload":[1]}')
    say('still here')
    await expect.poll(texts).toEqual(['still here'])
    expect(handshakes()).toBe(1)
    const metrics = await bff.metrics.render()
    expect(metrics).toContain(`cx_assist_stream_frames_total{outcome="not_a_frame"} ${garbage.length + 1}`)
    expect(metrics).toContain(`cx_assist_stream_frames_total{outcome="bad_update"} ${badUpdates.length}`)
    expect(metrics).toContain('cx_assist_stream_frames_total{outcome="other"} 2')
    expect(metrics).toContain('cx_assist_stream_frames_total{outcome="update"} 1')
    expect(bff.logged().match(/a frame of the Cognigy stream was dropped/g)).toHaveLength(
      garbage.length + 1 + badUpdates.length,
    )
  })

  it.each([undefined, 1000, 1011])(
    'that is cut (code %s) is opened again, and what was kept is shown',
    async (code) => {
      say('before')
      await expect.poll(texts).toEqual(['before'])
      cognigy.dropStream(code)
      say('in between')
      await expect.poll(texts).toEqual(['before', 'in between'])
      expect(stream.state().kind).toBe('live')
    },
  )

  it('is opened again with a new token, also where the old one was revoked', async () => {
    cognigy.revokeTokens()
    cognigy.dropStream()
    await live()
    expect(tokenRequests()).toBe(2)
    expect(handshakes()).toBe(2)
  })

  it('brings a flood that was kept for it through to the widget', async () => {
    cognigy.dropStream()
    for (let n = 0; n < 3000; n += 1) say(`kept ${n}`)
    await expect.poll(() => texts().length).toBe(3000)
    // Among them that the stream was down and came back.
    expect(widget.seqs()).toEqual(Array.from({ length: widget.seqs().length }, (_, n) => n + 1))
    expect(widget.socket.connected).toBe(true)
  })
})

describe('a link that does not come about', () => {
  it.each([401, 403, 500, 503])('is tried again after a handshake refused with %d', async (status) => {
    cognigy.refuseHandshake(status, 3)
    open()
    await live()
    expect(handshakes()).toBe(4)
    expect(tokenRequests()).toBe(4)
  })

  it.each(['drop', 'bad-body'] as const)('is tried again after a handshake that met: %s', async (kind) => {
    cognigy.faults.add({ path: cognigy.streamPath, kind, times: 2 })
    open()
    await live()
    expect(handshakes()).toBe(3)
  })

  it('is tried again after the token was refused, and says why it is down', async () => {
    cognigy.faults.add({ path: TOKEN, kind: 'status', status: 401 })
    open()
    await expect.poll(() => stream.state()).toMatchObject({ kind: 'reconnecting', cause: 'token credentials' })
    cognigy.faults.clear()
    await live()
  })

  it('is not tried any more once it was closed', async () => {
    cognigy.refuseHandshake(503, 1000)
    open()
    await expect.poll(handshakes).toBeGreaterThan(1)
    stream.close()
    const tried = handshakes()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(handshakes()).toBeLessThanOrEqual(tried + 1)
    expect(stream.state().kind).toBe('off')
  })
})

describe('a link that says nothing', () => {
  it('is dead after a while, whatever TCP says, and opened again', async () => {
    open({ silenceMs: 100 })
    await live()
    cognigy.silence(60_000)
    say('nobody hears this yet')
    await expect.poll(texts).toEqual(['nobody hears this yet'])
    expect(handshakes()).toBeGreaterThan(1)
    expect(bff.logged()).toContain('"cause":"silence"')
  })
})
