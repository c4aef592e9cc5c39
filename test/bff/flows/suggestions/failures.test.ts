/** When the upstream fails, agents get the generic replies at once, know it, and get live ones again as soon as there are any. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FaultSpec } from '../../../../simulator/http/faults.ts'
import type { Widget } from '../../../support/widget-client.ts'
import { openStage, type Stage, SUGGEST, shownTexts, suggestionsIn, suggestionsNumber, TOKEN } from './stage.ts'

const CONVERSATION = 'conv_1'
const FALLBACK = [
  'I understand your concern. Let me connect you with a specialist.',
  'Would you like me to explain our resolution options?',
]
/** Enough for three tries, and short where the upstream hangs. */
const RULES = { assist: { suggestTimeoutMs: 400 } }

let stage: Stage
let widget: Widget
beforeEach(async () => {
  stage = await openStage({ rules: RULES })
  widget = await stage.watch(CONVERSATION)
})
afterEach(async () => {
  vi.useRealTimers()
  await stage.close()
})

const arm = (fault: Omit<FaultSpec, 'path'> & FaultSpec): (() => void) =>
  stage.cognigy.faults.add({ path: SUGGEST, ...fault })
let said = 0
const ask = async (count: number) => {
  said += 1
  stage.say(CONVERSATION, `refund number ${said}`, { utteranceId: `u${said}` })
  return await suggestionsNumber(widget, count)
}
const statuses = () => widget.events.flatMap((event) => (event.type === 'status' ? [event.data.state] : []))

describe('the generic replies', () => {
  it.each<[string, FaultSpec, string]>([
    ['hangs', { kind: 'hang' }, 'timeout'],
    ['cuts the connection', { kind: 'drop' }, 'unavailable'],
    ['answers with a page', { kind: 'bad-body', body: 'html' }, 'bad_answer'],
    ['answers half', { kind: 'bad-body', body: 'truncated-json' }, 'bad_answer'],
    ['answers too slowly', { kind: 'slow-body', ms: 5000 }, 'timeout'],
    ['answers null', { kind: 'status', status: 200, body: 'null' }, 'bad_answer'],
    ['answers a list', { kind: 'status', status: 200, body: [] }, 'bad_answer'],
    ['answers no list', { kind: 'status', status: 200, body: { suggestions: 'none' } }, 'bad_answer'],
    ['answers null for the list', { kind: 'status', status: 200, body: { suggestions: null } }, 'bad_answer'],
    ['answers nothing', { kind: 'status', status: 204 }, 'bad_answer'],
    [
      'answers two megabytes',
      { kind: 'status', status: 200, body: { suggestions: ['x'.repeat(2_000_000)] } },
      'bad_answer',
    ],
    ['redirects', { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'unavailable'],
    ['says 400', { kind: 'status', status: 400 }, 'refused'],
    ['says 401', { kind: 'status', status: 401 }, 'credentials'],
    ['says 403', { kind: 'status', status: 403 }, 'permission'],
    ['says 404', { kind: 'status', status: 404 }, 'not_found'],
    ['says 500', { kind: 'status', status: 500 }, 'unavailable'],
    ['says 503', { kind: 'status', status: 503 }, 'unavailable'],
    ['says 429', { kind: 'status', status: 429 }, 'rate_limited'],
  ])('the generic replies are shown, marked, and say why, where the upstream %s', async (_what, fault, reason) => {
    arm(fault)
    const startedAt = performance.now()
    const data = await ask(1)
    expect(performance.now() - startedAt).toBeLessThan(2000)
    expect(shownTexts(data)).toEqual(FALLBACK)
    expect(data).toMatchObject({ fallback: true, cached: false, fallbackReason: reason, withheld: [] })
    expect(data.suggestions.map(({ confidence, source, fallback }) => [confidence, source, fallback])).toEqual([
      [0.85, 'fallback', true],
      [0.8, 'fallback', true],
    ])
  })

  it('the generic replies are shown, marked, and say why, where no token is to be had', async () => {
    stage.cognigy.revokeTokens()
    stage.cognigy.faults.add({ path: TOKEN, kind: 'status', status: 401 })
    expect(await ask(1)).toMatchObject({ fallback: true, fallbackReason: 'credentials' })
  })

  it('the generic replies are shown unless the policy stops them, and then it says so', async () => {
    const text = 'I would take legal action'
    stage.bff.setRules({
      assist: {
        fallbackSuggestions: [
          { text, confidence: 0.9 },
          { text: 'weak', confidence: 0.1 },
        ],
      },
    })
    arm({ kind: 'status', status: 500 })
    expect(await ask(1)).toMatchObject({
      suggestions: [],
      fallback: true,
      withheld: [
        { reason: 'prohibited_phrase', rule: 'legal threat', count: 1 },
        { reason: 'low_confidence', count: 1 },
      ],
    })
  })
})

describe('trouble that passes', () => {
  it.each<[string, FaultSpec, number]>([
    ['429 with seconds', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }, 2],
    ['429 with a date', { kind: 'status', status: 429, headers: { 'retry-after': new Date(0).toUTCString() } }, 2],
    ['503', { kind: 'status', status: 503 }, 2],
    ['a cut connection', { kind: 'drop' }, 2],
    ['a refused token', { kind: 'status', status: 401 }, 2],
  ])('trouble that passes is not noticed: %s', async (_what, fault, calls) => {
    arm({ ...fault, times: 1 })
    expect(await ask(1)).toMatchObject({ fallback: false })
    expect(stage.asked()).toHaveLength(calls)
    expect(new Set(stage.asked().map((body) => JSON.stringify(body))).size).toBe(1)
    expect(statuses()).toEqual([])
  })

  it('a token that is revoked is not noticed, since it is renewed once', async () => {
    await ask(1)
    stage.cognigy.revokeTokens()
    expect(await ask(2)).toMatchObject({ fallback: false })
    expect(stage.cognigy.journal.entries(TOKEN)).toHaveLength(2)
    expect(stage.stream.state().kind).toBe('live')
  })

  it('an upstream that wants to be left alone for long is waited for by nobody', async () => {
    arm({ kind: 'status', status: 429, headers: { 'retry-after': '60' } })
    expect(await ask(1)).toMatchObject({ fallbackReason: 'rate_limited' })
    expect(stage.asked()).toHaveLength(1)
  })
})

describe('a dead upstream', () => {
  const fail = async (from: number) => {
    for (let count = from; count < from + 3; count += 1) expect(await ask(count)).toMatchObject({ fallback: true })
  }

  it('a dead upstream is left alone after three failures, then tried again, and used once it answers', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    arm({ kind: 'status', status: 500 })
    await fail(1)
    expect(stage.asked()).toHaveLength(3)
    expect(await ask(4)).toMatchObject({ fallback: true, fallbackReason: 'unavailable' })
    expect(stage.asked()).toHaveLength(3)
    vi.setSystemTime(Date.now() + 10_001)
    expect(await ask(5)).toMatchObject({ fallback: true })
    expect(stage.asked()).toHaveLength(4)
    expect(await ask(6)).toMatchObject({ fallback: true })
    expect(stage.asked()).toHaveLength(4)
    stage.cognigy.faults.clear()
    vi.setSystemTime(Date.now() + 10_001)
    expect(await ask(7)).toMatchObject({ fallback: false })
    expect(await ask(8)).toMatchObject({ fallback: false })
  })

  it('a dead upstream is left alone for every conversation, at once', async () => {
    const other = await stage.watch('conv_2')
    arm({ kind: 'hang' })
    await fail(1)
    const askedBefore = stage.asked().length
    stage.say('conv_2', 'refund')
    expect(await suggestionsNumber(other, 1)).toMatchObject({ fallback: true, fallbackReason: 'unavailable' })
    // Nothing was asked, so there was nothing to wait for: a call that hangs would be a `timeout`.
    expect(stage.asked()).toHaveLength(askedBefore)
  })

  it('a dead upstream is told to widgets once when it begins and once when it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    arm({ kind: 'status', status: 500 })
    await fail(1)
    await expect.poll(statuses).toEqual(['degraded'])
    expect(widget.events.find(({ type }) => type === 'status')?.data).toMatchObject({ reason: 'suggestions' })
    stage.cognigy.faults.clear()
    vi.setSystemTime(Date.now() + 10_001)
    await ask(4)
    await ask(5)
    await expect.poll(statuses).toEqual(['degraded', 'live'])
  })

  it('a dead upstream is told to a widget that joins meanwhile, and to nobody while all is well', async () => {
    await ask(1)
    expect(statuses()).toEqual([])
    arm({ kind: 'status', status: 500 })
    await ask(2)
    const late = await stage.watch('conv_9')
    expect(late.events.length + suggestionsIn(late.events).length).toBe(0)
    const rejoined = await late.join('conv_9')
    expect(rejoined).toMatchObject({ ok: true, snapshot: { status: { data: { state: 'degraded' } } } })
  })
})
