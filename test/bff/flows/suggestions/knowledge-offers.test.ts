/** What the operator knows, offered for each thing a customer says, alone and beside what Cognigy suggests. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type KnowledgeSource, KnowledgeUnavailable } from '../../../../bff/ports/knowledge.ts'
import { sendJson } from '../../../support/http-client.ts'
import { routingBody } from '../../../support/routing-webhook.ts'
import { INTEGRATOR_KEY, type RulesInput } from '../../../support/start-bff.ts'
import {
  CONVERSATION,
  down,
  engines,
  GENEROUS,
  heldAnswer,
  ids,
  type KnowledgeStage,
  live,
  openKnowledgeStage,
  titles,
} from './knowledge-stage.ts'

let stage: KnowledgeStage
afterEach(() => stage.close())

const open = async (rules: RulesInput = {}, more: Parameters<typeof openKnowledgeStage>[0] = {}) => {
  stage = await openKnowledgeStage({ rules, ...more })
}
const sets = (count: number) => expect.poll(() => stage.sets()).toHaveLength(count)
const marks = () =>
  stage.widget.events.flatMap(({ type, data }) => (type === 'transcript' ? [data.awaitsSuggestions] : []))

describe('knowledge for an utterance', () => {
  it('knowledge for an utterance that triggers nothing follows by itself, with its source, and Cognigy is not asked', async () => {
    await open()
    await stage.say('my parcel is late', { utteranceId: 'u1' })
    await sets(1)
    expect(stage.sets()[0]).toEqual({
      basedOn: 'u1',
      fallback: false,
      cached: false,
      withheld: [],
      suggestions: [
        {
          id: expect.stringMatching(/^kb\.[0-9a-f]{16}\.[\w-]+$/),
          text: expect.stringContaining('tracking number'),
          confidence: expect.any(Number),
          source: 'A parcel is late',
          sourceUrl: 'https://help.example.com/parcel-late',
          fallback: false,
          engine: 'knowledge',
        },
      ],
    })
    expect(stage.asked).toEqual([])
    expect(marks()).toEqual([undefined])
    expect(stage.bff.records).toMatchObject([{ triggered: false, suggestionCount: 1 }])
    expect(await stage.bff.metrics.render()).toMatch(/suggestions_seconds_count\{origin="knowledge"\} 1/)
  })

  it('knowledge for an utterance comes whichever way the utterance did, and once', async () => {
    await open()
    const routing = routingBody({ conversationId: CONVERSATION, score: 0.1, text: 'my parcel is late' })
    await sendJson(stage.bff.url, '/webhook/cognigy', routing)
    await sets(1)
    await stage.say('my parcel is late')
    await stage.say('Thank you, done.', { speaker: 'agent' })
    const told = { interactionId: 'int_1', conversationId: CONVERSATION, transcript: 'how to reset a password' }
    await sendJson(stage.bff.url, '/webhook/transcript', told)
    await expect.poll(() => titles(stage.sets().at(-1))).toEqual(['Reset a password'])
    expect(stage.sets()).toHaveLength(2)
  })

  it('knowledge for an utterance is none, and no event, where nothing is sure enough, or somebody else speaks', async () => {
    await open()
    await stage.say('good morning to you')
    await stage.say('my parcel is late', { speaker: 'bot' })
    await stage.say('my parcel is late', { speaker: 'agent' })
    await stage.say('how to reset a password', { utteranceId: 'u4' })
    await sets(1)
    expect(stage.sets()[0]?.basedOn).toBe('u4')
  })

  it('knowledge for an utterance says what is for agents alone, and fills so many places as the rules say', async () => {
    await open({ knowledge: { ...GENEROUS, maxFill: 2 } })
    await stage.say('who pays the customs duty of the parcel')
    await sets(1)
    expect(stage.sets()[0]?.suggestions[0]).toMatchObject({ source: 'Customs duty of a parcel', internal: true })
    expect(stage.sets()[0]?.suggestions).toHaveLength(2)
  })

  it.each(['off', 'triggered'] as const)(
    'knowledge for an utterance that triggers nothing is none by the rule %j',
    async (suggest) => {
      await open({ knowledge: { suggest } })
      await stage.say('my parcel is late')
      stage.cognigy(live('Of course.'))
      await stage.say('cancel it, my parcel is late', { utteranceId: 'u2' })
      await expect.poll(() => stage.bff.records).toHaveLength(2)
      await expect.poll(() => titles(stage.sets().at(-1))).toContain('Of course.')
      expect(stage.sets().every(({ basedOn }) => basedOn === 'u2')).toBe(true)
      expect(engines(stage.sets().at(-1)).includes('knowledge')).toBe(suggest === 'triggered')
    },
  )

  it('knowledge for an utterance passes the policy, and is told as withheld where it does not', async () => {
    await open({ policy: { prohibitedPhrases: ['tracking number'], minConfidence: 1 } })
    await stage.say('my parcel is late')
    await sets(1)
    expect(stage.sets()[0]).toMatchObject({ suggestions: [], withheld: [{ reason: 'prohibited_phrase', count: 1 }] })
  })

  it.each([
    ['same', 'كيف يمكنني أن أغير password', []],
    ['any', 'كيف يمكنني أن أغير password', ['Reset a password']],
    ['same', 'reset password', ['Reset a password']],
  ] as const)(
    'knowledge for an utterance is in a language that the customer reads, by the rule %j: %s',
    async (languages, said, expected) => {
      // One word that fits is not sure by itself.
      await open({ knowledge: { languages, minConfidence: 0.2 } })
      await stage.say(said)
      await stage.say('who pays the customs duty of the parcel', { utteranceId: 'last' })
      await expect.poll(() => stage.sets().at(-1)?.basedOn).toBe('last')
      expect(stage.sets().slice(0, -1).flatMap(titles)).toEqual(expected)
    },
  )

  it('knowledge for an utterance is asked with what was said before', async () => {
    const situations: unknown[] = []
    const wrap = (real: KnowledgeSource): KnowledgeSource => ({
      ...real,
      suggest: (situation, asked) => {
        situations.push(situation)
        return real.suggest(situation, asked)
      },
    })
    await open({}, { wrap })
    await stage.say('hello, a parcel', { utteranceId: 'u1' })
    await stage.say('What about it?', { speaker: 'agent' })
    await stage.say('it is late', { utteranceId: 'u3' })
    await expect.poll(() => situations).toHaveLength(2)
    expect(situations[1]).toEqual({
      said: 'it is late',
      replies: ['What about it?'],
      lookUps: [],
      last: 'customer',
      earlier: 'hello, a parcel',
    })
  })
})

describe('knowledge beside Cognigy', () => {
  const rules: RulesInput = { knowledge: GENEROUS }

  it('knowledge beside Cognigy comes first where it is quicker; what Cognigy suggests comes behind it, and nothing shown moves', async () => {
    await open(rules)
    const held = heldAnswer()
    stage.cognigy(held.wait)
    await stage.say('cancel it, my parcel is late', { utteranceId: 'u1' })
    await sets(1)
    expect(marks()).toEqual([true])
    expect(engines(stage.sets()[0])).toEqual(['knowledge'])
    held.give('I cancel it.', 'Sorry to hear that.')
    await sets(2)
    expect(stage.sets()[1]).toMatchObject({ basedOn: 'u1', fallback: false })
    expect(engines(stage.sets()[1])).toEqual(['knowledge', 'cognigy', 'cognigy'])
    expect(stage.sets()[1]?.suggestions[0]).toEqual(stage.sets()[0]?.suggestions[0])
  })

  it('knowledge beside Cognigy fills the places that Cognigy leaves', async () => {
    await open(rules)
    const held = heldAnswer()
    stage.cognigy(held.wait)
    await stage.say('cancel it, my parcel is late')
    await sets(1)
    held.give('I cancel it.')
    await sets(2)
    expect(engines(stage.sets()[1])).toEqual(['knowledge', 'cognigy', 'knowledge'])
    expect(new Set(ids(stage.sets()[1])).size).toBe(3)
  })

  it('knowledge beside Cognigy stands behind what Cognigy suggests where both come at once', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const wrap = (real: KnowledgeSource): KnowledgeSource => ({
      ...real,
      suggest: async (...asked) => {
        await gate
        return await real.suggest(...asked)
      },
    })
    await open(rules, { wrap })
    stage.cognigy(live('I cancel it.'))
    await stage.say('cancel it, my parcel is late')
    await expect.poll(() => stage.asked).toHaveLength(1)
    release()
    await sets(1)
    expect(engines(stage.sets()[0])).toEqual(['cognigy', 'knowledge', 'knowledge'])
  })

  it('knowledge beside Cognigy is shown once where both say the same', async () => {
    await open(rules)
    stage.cognigy(live('Look the parcel up with its tracking number, and tell where it was seen last!', 'I cancel it.'))
    await stage.say('cancel it, my parcel is late')
    await expect.poll(() => stage.sets().at(-1)?.suggestions.length).toBe(3)
    const all = stage.sets().at(-1)?.suggestions ?? []
    expect(all.filter(({ text }) => text.startsWith('Look the parcel up'))).toHaveLength(1)
  })

  it('knowledge beside a Cognigy that is down stands alone, without generic replies, and the event says why', async () => {
    await open(rules)
    stage.cognigy(down)
    await stage.say('cancel it, my parcel is late')
    await expect.poll(() => stage.sets().at(-1)?.fallbackReason).toBe('unavailable')
    expect(stage.sets().at(-1)).toMatchObject({ fallback: false })
    expect(engines(stage.sets().at(-1))).toEqual(['knowledge', 'knowledge', 'knowledge'])
  })

  it('generic replies stand in where neither knowledge nor Cognigy has anything', async () => {
    await open({})
    stage.cognigy(down)
    await stage.say('cancel everything')
    await sets(1)
    expect(stage.sets()[0]).toMatchObject({ fallback: true, fallbackReason: 'unavailable' })
    expect(engines(stage.sets()[0])).toEqual(['generic', 'generic'])
  })

  it('knowledge that cannot be asked, or not in time, is missed by nobody', async () => {
    let asked = 0
    const wrap = (real: KnowledgeSource): KnowledgeSource => ({
      ...real,
      suggest: async () => {
        asked += 1
        throw asked === 1 ? new KnowledgeUnavailable() : new Error('a fault of ours')
      },
    })
    await open({}, { wrap })
    await stage.say('cancel this', { utteranceId: 'u1' })
    await stage.say('cancel that', { utteranceId: 'u2' })
    await sets(2)
    expect(stage.sets().map(engines)).toEqual([['cognigy'], ['cognigy']])
    expect(stage.bff.logged()).toContain('knowledge could not be asked on a fault of ours')
  })

  it('knowledge that has no room is not asked, and missed by nobody', async () => {
    const suggest = vi.fn<KnowledgeSource['suggest']>(async () => [])
    let hasRoom = false
    await open({}, { wrap: (real) => ({ ...real, suggest, hasRoom: () => hasRoom }) })
    await stage.say('cancel this', { utteranceId: 'u1' })
    await sets(1)
    expect(stage.sets().map(engines)).toEqual([['cognigy']])
    expect(suggest).not.toHaveBeenCalled()
    hasRoom = true
    await stage.say('cancel that', { utteranceId: 'u2' })
    await expect.poll(() => suggest.mock.calls.length).toBe(1)
  })

  it('what Cognigy suggests for what was said before takes nothing from what knowledge has for what was said last', async () => {
    await open({})
    const held = heldAnswer()
    stage.cognigy(held.wait)
    await stage.say('cancel it all', { utteranceId: 'u1' })
    await expect.poll(() => stage.asked).toHaveLength(1)
    await stage.say('my parcel is late', { utteranceId: 'u2' })
    await sets(1)
    held.give('I cancel it.')
    await expect.poll(() => stage.bff.records).toMatchObject([{ triggered: false }, { cause: 'superseded' }])
    expect(stage.sets().map(({ basedOn }) => basedOn)).toEqual(['u2'])
  })
})

describe('knowledge on demand', () => {
  it('knowledge on demand: both are asked, and what knowledge filled without being asked gives way to Cognigy but for the first', async () => {
    await open({ knowledge: GENEROUS })
    await stage.say('my parcel is late', { utteranceId: 'u1' })
    await sets(1)
    expect(engines(stage.sets()[0])).toEqual(['knowledge', 'knowledge', 'knowledge'])
    stage.cognigy(live('First.', 'Second.'))
    expect(await stage.ask('suggestion:request')).toEqual({ ok: true })
    await sets(2)
    expect(stage.sets()[1]).toMatchObject({ requested: true, basedOn: 'u1' })
    expect(titles(stage.sets()[1])).toEqual(['A parcel is late', 'First.', 'Second.'])
    expect(ids(stage.sets()[1])[0]).toBe(ids(stage.sets()[0])[0])
  })

  it('knowledge on demand comes where the agent asks though the rule is "triggered", and says that it was asked for', async () => {
    await open({ knowledge: { suggest: 'triggered' } })
    await stage.say('my parcel is late')
    stage.cognigy(down)
    await stage.ask('suggestion:request')
    await expect.poll(() => stage.sets().at(-1)).toMatchObject({ requested: true, fallback: false })
    expect(titles(stage.sets().at(-1))).toEqual(['A parcel is late'])
  })
})

describe('knowledge of an erased conversation', () => {
  it('knowledge of an erased conversation is told to nobody, and makes it not anew', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    let isAsked = false
    const wrap = (real: KnowledgeSource): KnowledgeSource => ({
      ...real,
      suggest: async (...asked) => {
        isAsked = true
        await gate
        return await real.suggest(...asked)
      },
    })
    await open({}, { wrap })
    await stage.say('my parcel is late')
    await expect.poll(() => isAsked).toBe(true)
    const erased = await fetch(`${stage.bff.url}/api/conversations/${CONVERSATION}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${INTEGRATOR_KEY}` },
    })
    expect(erased.status).toBe(200)
    release()
    await stage.bff.stop()
    expect(await stage.bff.store.conversations.find(CONVERSATION)).toBeUndefined()
  })
})
