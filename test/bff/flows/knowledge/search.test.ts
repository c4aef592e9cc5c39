/** Agents search what the operator knows: what they get, and what is recorded of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type KnowledgeHit, KnowledgeUnavailable } from '../../../../bff/ports/knowledge.ts'
import { knowledgeSearchAnswer } from '../../../../shared/wire/knowledge.ts'
import { send } from '../../../support/http-client.ts'
import { INTEGRATOR_KEY } from '../../../support/start-bff.ts'
import { CONTACT, type KnowledgeStage, openKnowledgeStage, refusal } from './stage.ts'

let stage: KnowledgeStage
const open = async (options: Parameters<typeof openKnowledgeStage>[0] = {}): Promise<void> => {
  await stage?.close()
  stage = await openKnowledgeStage(options)
}
beforeEach(async () => {
  stage = await openKnowledgeStage()
})
afterEach(() => stage.close())

const search = (query: string, more: object = {}) => stage.ask('knowledge:search', { query, ...more })
/** So long after the last query of a burst that it counts. */
const settle = (seconds = 3): void => {
  stage.clock.advance(seconds)
  stage.times.tick(1000)
}
const KEEPS = { privacy: { keepQueries: true } }

describe('a search of knowledge', () => {
  it('a search of knowledge gives cards like suggestions, surest first, each with an id of its own that names its passage', async () => {
    stage.knowledge.has([
      { text: 'Refunds take 14 days.', url: 'https://help.example.com/refunds' },
      { kind: 'reply', title: undefined, isInternal: true },
    ])
    const answer = knowledgeSearchAnswer.parse(await search('refund'))
    expect(answer).toEqual({
      ok: true,
      results: [
        {
          id: expect.stringMatching(/^kb\.0{16}\.[\w-]+$/),
          kind: 'article',
          title: 'Title 0',
          text: 'Refunds take 14 days.',
          sourceUrl: 'https://help.example.com/refunds',
          confidence: 0.9,
        },
        {
          id: expect.stringMatching(/^kb\.0{15}1\.[\w-]+$/),
          kind: 'reply',
          title: '',
          text: 'Text 1.',
          internal: true,
          confidence: 0.8,
        },
      ],
      tookMs: expect.any(Number),
    })
    const again = knowledgeSearchAnswer.parse(await search('refund'))
    expect(again.ok && answer.ok && again.results[0]?.id !== answer.results[0]?.id).toBe(true)
  })

  it.each<[string, Partial<KnowledgeHit>]>([
    ['a script', { url: 'javascript:alert(1)' }],
    ['a file', { url: 'file:///etc/passwd' }],
    ['no address', { url: 'help center' }],
  ])('a search of knowledge leaves out a source that is %s', async (_, hit) => {
    stage.knowledge.has([hit])
    const answer = knowledgeSearchAnswer.parse(await search('refund'))
    expect(answer.ok && answer.results[0]).not.toHaveProperty('sourceUrl')
  })

  it('a search of knowledge asks for six where no number is said, else for so many', async () => {
    await search('refund')
    await search('refund', { limit: 20 })
    expect(stage.knowledge.asked).toMatchObject([
      { query: 'refund', most: 6, language: undefined },
      { query: 'refund', most: 20 },
    ])
  })

  it('a search of knowledge withholds what the policy stops, by text or title, whatever its confidence, and says how many', async () => {
    stage.knowledge.has([
      { text: 'You may take legal action.' },
      { title: 'How to sue the company' },
      { text: 'Unsure, and asked for.', confidence: 0.01 },
    ])
    expect(await search('refund')).toMatchObject({
      ok: true,
      results: [{ text: 'Unsure, and asked for.' }],
      withheld: 2,
    })
  })

  it('a search of knowledge goes on by the policy that is in force now', async () => {
    stage.knowledge.has([{ text: 'Free beer.' }])
    expect(await search('beer')).not.toHaveProperty('withheld')
    stage.bff.setRules({ policy: { prohibitedPhrases: ['free beer'] } })
    expect(await search('beer')).toMatchObject({ results: [], withheld: 1 })
  })

  it('a search of knowledge is answered once the conversation has ended, too', async () => {
    await stage.hear('hello')
    await stage.end()
    stage.knowledge.has([{}])
    expect(await search('refund')).toMatchObject({ ok: true, results: [{ text: 'Text 0.' }] })
  })

  it('a search of knowledge is refused in a sentence where there is no knowledge', async () => {
    await open({ without: 'knowledge' })
    expect(await search('refund')).toEqual(refusal('unavailable', /no knowledge/))
  })

  it('a search of knowledge is refused where knowledge cannot be asked, and answered as soon as it can', async () => {
    stage.knowledge.searchWith(() => Promise.reject(new KnowledgeUnavailable('down')))
    expect(await search('refund')).toEqual(refusal('unavailable', /right now/))
    stage.knowledge.searchWith(async () => [])
    expect(await search('refund')).toMatchObject({ ok: true, results: [] })
  })

  it('a search of knowledge that fails by a fault of ours says nothing of the query, neither to the agent nor in the log', async () => {
    stage.knowledge.searchWith((query) => Promise.reject(new Error(`cannot find ${query}`)))
    expect(await search('refund of Ms Miller')).toEqual(refusal('unavailable', /internal error/))
    expect(stage.bff.logged()).not.toContain('Miller')
  })

  it('a search of knowledge is refused beyond three hundred a minute, counted by agent, and nobody else’s', async () => {
    const burst = await Promise.all(Array.from({ length: 290 }, () => search('r')))
    expect(burst.every((answer) => Reflect.get(Object(answer), 'ok') === true)).toBe(true)
    const second = await stage.watch('agent_1', CONTACT)
    const more = await Promise.all(
      Array.from({ length: 20 }, () => second.ask('knowledge:search', { conversationId: CONTACT, query: 'r' })),
    )
    expect(more.filter((answer) => Reflect.get(Object(answer), 'ok') === true)).toHaveLength(10)
    expect(more).toContainEqual(refusal('rate_limited', /too often/))
    const colleague = await stage.watch('agent_2', CONTACT)
    expect(await colleague.ask('knowledge:search', { conversationId: CONTACT, query: 'r' })).toMatchObject({ ok: true })
  })

  it.each([[{}], [{ query: '' }], [{ query: '  ' }], [{ query: 'x'.repeat(501) }], [{ query: 'r', limit: 21 }]])(
    'a search of knowledge that does not fit is refused: %j',
    async (fields) => {
      expect(await stage.ask('knowledge:search', fields)).toEqual(refusal('invalid'))
    },
  )

  it('a search of knowledge is refused to whoever has no access to the conversation', async () => {
    const stranger = await stage.watch('agent_2', 'conv_2')
    expect(await stranger.ask('knowledge:search', { conversationId: CONTACT, query: 'r' })).toEqual(
      refusal('forbidden'),
    )
    expect(stage.knowledge.asked).toEqual([])
  })
})

describe('what is recorded of searches', () => {
  it('the last of the searches while somebody types is recorded, once nothing followed for two seconds, without a word of it', async () => {
    stage.knowledge.has([{}, {}])
    for (const query of ['r', 're', 'refund']) {
      await search(query)
      stage.clock.advance(0.3)
    }
    stage.times.tick(1000)
    expect(stage.bff.searches).toEqual([])
    settle()
    expect(stage.bff.searches).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        conversationId: CONTACT,
        results: 2,
        withheld: 0,
        confidence: 0.9,
        tookMs: expect.any(Number),
        eventType: 'KNOWLEDGE_SEARCH',
      },
    ])
    expect(() => settle()).toThrow('nothing waits')
  })

  it('searches of two agents, and of one agent in two conversations, are recorded each', async () => {
    const colleague = await stage.watch('agent_2', CONTACT)
    const other = await stage.watch('agent_1', 'conv_2')
    await search('refund')
    await colleague.ask('knowledge:search', { conversationId: CONTACT, query: 'refund' })
    await other.ask('knowledge:search', { conversationId: 'conv_2', query: 'refund' })
    settle()
    expect(stage.bff.searches.map(({ conversationId }) => conversationId)).toEqual([CONTACT, CONTACT, 'conv_2'])
  })

  it('searches that are two seconds and more apart are recorded each', async () => {
    await search('refund')
    settle()
    await search('invoice')
    settle()
    expect(stage.bff.searches).toHaveLength(2)
  })

  it('a search that found nothing is recorded with its words, masked, where the rules say so', async () => {
    await open({ rules: KEEPS })
    await search(' card 4111 1111 1111 1111 stolen ')
    settle()
    expect(stage.bff.searches).toMatchObject([{ results: 0, withheld: 0, query: 'card •••• 1111 stolen' }])
  })

  it('a search that found nothing is recorded without its words where the rules do not say so', async () => {
    await search('lost')
    settle()
    expect(stage.bff.searches).toHaveLength(1)
    expect(stage.bff.searches[0]).not.toHaveProperty('query')
  })

  it('a search that found something is recorded without its words, also where the policy stopped all of it', async () => {
    await open({ rules: KEEPS })
    stage.knowledge.has([{}])
    await search('refund')
    settle()
    stage.knowledge.has([{ text: 'Take legal action.' }])
    await search('lawyer')
    settle()
    expect(stage.bff.searches).toMatchObject([{ results: 1 }, { results: 0, withheld: 1 }])
    expect(stage.bff.searches.some((record) => 'query' in record)).toBe(false)
  })

  it('a search that waits for its record is recorded when the service stops', async () => {
    await search('refund')
    await stage.bff.stop()
    expect(stage.bff.searches).toHaveLength(1)
  })

  it('a search of a conversation that is erased is recorded no more', async () => {
    await stage.hear('hello')
    await search('refund')
    const path = `/api/conversations/${CONTACT}`
    await send(stage.bff.url, path, { method: 'DELETE', headers: { authorization: `Bearer ${INTEGRATOR_KEY}` } })
    expect(() => settle()).toThrow('nothing waits')
    expect(stage.bff.searches).toEqual([])
  })

  it('searches are counted by what they found, those while typing apart from those that count', async () => {
    await search('re')
    await search('refund')
    settle()
    stage.knowledge.has([{}])
    await search('invoice')
    settle()
    const metrics = await stage.bff.metrics.render()
    expect(metrics).toContain('cx_assist_knowledge_search_seconds_count{outcome="none"} 2')
    expect(metrics).toContain('cx_assist_knowledge_search_seconds_count{outcome="found"} 1')
    expect(metrics).toContain('cx_assist_knowledge_queries_total{outcome="none"} 1')
    expect(metrics).toContain('cx_assist_knowledge_queries_total{outcome="found"} 1')
  })
})

describe('the configuration of widgets', () => {
  it('the configuration of widgets offers a language model where there is one, and no word of it elsewhere', async () => {
    const offers = async () => {
      const { body } = await send(stage.bff.url, '/api/widget/config')
      return Reflect.get(Object(body), 'offers')
    }
    expect(await offers()).toMatchObject({ languageModel: true })
    await open({ without: 'model' })
    expect(JSON.stringify((await offers()) ?? {})).not.toContain('languageModel')
  })
})
