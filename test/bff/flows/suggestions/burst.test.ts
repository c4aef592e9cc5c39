/** Floods and garbage on the stream: nothing of worth is lost, order is kept, memory stays within bounds. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heldBytes } from '../../../support/held-bytes.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, suggestionsIn } from './stage.ts'

const CONVERSATIONS = 500
const EACH = 20
/** Live heap that 10,000 utterances may leave behind: some 6 kB each, events and records included. */
const BOUND_BYTES = 60 * 1024 * 1024

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const textsIn = (widget: Widget, id: string): string[] =>
  widget.events.flatMap((event) =>
    event.type === 'transcript' && event.conversationId === id ? [event.data.text] : [],
  )
const expected = Array.from({ length: EACH }, (_, n) => `line ${n}`)

describe('a burst of frames', () => {
  it('10,000 frames at once for 500 conversations all arrive, in order within each, and leave little behind', async () => {
    const before = heldBytes()
    const watched = ['conv_0', 'conv_250', 'conv_499']
    const widget = await stage.watch(...watched)
    for (let n = 0; n < EACH; n += 1) {
      for (let id = 0; id < CONVERSATIONS; id += 1) stage.say(`conv_${id}`, `line ${n}`)
    }
    await expect.poll(() => stage.bff.records.length).toBe(CONVERSATIONS * EACH)
    for (const id of watched) await expect.poll(() => textsIn(widget, id)).toEqual(expected)
    for (let id = 0; id < CONVERSATIONS; id += 1) {
      const record = await stage.bff.store.conversations.find(`conv_${id}`)
      expect(record?.snapshot.transcript.map(({ data }) => data.text)).toEqual(expected)
    }
    expect(heldBytes() - before).toBeLessThan(BOUND_BYTES)
  })

  it('10,000 frames at once for 500 conversations that all ask for suggestions end with the answer to the last in each', async () => {
    const widget = await stage.watch(...Array.from({ length: 50 }, (_, id) => `conv_${id}`))
    for (let n = 0; n < EACH; n += 1) {
      for (let id = 0; id < 50; id += 1) stage.say(`conv_${id}`, `refund ${n}`, { utteranceId: `u${n}` })
    }
    await expect.poll(() => stage.bff.records.length).toBe(50 * EACH)
    for (let id = 0; id < 50; id += 1) {
      await expect.poll(() => suggestionsIn(widget.events, `conv_${id}`).at(-1)?.basedOn).toBe(`u${EACH - 1}`)
    }
  })
})

describe('garbage', () => {
  it('garbage of every kind is dropped, what can be read is read, and what comes behind it is heard over the same link', async () => {
    const widget = await stage.watch('conv_1')
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    const update = (payload: string): string => `{"type":"INTERACTION_UPDATE","payload":${payload}}`
    const frames: (string | Buffer)[] = [
      Buffer.from([0, 255, 254, 1]),
      Buffer.alloc(100_000, 1),
      Buffer.from(update('{"interactionId":"a","transcript":"x"}')),
      'x'.repeat(1_000_000),
      nested(100_000),
      update(nested(100_000)),
      update('{"interactionId":7,"transcript":"x"}'),
      update('{"interactionId":"a","transcript":["x"]}'),
      update('{"interactionId":"a","transcript":"x","speaker":"owner"}'),
      update('{"interactionId":"a","transcript":"x","sentimentScore":"bad"}'),
      update('{"interactionId":"a","transcript":"x","context":[]}'),
      update(`{"interactionId":"${'a'.repeat(257)}","transcript":"x"}`),
      update('{"interactionId":"__proto__","transcript":"refund"}'),
      update('{"interactionId":"constructor","transcript":"refund","agentId":"toString"}'),
    ]
    for (const frame of frames) stage.cognigy.sendRaw(frame)
    stage.say('conv_1', 'still here')
    await expect.poll(() => textsIn(widget, 'conv_1')).toEqual(['still here'])
    expect(stage.cognigy.journal.entries(stage.cognigy.streamPath)).toHaveLength(1)
    const metrics = await stage.bff.metrics.render()
    expect(metrics).toContain('cx_assist_stream_frames_total{outcome="not_a_frame"} 4')
    expect(metrics).toContain('cx_assist_stream_frames_total{outcome="bad_update"} 4')
    expect(metrics).toContain('cx_assist_stream_frames_total{outcome="update"} 7')
  })

  it('garbage too large for any frame ends the link, which is opened again', async () => {
    const widget = await stage.watch('conv_1')
    stage.cognigy.sendRaw('x'.repeat(1_100_000))
    await expect.poll(() => stage.cognigy.journal.entries(stage.cognigy.streamPath)).toHaveLength(2)
    stage.say('conv_1', 'still here')
    await expect.poll(() => textsIn(widget, 'conv_1')).toEqual(['still here'])
  })
})

describe('a silent link', () => {
  it('a silent link is opened again, and what was kept for it is heard once', async () => {
    await stage.close()
    stage = await openStage({ silenceMs: 150 })
    const widget = await connectWidget(
      stage.bff.url,
      await stage.bff.token({ agentId: 'a', conversations: ['conv_1'] }),
    )
    await widget.join('conv_1')
    stage.cognigy.silence(60_000)
    for (const line of expected) stage.say('conv_1', line)
    await expect.poll(() => textsIn(widget, 'conv_1')).toEqual(expected)
    widget.close()
  })
})
