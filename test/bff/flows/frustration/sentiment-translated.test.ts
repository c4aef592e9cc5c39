/** Customers in a language that the model does not speak: scored in translation, over HTTP, and without it as ever. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import { openTranslator } from '../../../../bff/upstream/translate/open-translator.ts'
import { startTranslate, type TranslateStandIn } from '../../../../simulator/translate/server.ts'
import { frustrationSeen, mood, openSentimentStage, type SentimentStage } from '../../../support/sentiment-stage.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import type { Widget } from '../../../support/widget-client.ts'

const CONTACT = 'conv_abc123'
const API_KEY = 'translate-api-key-of-the-tests'
const CARD = '4111 1111 1111 1111'
const IBAN = 'DE89 3704 0044 0532 0130 00'

let translate: TranslateStandIn
let stage: SentimentStage
let widget: Widget
let clock: ShiftingClock
beforeEach(async () => {
  translate = await startTranslate({ apiKey: API_KEY })
  for (const percent of [5, 20, 90, 95]) {
    translate.teach('de', `gesagt ${percent}`, 'en', mood(percent / 100))
  }
  clock = createShiftingClock()
  const metrics = createMetrics()
  const backoffMs = { first: 5, longest: 20 }
  const translator = openTranslator({ url: translate.url, apiKey: API_KEY, clock, metrics, backoffMs })
  stage = await openSentimentStage({ translator, clock })
  widget = await stage.watch(CONTACT)
})
afterEach(async () => {
  await stage.close()
  await translate.close()
})

const turn: SentimentStage['turn'] = (texts, facts) =>
  stage.turn(texts, { conversationId: CONTACT, language: 'de-DE', ...facts })
const latest = () => frustrationSeen(widget).at(-1)
const idOf = (text: string): string =>
  widget.events.flatMap((event) =>
    event.type === 'transcript' && event.data.text === text ? [event.data.utteranceId] : [],
  )[0] ?? 'none'
const requests = () => translate.journal.entries(/\/translate$/)
const hear = (transcript: string, speaker: 'customer' | 'agent' = 'customer') =>
  stage.bff.app.hearStream({
    interactionId: 'int_1',
    conversationId: CONTACT,
    agentId: 'agent_1',
    transcript,
    speaker,
    utteranceId: undefined,
  })
const ask = (utteranceIds: readonly string[]) =>
  widget.ask('sentiment:score', { conversationId: CONTACT, utteranceIds })
const report = (utteranceId: string, frustration: number) =>
  widget.ask('sentiment:report', {
    conversationId: CONTACT,
    utteranceId,
    negative: frustration,
    neutral: 1 - frustration,
    positive: 0,
    frustration,
    backend: 'wasm',
  })

describe('a webhook in a language that is translated', () => {
  it('the figure is that of the translation, and widgets learn that it is', async () => {
    const { body } = await turn(['gesagt 90', 'gesagt 95'])
    expect(body).toMatchObject({ status: 'success', escalationLevel: 'manager' })
    expect(body).not.toHaveProperty('scored')
    expect(stage.updates()).toHaveLength(1)
    await expect.poll(latest).toMatchObject({
      level: 'manager',
      scoredBy: 'service',
      translated: true,
      language: 'de',
      recent: [{ frustration: 0.9 }, { frustration: 0.95 }],
    })
  })

  it('the translator is asked once for all texts of a turn, and at the next turn only for what is new', async () => {
    await turn(['gesagt 20', 'gesagt 90'])
    await turn(['gesagt 20', 'gesagt 90', 'gesagt 95'])
    expect(requests().map(({ body }) => body)).toEqual([
      { q: ['gesagt 20', 'gesagt 90'], source: 'de', target: 'en', format: 'text', api_key: '***' },
      { q: 'gesagt 95', source: 'de', target: 'en', format: 'text', api_key: '***' },
    ])
  })

  it('the translator is asked again after an hour', async () => {
    await turn(['gesagt 90'])
    clock.advance(3601)
    await turn(['gesagt 90'])
    expect(translate.asked()).toEqual(['gesagt 90', 'gesagt 90'])
  })

  it('what a webhook in the model’s own language holds never goes to the translator', async () => {
    await turn([mood(0.9)], { language: 'en-US' })
    await turn([mood(0.9)], { language: undefined })
    expect(requests()).toEqual([])
    await expect.poll(latest).toMatchObject({ level: 'manager' })
    expect(latest()).not.toHaveProperty('translated')
  })

  it.each(['klingonisch', 'd', '../languages', 'de&api_key=1'])(
    'a language of the name %j goes to no translator, and is not scored',
    async (language) => {
      const { body } = await turn(['gesagt 90'], { language })
      expect(requests()).toEqual([])
      expect(body).toMatchObject({ scored: false, escalationLevel: 'standard' })
    },
  )

  it('a turn that does not tell the language goes by that of an earlier turn', async () => {
    await turn(['gesagt 20'])
    const { body } = await turn(['gesagt 20', 'gesagt 95', 'gesagt 90'], { language: '' })
    expect(body).not.toHaveProperty('scored')
    expect(translate.asked()).toEqual(['gesagt 20', 'gesagt 95', 'gesagt 90'])
    await expect.poll(() => latest()?.recent).toHaveLength(3)
    expect(latest()).toMatchObject({ translated: true, language: 'de' })
  })

  it('what was scored before the language was told counts as the translation is scored', async () => {
    await hear('gesagt 90')
    await expect.poll(() => idOf('gesagt 90')).not.toBe('none')
    expect(await report(idOf('gesagt 90'), 0)).toMatchObject({ ok: true, frustration: 0 })
    await turn(['gesagt 90'])
    await expect.poll(latest).toMatchObject({ score: 0.9, translated: true })
  })

  it('a conversation that goes on in the model’s language is scored as it is written, by browsers too', async () => {
    await turn(['gesagt 90'])
    await turn(['gesagt 90', mood(0.1)], { language: 'en' })
    await expect.poll(() => latest()?.recent).toHaveLength(2)
    expect(latest()).not.toHaveProperty('translated')
    await hear('hello')
    await expect.poll(() => idOf('hello')).not.toBe('none')
    await report(idOf('hello'), 0.3)
    await expect.poll(() => latest()?.recent).toHaveLength(3)
  })
})

describe('a browser on a conversation that is translated', () => {
  beforeEach(async () => {
    await turn(['gesagt 20'])
    await hear('gesagt 95')
    await expect.poll(() => idOf('gesagt 95')).not.toBe('none')
  })

  it('what it asks to have scored is translated', async () => {
    expect(await ask([idOf('gesagt 95')])).toMatchObject({ ok: true, level: 'supervisor' })
    expect(translate.asked()).toEqual(['gesagt 20', 'gesagt 95'])
    await expect
      .poll(latest)
      .toMatchObject({ translated: true, language: 'de', recent: [{ frustration: 0.2 }, { frustration: 0.95 }] })
  })

  it('what the agent said before is translated with it, and hidden in the same way', async () => {
    translate.teach('de', 'Leider nein. Ihre Karte •••• 1111?', 'en', 'Unfortunately not.')
    await hear(`Leider nein. Ihre Karte ${CARD}?`, 'agent')
    await hear('gesagt 90')
    await expect.poll(() => idOf('gesagt 90')).not.toBe('none')
    await ask([idOf('gesagt 90')])
    expect(translate.asked()).toEqual(['gesagt 20', 'gesagt 90', 'Leider nein. Ihre Karte •••• 1111?'])
    expect(stage.scorer.askedAfter.at(-1)).toEqual(['Unfortunately not.'])
  })

  it('what it scored by itself does not count', async () => {
    expect(await report(idOf('gesagt 95'), 1)).toMatchObject({ ok: true, frustration: 0.2 })
    expect(latest()?.recent).toHaveLength(1)
  })

  it('it is told that nothing could be scored where the translator fails, and is served once that is back', async () => {
    const mended = translate.faults.add({ kind: 'status', status: 500, path: '/translate' })
    expect(await ask([idOf('gesagt 95')])).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    mended()
    expect(await ask([idOf('gesagt 95')])).toMatchObject({ ok: true, level: 'supervisor' })
  })
})

describe('a translator that fails', () => {
  it.each<[string, () => void]>([
    ['is down', () => void translate.faults.add({ kind: 'drop' })],
    ['answers 500', () => void translate.faults.add({ kind: 'status', status: 500 })],
    ['answers with a page', () => void translate.faults.add({ kind: 'bad-body' })],
    ['breaks off', () => void translate.faults.add({ kind: 'bad-body', body: 'truncated-json' })],
    ['answers in another shape', () => translate.lie('shape')],
    ['answers less than it was asked', () => translate.lie('fewer')],
    ['answers with numbers', () => translate.lie('numbers')],
  ])('the answer says that nothing was scored where the translator %s', async (_, fail) => {
    fail()
    const { status, body } = await turn(['gesagt 90', 'gesagt 95'])
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'success', escalationLevel: 'standard', frustrationScore: 0, scored: false })
    await expect.poll(latest).toEqual({ score: 0, level: 'standard', unscored: 'language' })
  })

  it('the answer comes within its time where the translator hangs, and Cognigy is told all the same', async () => {
    translate.faults.add({ kind: 'hang' })
    const startedAt = performance.now()
    const { body } = await turn(['gesagt 90'])
    expect(performance.now() - startedAt).toBeLessThan(5500)
    expect(body).toMatchObject({ status: 'success', scored: false })
    expect(stage.updates()).toHaveLength(1)
  })

  it('the figure stays where earlier turns were scored, so that a failure calms nobody', async () => {
    await turn(['gesagt 90'])
    translate.faults.add({ kind: 'status', status: 500 })
    const { body } = await turn(['gesagt 90', 'gesagt 5'])
    expect(body).toMatchObject({ escalationLevel: 'manager', frustrationScore: 0.9 })
    expect(latest()).toMatchObject({ level: 'manager', translated: true })
  })

  it('the next turn is scored whole once the translator is back', async () => {
    const mended = translate.faults.add({ kind: 'status', status: 500 })
    await turn(['gesagt 90'])
    mended()
    await turn(['gesagt 90', 'gesagt 95'])
    await expect.poll(latest).toMatchObject({ translated: true, recent: [{ frustration: 0.9 }, { frustration: 0.95 }] })
  })

  it('a language that the translator does not have is not scored', async () => {
    expect((await turn(['gesagt 90'], { language: 'ja' })).body).toMatchObject({ scored: false })
  })
})

describe('what leaves for the translator', () => {
  it('cards and accounts are hidden before anything leaves, in what is said, in a history and in what was heard', async () => {
    await turn([`meine Karte ist ${CARD}`, `mein Konto ist ${IBAN}`])
    await hear(`oder ${CARD.replaceAll(' ', '-')} und &#68;E89370400440532013000`)
    await expect.poll(() => widget.events.filter(({ type }) => type === 'transcript')).toHaveLength(2)
    const told = widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.utteranceId] : []))
    expect(await ask(told)).toMatchObject({ ok: true })
    expect(translate.asked()).toHaveLength(3)
    const left = JSON.stringify(requests()).replaceAll(/[\s-]/g, '')
    for (const canary of ['41111111', '89370400', '05320130']) expect(left).not.toContain(canary)
    expect(left).toContain('••••1111')
  })

  it('what the rules hide only since it was heard is hidden too', async () => {
    await turn(['gesagt 20'])
    await hear('Bestellung ORD-123456')
    await expect.poll(() => widget.events.filter(({ type }) => type === 'transcript')).toHaveLength(2)
    stage.bff.setRules({ privacy: { patterns: { order: '\\bORD-\\d{6}\\b' } } })
    const told = widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.utteranceId] : []))
    await ask(told)
    expect(translate.asked()).toEqual(['gesagt 20', 'Bestellung [order]'])
  })

  it('neither the key nor what a customer said is in an address or in the log', async () => {
    await turn(['gesagt 90'])
    translate.faults.add({ kind: 'status', status: 403 })
    await turn(['gesagt 90', 'ganz geheim'])
    expect(requests().map(({ query, path, authorization }) => [path, query, authorization])).toEqual([
      ['/translate', '', undefined],
      ['/translate', '', undefined],
    ])
    expect(stage.bff.logged()).toContain('utterances could not be translated')
    expect(stage.bff.logged()).not.toContain(API_KEY)
    expect(stage.bff.logged()).not.toMatch(/gesagt|geheim/)
  })

  it('how many utterances were translated, known and not is counted', async () => {
    await turn(['gesagt 20', 'gesagt 90'])
    await turn(['gesagt 20', 'gesagt 90', 'gesagt 95'])
    translate.faults.add({ kind: 'status', status: 500 })
    await turn(['gesagt 5'])
    const metrics = await stage.bff.metrics.render()
    expect(metrics).toContain('cx_assist_utterance_translations_total{outcome="translated"} 3')
    expect(metrics).toContain('cx_assist_utterance_translations_total{outcome="cached"} 2')
    expect(metrics).toContain('cx_assist_utterance_translations_total{outcome="failed"} 1')
  })
})
