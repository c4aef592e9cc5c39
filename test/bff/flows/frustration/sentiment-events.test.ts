/** What widgets see of frustration: one figure a conversation, whoever scored what and in whatever order. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScoringFailed } from '../../../../bff/ports/models.ts'
import { sendJson } from '../../../support/http-client.ts'
import {
  escalationsSeen,
  frustrationSeen,
  mood,
  openSentimentStage,
  SESSION,
  type SentimentStage,
  said,
} from '../../../support/sentiment-stage.ts'
import type { Widget } from '../../../support/widget-client.ts'

const CONTACT = 'conv_abc123'

let stage: SentimentStage
let widget: Widget
beforeEach(async () => {
  stage = await openSentimentStage()
  widget = await stage.watch(CONTACT)
})
afterEach(() => stage.close())

/** The flow names the contact, so that its session and the stream's interaction are known to be one conversation. */
const turn: SentimentStage['turn'] = (texts, facts) => stage.turn(texts, { conversationId: CONTACT, ...facts })
const latest = () => frustrationSeen(widget).at(-1)
const frustrations = () => latest()?.recent?.map(({ frustration }) => frustration)
const idOf = (text: string) =>
  widget.events.flatMap((event) =>
    event.type === 'transcript' && event.data.text === text ? [event.data.utteranceId] : [],
  )
const report = (utteranceId: string | undefined, frustration: number, more: object = {}, from = widget) =>
  from.ask('sentiment:report', {
    conversationId: CONTACT,
    utteranceId,
    negative: frustration,
    neutral: 1 - frustration,
    positive: 0,
    frustration,
    backend: 'wasm',
    ...more,
  })
const hear = (text: string, speaker = 'customer', utteranceId?: string) =>
  stage.bff.app.hearStream({
    interactionId: 'int_1',
    conversationId: CONTACT,
    agentId: 'agent_1',
    transcript: text,
    speaker: speaker === 'agent' ? 'agent' : 'customer',
    utteranceId,
  })
const weighted = (...figures: readonly number[]) => {
  const weights = figures.map((_, i) => 0.85 ** (figures.length - 1 - i))
  return figures.reduce((sum, s, i) => sum + s * (weights[i] ?? 0), 0) / weights.reduce((sum, w) => sum + w, 0)
}

describe('a webhook', () => {
  it('a webhook shows the utterance, the figure, its trend and where it was scored', async () => {
    await turn([mood(0.2), mood(0.9)])
    await expect.poll(latest).toBeDefined()
    expect(said(widget)).toEqual([mood(0.9)])
    const [id] = idOf(mood(0.9))
    expect(latest()).toMatchObject({
      level: 'supervisor',
      utteranceId: id,
      scoredBy: 'service',
      recent: [
        { frustration: 0.2, score: 0.2, tone: 'neutral' },
        { utteranceId: id, frustration: 0.9, tone: 'negative' },
      ],
    })
    expect(latest()?.score).toBeCloseTo(weighted(0.2, 0.9))
  })

  it('a webhook tells that Cognigy was told to escalate, and nothing while it was not', async () => {
    await turn([mood(0.1)])
    await turn([mood(0.9)])
    await turn([mood(0.9)])
    await expect
      .poll(() => escalationsSeen(widget))
      .toEqual([
        {
          level: 'manager',
          cause: 'frustration',
          score: expect.closeTo(0.9, 2),
          targetFlow: 'manager_escalation',
          targetNode: 'start',
        },
      ])
  })

  it('a webhook that Cognigy did not hear of shows the figure all the same, and no escalation', async () => {
    stage.cognigy.faults.add({ method: 'POST', path: /\/update$/, kind: 'status', status: 401 })
    await turn([mood(0.9)])
    await expect.poll(latest).toMatchObject({ level: 'manager' })
    expect(escalationsSeen(widget)).toEqual([])
  })

  it('a webhook does not show an utterance again that routing, a fallback or the stream told of', async () => {
    await hear(mood(0.9))
    await sendJson(stage.bff.url, '/webhook/fallback', {
      sessionId: SESSION,
      conversationId: CONTACT,
      input: mood(0.9),
      intent: { name: 'Fallback', confidence: 0.1 },
      context: {},
      previousIntents: [],
    })
    await turn([mood(0.9)])
    await expect.poll(latest).toBeDefined()
    expect(said(widget)).toEqual([mood(0.9)])
  })

  it('whoever tells of an utterance after the webhook does not show it again either', async () => {
    await turn([mood(0.9)])
    await hear(mood(0.9))
    await sendJson(stage.bff.url, '/webhook/fallback', {
      sessionId: SESSION,
      conversationId: CONTACT,
      input: mood(0.9),
      intent: { name: 'Fallback', confidence: 0.1 },
      context: {},
      previousIntents: [],
    })
    await expect.poll(() => widget.events.some(({ type }) => type === 'fallback')).toBe(true)
    expect(said(widget)).toEqual([mood(0.9)])
  })

  it('a webhook in a language that nobody speaks here is told once, and what widgets score of it does not count', async () => {
    await turn(['nein'], { language: 'de' })
    await turn(['nein', 'doch'], { language: 'de' })
    await expect.poll(() => said(widget)).toEqual(['nein', 'doch'])
    expect(await report(idOf('doch')[0], 0.9)).toMatchObject({ ok: true, frustration: 0, level: 'standard' })
    expect(frustrationSeen(widget)).toEqual([{ score: 0, level: 'standard', unscored: 'language' }])
  })
})

describe('one figure', () => {
  it('the figure counts an utterance once that the webhook and a widget scored', async () => {
    await turn([mood(0.2), mood(0.9)])
    await expect.poll(latest).toBeDefined()
    const before = latest()?.score
    expect(await report(idOf(mood(0.9))[0], 0.1)).toMatchObject({ ok: true, frustration: before })
    expect(frustrations()).toEqual([0.2, 0.9])
  })

  it('the figure counts an utterance once too where the widget was first', async () => {
    await hear(mood(0.9), 'customer', 'u1')
    await report('u1', 0.9)
    await turn([mood(0.9)])
    await turn([mood(0.9), mood(0.3)])
    await expect.poll(frustrations).toEqual([0.9, 0.3])
  })

  it('the figure holds what only the bot’s history knows, in its place', async () => {
    await hear(mood(0.5), 'customer', 'u2')
    await turn([mood(0.1), mood(0.5), mood(0.2), mood(0.7)])
    await expect.poll(frustrations).toEqual([0.1, 0.5, 0.2, 0.7])
    // The history grew, and what was unknown in it is not counted anew.
    await turn([mood(0.1), mood(0.5), mood(0.2), mood(0.7), mood(0.3)])
    await expect.poll(frustrations).toEqual([0.1, 0.5, 0.2, 0.7, 0.3])
  })

  it('the figure follows a history that lost its oldest entry', async () => {
    await turn([mood(0.1), mood(0.9)])
    await turn([mood(0.7), mood(0.9), mood(0.3)])
    await expect.poll(frustrations).toEqual([0.7, 0.9, 0.3])
  })

  it('a figure that did not change is told once', async () => {
    await turn([mood(0.9)])
    await turn([mood(0.9), ''])
    await turn([mood(0.9), ''])
    await expect.poll(() => said(widget)).toEqual([mood(0.9)])
    expect(frustrationSeen(widget)).toHaveLength(1)
  })

  it('the figure is that of the transcript’s order, though a widget scores the newest first', async () => {
    for (const [i, text] of ['a', 'b', 'c'].entries()) await hear(text, 'customer', `u${i}`)
    await report('u2', 0.9)
    await report('u0', 0.1)
    const answer = await report('u1', 0.5)
    expect(Reflect.get(Object(answer), 'frustration')).toBeCloseTo(weighted(0.1, 0.5, 0.9))
    await expect.poll(frustrations).toEqual([0.1, 0.5, 0.9])
  })

  it('the figure counts the report of two widgets once, and both learn the figure', async () => {
    await hear('a', 'customer', 'u1')
    const other = await stage.watch(CONTACT)
    await Promise.all([report('u1', 0.8), report('u1', 0.8, {}, other)])
    await expect.poll(() => frustrationSeen(other)).toHaveLength(1)
    expect(frustrationSeen(other)).toMatchObject([{ score: 0.8, level: 'manager', scoredBy: 'wasm' }])
    expect(frustrationSeen(widget)).toHaveLength(1)
  })

  it('the figure leaves out what an agent or the bot wrote', async () => {
    await hear('We are sorry', 'agent', 'a1')
    expect(await report('a1', 0.9)).toMatchObject({ ok: true, frustration: 0 })
    expect(frustrationSeen(widget)).toEqual([])
  })

  it('the figure is computed by the rules in force, from the probabilities', async () => {
    stage.bff.setRules({ escalation: { rule: 'expected' } })
    await hear('well', 'customer', 'u1')
    expect(await report('u1', 0.5, { negative: 0.2, neutral: 0.4, positive: 0.4 })).toMatchObject({ frustration: 0.4 })
  })
})

describe('the level shown', () => {
  const levels = async (...figures: readonly number[]) => {
    stage.bff.setRules({ escalation: { historyLimit: 1 } })
    for (const [i, figure] of figures.entries()) {
      await hear(`${i}`, 'customer', `u${i}`)
      await report(`u${i}`, figure)
    }
    return frustrationSeen(widget).map(({ level }) => level)
  }

  it('the level that agents see rises at the cut, and does not flicker while the score hovers there', async () => {
    expect(await levels(0.34, 0.35, 0.34, 0.31, 0.36, 0.29)).toEqual([
      'standard',
      'supervisor',
      'supervisor',
      'supervisor',
      'supervisor',
      'standard',
    ])
  })

  it('the level that agents see falls one cut at a time where the lower one is still near', async () => {
    expect(await levels(0.9, 0.62, 0.59, 0.31)).toEqual(['manager', 'manager', 'supervisor', 'supervisor'])
  })

  it('the level that agents see is not what Cognigy is told: that follows the plain cuts', async () => {
    await turn([mood(0.5)])
    await turn([mood(0.5), mood(0.2), mood(0.3)])
    await expect.poll(latest).toMatchObject({ level: 'supervisor' })
    expect(stage.updates()).toMatchObject([
      { sessionData: { escalationLevel: 'supervisor' } },
      { sessionData: { escalationLevel: 'standard' } },
    ])
  })
})

describe('a report on nothing', () => {
  const NOT_FOUND = { ok: false, error: { code: 'not_found', message: expect.any(String) } }

  it('a report on what never was is refused, and no level changes', async () => {
    await hear(mood(0.2), 'customer', 'u1')
    await report('u1', 0.2)
    for (const id of ['u2', 'u-never', 'history:0']) expect(await report(id, 1)).toEqual(NOT_FOUND)
    await hear('and now', 'customer', 'u2')
    expect(await report('u2', 0.2)).toMatchObject({ ok: true, level: 'standard' })
    expect(frustrations()).toEqual([0.2, 0.2])
  })

  it('a report on what never was is refused where nobody told of the conversation, though a widget may wait for it', async () => {
    const early = await stage.watch('conv_early')
    const about = { conversationId: 'conv_early' }
    expect(await report('u1', 1, about, early)).toEqual(NOT_FOUND)
    expect(await early.ask('sentiment:score', { ...about, utteranceIds: ['u1'] })).toEqual(NOT_FOUND)
    expect(await stage.bff.store.conversations.find('conv_early')).toMatchObject({ scores: [], snapshot: { seq: 0 } })
  })

  it('a report on what never was is refused where it is asked to be scored here', async () => {
    await hear(mood(0.2), 'customer', 'u1')
    expect(await widget.ask('sentiment:score', { conversationId: CONTACT, utteranceIds: ['u-never'] })).toEqual(
      NOT_FOUND,
    )
    expect(
      await widget.ask('sentiment:score', { conversationId: CONTACT, utteranceIds: ['u1', 'u-never'] }),
    ).toMatchObject({ ok: true })
    expect(frustrations()).toEqual([0.2])
  })

  it('a report counts for the utterance by whichever of its ids it is named', async () => {
    await turn([mood(0.1)])
    await hear(mood(0.1), 'customer', 'by-stream')
    expect(await report('by-stream', 0.9)).toMatchObject({ ok: true })
    expect(frustrations()).toEqual([0.1])
  })
})

describe('a widget that cannot score', () => {
  const ask = (...utteranceIds: readonly string[]) =>
    widget.ask('sentiment:score', { conversationId: CONTACT, utteranceIds })

  it('a widget that cannot score gets the utterances it names scored here, each once', async () => {
    await hear(mood(0.2), 'customer', 'u1')
    await hear(mood(0.9), 'customer', 'u2')
    expect(await ask('u1', 'u2')).toMatchObject({ ok: true, level: 'supervisor' })
    expect(frustrations()).toEqual([0.2, 0.9])
    expect(latest()).toMatchObject({ scoredBy: 'service' })
    await ask('u1', 'u2')
    expect(stage.scorer.asked).toEqual([[mood(0.2), mood(0.9)]])
  })

  it('a widget that cannot score gets no foreign words scored: agents’, unknown ones, other conversations’', async () => {
    await hear(mood(0.9), 'agent', 'a1')
    expect(await ask('a1', 'u-unknown')).toEqual({ ok: true, frustration: 0, level: 'standard' })
    expect(stage.scorer.asked).toEqual([])
    expect(await widget.ask('sentiment:score', { conversationId: 'conv_other', utteranceIds: ['u1'] })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    })
  })

  it('a widget that cannot score is told where the service cannot either', async () => {
    await hear(mood(0.9), 'customer', 'u1')
    stage.scorer.failWith(new ScoringFailed('unavailable'))
    expect(await ask('u1')).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  })

  it('a widget that cannot score is refused where the operator switched scoring off', async () => {
    stage.bff.setRules({ widget: { sentiment: 'off' } })
    expect(await ask('u1')).toMatchObject({ ok: false, error: { code: 'unavailable', message: /switched off/ } })
  })

  it.each([[{ utteranceIds: [] }], [{ utteranceIds: 'u1' }], [{}]])(
    'a widget that cannot score must name utterances: %j',
    async (body) => {
      expect(await widget.ask('sentiment:score', { conversationId: CONTACT, ...body })).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      })
    },
  )
})

describe('scores of widgets', () => {
  it('scores of widgets escalate nothing by themselves', async () => {
    await turn([mood(0.1)])
    for (const id of ['u9', 'u10', 'u11']) {
      await hear(id, 'customer', id)
      await report(id, 0.9)
    }
    expect(stage.updates()).toMatchObject([{ sessionData: { escalationLevel: 'standard' } }])
  })

  it('scores of widgets escalate where the rules want it, once', async () => {
    stage.bff.setRules({ escalation: { fromClientScores: true } })
    await turn([mood(0.1)])
    for (const id of ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8']) {
      await hear(id, 'customer', id)
      await report(id, 1)
    }
    await expect
      .poll(() => stage.updates())
      .toMatchObject([
        { sessionData: { escalationLevel: 'standard' } },
        { sessionData: { escalationLevel: 'supervisor' }, flow: 'supervisor_escalation' },
        { sessionData: { escalationLevel: 'manager' }, flow: 'manager_escalation' },
      ])
    expect(escalationsSeen(widget)).toHaveLength(2)
  })

  it('scores of widgets interrupt no flow because things get better, and tell that all is well', async () => {
    stage.bff.setRules({ escalation: { fromClientScores: true, historyLimit: 1 } })
    await turn([mood(0.1)])
    for (const [i, figure] of [0.9, 0.5, 0.1].entries()) {
      await hear(`${i}`, 'customer', `u${i}`)
      await report(`u${i}`, figure)
      // Told beside the answer: the cool-down begins only once Cognigy knows.
      if (i === 0) await expect.poll(() => stage.updates()).toHaveLength(2)
      stage.clock.advance(400)
    }
    await expect
      .poll(() => stage.updates().slice(1))
      .toEqual([
        {
          sessionData: { escalationLevel: 'manager', frustrationScore: 0.9, escalationTriggered: true },
          flow: 'manager_escalation',
          node: 'start',
        },
        { sessionData: { escalationLevel: 'standard', frustrationScore: 0.1, escalationTriggered: false } },
      ])
  })
})

describe('an agent who escalates', () => {
  const escalate = (level: string, more: object = {}) =>
    widget.ask('escalation:request', { conversationId: CONTACT, level, ...more })

  it('an agent who escalates learns what Cognigy said, and all widgets see it with the reason', async () => {
    await turn([mood(0.1)])
    const other = await stage.watch(CONTACT)
    expect(await escalate('manager', { reason: 'asks for my boss' })).toEqual({
      ok: true,
      level: 'manager',
      cognigyApiResult: { sessionId: SESSION, updated: true },
    })
    expect(stage.updates().at(-1)).toEqual({
      sessionData: { escalationLevel: 'manager', frustrationScore: 0.1, escalationTriggered: true },
      flow: 'manager_escalation',
      node: 'start',
    })
    await expect
      .poll(() => escalationsSeen(other))
      .toMatchObject([{ level: 'manager', cause: 'agent', by: 'agent_1', reason: 'asks for my boss' }])
    expect(stage.bff.logged()).not.toContain('my boss')
  })

  it('an agent who escalates is not held up by the cool-down, and begins one', async () => {
    await turn([mood(0.9)])
    expect(await escalate('manager')).toMatchObject({ ok: true })
    expect(stage.updates()).toHaveLength(2)
    await turn([mood(0.9)])
    expect(stage.updates()).toHaveLength(2)
  })

  it('an agent who escalates may take it back', async () => {
    await turn([mood(0.9)])
    expect(await escalate('standard')).toMatchObject({ ok: true })
    expect(stage.updates().at(-1)).toEqual({
      sessionData: { escalationLevel: 'standard', frustrationScore: 0.9, escalationTriggered: false },
    })
    await expect.poll(() => escalationsSeen(widget).at(-1)).toMatchObject({ level: 'standard', cause: 'agent' })
  })

  it('an agent who escalates is told in a sentence why Cognigy could not be told', async () => {
    await turn([mood(0.1)])
    stage.cognigy.faults.add({ method: 'POST', path: /\/update$/, kind: 'status', status: 403 })
    expect(await escalate('manager')).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringMatching(/permission/) },
    })
    expect(escalationsSeen(widget)).toEqual([])
  })

  it('an agent who escalates is told that no session of the bot is known', async () => {
    expect(await escalate('manager')).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringMatching(/no session/) },
    })
  })

  it('an agent of another conversation may not escalate this one', async () => {
    expect(await widget.ask('escalation:request', { conversationId: 'conv_other', level: 'manager' })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    })
  })
})
