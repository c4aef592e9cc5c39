/** Widgets are told when live transcript or suggestions are not to be had, when they are again, and nothing else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, SUGGEST, suggestionsNumber } from './stage.ts'

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage({ rules: { assist: { suggestTimeoutMs: 300 } } })
  widget = await stage.watch('conv_1')
})
afterEach(() => stage.close())

const told = (from: Widget = widget) =>
  from.events.flatMap((event) => (event.type === 'status' ? [[event.data.state, event.data.reason]] : []))

describe('widgets', () => {
  it('widgets are told nothing while all is well', async () => {
    for (const [n, text] of ['hello', 'refund', 'cancel'].entries()) stage.say('conv_1', text, { utteranceId: `u${n}` })
    await suggestionsNumber(widget, 2)
    await widget.join('conv_1')
    expect(told()).toEqual([])
  })

  it('widgets are told that the stream is down and that it is back, once each, however often it was tried', async () => {
    stage.cognigy.refuseHandshake(503, 5)
    stage.cognigy.dropStream(1011)
    await expect.poll(told).toEqual([
      ['reconnecting', 'closed 1011'],
      ['live', undefined],
    ])
    stage.say('conv_1', 'hello')
    await expect.poll(() => widget.events.at(-1)?.type).toBe('transcript')
    expect(told()).toHaveLength(2)
  })

  it('widgets are told of a lost stream rather than of missing suggestions, and of these once it is back', async () => {
    stage.cognigy.faults.add({ path: SUGGEST, kind: 'status', status: 500 })
    stage.say('conv_1', 'refund')
    await expect.poll(told).toEqual([['degraded', 'suggestions']])
    stage.cognigy.dropStream()
    await expect.poll(() => told().map(([state]) => state)).toEqual(['degraded', 'reconnecting', 'degraded'])
    stage.cognigy.faults.clear()
    stage.say('conv_1', 'cancel')
    await expect.poll(() => told().at(-1)).toEqual(['live', undefined])
  })

  it('widgets are told only what they missed when they join late', async () => {
    stage.cognigy.refuseHandshake(503, 1000)
    stage.cognigy.dropStream()
    await expect.poll(() => stage.bff.status.current().state).toBe('reconnecting')
    const late = await stage.watch('conv_2')
    expect(await late.join('conv_2')).toMatchObject({ snapshot: { status: { data: { state: 'reconnecting' } } } })
    stage.cognigy.faults.clear()
    await expect.poll(() => told(late)).toEqual([['live', undefined]])
    const fresh = await stage.watch('conv_3')
    expect(await fresh.join('conv_3')).toMatchObject({ snapshot: { status: null } })
  })
})

describe('a token that is revoked', () => {
  it('a token that is revoked while the stream is open costs nobody anything', async () => {
    stage.say('conv_1', 'refund')
    await suggestionsNumber(widget, 1)
    stage.cognigy.revokeTokens()
    stage.say('conv_1', 'cancel')
    expect(await suggestionsNumber(widget, 2)).toMatchObject({ fallback: false })
    stage.cognigy.revokeTokens()
    stage.cognigy.dropStream()
    await expect.poll(() => stage.cognigy.subscriberCount).toBe(1)
    await expect.poll(() => told().map(([state]) => state)).toEqual(['reconnecting', 'live'])
  })
})
