/** Frames of the stream as gateways wrap them: what can be read is heard, whatever else they hold. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import type { AssistStream, SuggestionQuery } from '../../../../bff/ports/cognigy.ts'
import { openAssistStream } from '../../../../bff/upstream/cognigy/tutorial/assist-stream.ts'
import { createCognigyTokens } from '../../../../bff/upstream/cognigy/tutorial/cognigy.ts'
import { createReconnectBackoff } from '../../../../bff/upstream/http/reconnects.ts'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import { createShiftingClock } from '../../../support/shifting-clock.ts'
import { type RunningBff, startBff } from '../../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'

let cognigy: CognigyStandIn
let bff: RunningBff
let widget: Widget
let stream: AssistStream
let asked: SuggestionQuery[]
beforeEach(async () => {
  asked = []
  cognigy = await startCognigy()
  bff = await startBff(cognigy, {
    suggestions: {
      suggest: async (query) => {
        asked.push(query)
        return [{ text: 'Refunds take three days.', confidence: 0.9, source: 'Cognigy' }]
      },
    },
  })
  widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations: ['4711'] }))
  await widget.join('4711')
})
afterEach(async () => {
  stream.close()
  widget.close()
  await bff.stop()
  await cognigy.close()
})

const open = (clock = systemClock): void => {
  const { clientId, clientSecret, url } = cognigy
  const parts = { orgUrl: url, clock, metrics: bff.metrics }
  stream = openAssistStream({
    ...parts,
    tokens: createCognigyTokens({ ...parts, credentials: { clientId, clientSecret } }),
    onState: bff.status.stream,
    onUpdate: (update) => void bff.app.hearStream(update),
    log: bff.log,
    backoffMs: { first: 10, longest: 400 },
  })
}
const update = (facts: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ type: 'INTERACTION_UPDATE', payload: { interactionId: 4711, transcript: 'hello', ...facts } })
const told = () => widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data] : []))

describe('a frame', () => {
  beforeEach(async () => {
    open()
    await expect.poll(() => cognigy.subscriberCount).toBe(1)
  })

  it.each([
    ['binary', Buffer.from(update({}))],
    ['text with a BOM', `\uFEFF${update({})}`],
    ['binary with a BOM', Buffer.from(`\uFEFF${update({})}`)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${update({})}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${update({})}`, 'utf16le').swap16()],
    ['among blanks', ` \n${update({})}\r\n`],
    ['of a user who feels it in quotes', update({ speaker: 'user', sentimentScore: '0.1' })],
    ['with odd things around the words', update({ agentId: {}, utteranceId: [1], context: 7, sentimentScore: 'sad' })],
  ])('a frame is heard: %s', async (_name, frame) => {
    cognigy.sendRaw(frame)
    await expect.poll(told).toEqual([expect.objectContaining({ speaker: 'customer', text: 'hello' })])
    expect(await bff.metrics.render()).toContain('cx_assist_stream_frames_total{outcome="update"} 1')
  })

  it.each([null, '', '  '])(
    'a frame without words (%j) shows nothing, and still says whose conversation it is',
    async (transcript) => {
      cognigy.sendRaw(update({ transcript, agentId: 77 }))
      await expect.poll(async () => (await bff.store.conversations.find('4711'))?.agentId).toBe('77')
      expect(told()).toEqual([])
    },
  )

  it('a frame whose context is nested as nothing is that is meant is heard without it, and suggestions come', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    cognigy.sendRaw(
      update({ transcript: 'I want a refund' }).replace('"transcript"', `"context":{"a":${deep}},"transcript"`),
    )
    await expect.poll(() => widget.events.map(({ type }) => type)).toEqual(['transcript', 'suggestions'])
    expect(asked.map(({ context }) => context)).toEqual([{}])
    expect(bff.logged()).not.toMatch(/fault of ours/)
  })

  it('a frame keeps a context that is one', async () => {
    cognigy.sendRaw(update({ transcript: 'I want a refund', context: { order: { id: 7 } } }))
    await expect.poll(() => asked.map(({ context }) => context)).toEqual([{ order: { id: 7 } }])
  })
})

describe('the wait between attempts', () => {
  const waits = (count: number): number[] => {
    const found: number[] = []
    const factory = createReconnectBackoff()
    for (let backoff = factory.next(); found.length < count; backoff = backoff.next(undefined))
      found.push(backoff.duration)
    return found
  }

  it('the wait before the next attempt is about a second at first and differs from process to process at the cap too', () => {
    const runs = Array.from({ length: 50 }, () => waits(12))
    for (const [first = 0] of runs) expect([first >= 500, first <= 1500]).toEqual([true, true])
    const last = runs.map((run) => run.at(-1) ?? 0)
    expect(Math.min(...last)).toBeGreaterThanOrEqual(15_000)
    expect(Math.max(...last)).toBeLessThanOrEqual(30_000)
    expect(new Set(last).size).toBeGreaterThan(25)
  })

  it('the wait before the next attempt begins anew once a link was live for ten seconds, and not before', async () => {
    const clock = createShiftingClock()
    open(clock)
    const retries = (): number[] => [...bff.logged().matchAll(/"retryInMs":(\d+)/g)].map(([, ms]) => Number(ms))
    const cut = async (): Promise<void> => {
      await expect.poll(() => cognigy.subscriberCount).toBe(1)
      await expect.poll(() => stream.state().kind).toBe('live')
      const before = retries().length
      cognigy.dropStream()
      await expect.poll(() => retries().length).toBe(before + 1)
    }
    for (let n = 0; n < 5; n += 1) await cut()
    expect(retries().at(-1)).toBeGreaterThanOrEqual(80)
    await expect.poll(() => stream.state().kind).toBe('live')
    clock.advance(9)
    await cut()
    expect(retries().at(-1)).toBeGreaterThanOrEqual(160)
    await expect.poll(() => stream.state().kind).toBe('live')
    clock.advance(10)
    await cut()
    expect(retries().at(-1)).toBeLessThanOrEqual(10)
  })
})
