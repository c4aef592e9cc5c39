/** What agents make of what knowledge offers: accepted, counted by where it comes from, and learnt from. */
import { afterEach, describe, expect, it } from 'vitest'
import { type KnowledgeSource, KnowledgeUnavailable } from '../../../../bff/ports/knowledge.ts'
import { cardId } from '../../../../shared/domain/knowledge/card-id.ts'
import { CONVERSATION, ids, type KnowledgeStage, openKnowledgeStage, titles } from './knowledge-stage.ts'

let stage: KnowledgeStage
let knowledge: KnowledgeSource
afterEach(() => stage.close())

const open = async (wrap = (real: KnowledgeSource): KnowledgeSource => real) => {
  stage = await openKnowledgeStage({
    wrap: (real) => {
      knowledge = real
      return wrap(real)
    },
  })
}
const offered = async (transcript: string, utteranceId: string) => {
  await stage.say(transcript, { utteranceId })
  await expect.poll(() => stage.sets().at(-1)?.basedOn).toBe(utteranceId)
  const [card] = stage.sets().at(-1)?.suggestions ?? []
  if (card === undefined) throw new Error('nothing was offered')
  return card
}
const searched = async () => {
  const [hit] = await knowledge.search('reset password', { most: 1 })
  if (hit === undefined) throw new Error('nothing was found')
  return { hit, id: cardId(hit.key, 'fresh-1') }
}

describe('feedback on what knowledge has', () => {
  it('feedback on what knowledge has is one record that names where it comes from', async () => {
    await open()
    const { id, text } = await offered('my parcel is late', 'u1')
    stage.clock.advance(7)
    expect(await stage.feedback(id, 'inserted')).toEqual({ ok: true })
    await stage.feedback(id, 'edited', { text: `${text}!!` })
    expect(stage.bff.shown).toMatchObject([{ suggestionId: id, engine: 'knowledge' }])
    expect(stage.bff.records.slice(1)).toMatchObject([
      { action: 'inserted', engine: 'knowledge' },
      { action: 'edited', engine: 'knowledge', editDistance: 2 },
    ])
    const metrics = await stage.bff.metrics.render()
    for (const use of ['shown', 'inserted', 'edited']) {
      expect(metrics).toContain(`cx_assist_suggestion_uses_total{engine="knowledge",use="${use}"} 1`)
    }
    expect(metrics).toContain('cx_assist_suggestion_insert_seconds_bucket{le="5",engine="knowledge"} 0')
    expect(metrics).toContain('cx_assist_suggestion_insert_seconds_bucket{le="10",engine="knowledge"} 1')
    expect(metrics).toContain('cx_assist_suggestion_edit_characters_bucket{le="1",engine="knowledge"} 0')
    expect(metrics).toContain('cx_assist_suggestion_edit_characters_bucket{le="5",engine="knowledge"} 1')
  })

  it('feedback on what was found by a search is taken though no event showed it, with how far the agent went from it', async () => {
    await open()
    await stage.say('hello')
    const { hit, id } = await searched()
    expect(await stage.feedback(id, 'edited', { text: `${hit.text}.` })).toEqual({ ok: true })
    expect(stage.bff.records.at(-1)).toMatchObject({ suggestionId: id, engine: 'knowledge', editDistance: 1 })
  })

  it('feedback on what knowledge never had is refused, and on what it cannot look up right now is to be told again', async () => {
    let isDown = false
    await open((real) => ({
      ...real,
      find: (key) => (isDown ? Promise.reject(new KnowledgeUnavailable()) : real.find(key)),
    }))
    const { id: shown } = await offered('my parcel is late', 'u1')
    const refused = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } })
    expect(await stage.feedback(cardId('0123456789abcdef', 'x'), 'inserted')).toEqual(refused('not_found'))
    isDown = true
    expect(await stage.feedback((await searched()).id, 'inserted')).toEqual(refused('unavailable'))
    expect(await stage.feedback(shown, 'inserted')).toEqual({ ok: true })
    expect(stage.bff.records.filter(({ eventType }) => eventType === 'AGENT_ASSIST_FEEDBACK')).toHaveLength(1)
  })
})

describe('what agents found', () => {
  it('what agents found wrong sinks for the like utterance, until nobody is offered it, and for no other', async () => {
    await open()
    const first = await offered('my parcel is late', 'u1')
    await stage.feedback(first.id, 'dismissed')
    const second = await offered('late is my parcel', 'u2')
    expect(second.confidence).toBeLessThan(first.confidence)
    expect(second.source).toBe(first.source)
    for (let n = 0; n < 20; n += 1) {
      const agent = await stage.agent(`agent_${n + 2}`)
      const report = { conversationId: CONVERSATION, suggestionId: second.id, action: 'unhelpful' }
      expect(await agent.ask('suggestion:feedback', report)).toEqual({ ok: true })
    }
    await stage.say('the parcel is late', { utteranceId: 'u3' })
    await stage.say('That is done.', { speaker: 'agent' })
    await offered('how to reset a password', 'u4')
    expect(stage.sets().map(({ basedOn }) => basedOn)).not.toContain('u3')
    expect(titles(stage.sets().at(-1))).toEqual(['Reset a password'])
  })

  it('what one agent finds counts once in a conversation, and not at all once it is taken back', async () => {
    await open()
    const first = await offered('my parcel is late', 'u1')
    await stage.feedback(first.id, 'inserted')
    await stage.feedback(first.id, 'helpful')
    const risen = await offered('late is my parcel', 'u2')
    expect(risen.confidence).toBeGreaterThan(first.confidence)
    await stage.feedback(risen.id, 'inserted')
    expect((await offered('my parcel, late', 'u3')).confidence).toBe(risen.confidence)
    await stage.feedback(first.id, 'inserted', { undone: true })
    expect((await offered('parcel, and late', 'u4')).confidence).toBe(first.confidence)
  })

  it('what agents found is kept as counts alone, without a word of the customer or of the article', async () => {
    const names: string[] = []
    await open()
    const { add } = stage.bff.store.tallies
    const { id } = await offered('my parcel is late', 'u1')
    Object.assign(stage.bff.store.tallies, {
      add: (changes: Parameters<typeof add>[0]) => {
        names.push(...changes.map(({ name }) => name))
        return add(changes)
      },
    })
    await stage.feedback(id, 'inserted')
    expect(names.length).toBeGreaterThan(0)
    expect(names.join(' ')).not.toMatch(/parcel|late|conv_1|agent/)
    expect(ids(stage.sets().at(-1))).toContain(id)
  })
})
