/** What is scored, when, by whom, and who is told: the element with a scorer and a link that do what the test says. */
import { expect } from '@open-wc/testing'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { WidgetConfig } from '../../../shared/wire/widget-api.ts'
import type { CxAssistErrorEvent, CxAssistSentimentEvent } from '../../../widget/events.ts'
import { defaultConfig } from '../../../widget/link/widget-config.ts'
import { openPanel, SOME_SNAPSHOT, said } from '../panel.ts'
import { SOME_CONVERSATION } from '../scripted-link.ts'
import { type ScriptedScorer, scriptedScorers } from '../scripted-scorer.ts'

type Sentiment = WidgetConfig['sentiment']

const stage = async (
  sentiment: Partial<Sentiment> | 'unknown' = {},
  attributes: Readonly<Record<string, string>> = {},
) => {
  const { createScorer, scorers } = scriptedScorers()
  const config =
    sentiment === 'unknown' ? undefined : { ...defaultConfig, sentiment: { ...defaultConfig.sentiment, ...sentiment } }
  const panel = await openPanel({ fetchConfig: async () => config, bff: 'https://bff.example/assist' })
  const { element } = panel
  element.createScorer = createScorer
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  const events: unknown[] = []
  element.addEventListener('cx-assist-sentiment', ({ detail }: CxAssistSentimentEvent) => events.push(detail))
  element.addEventListener('cx-assist-error', ({ detail }: CxAssistErrorEvent) => events.push(detail.code))
  await panel.text()
  const scorer = (): ScriptedScorer => {
    const found = scorers.at(-1)
    if (found === undefined) throw new Error('nothing scores here')
    return found
  }
  /** What happens in microtasks has happened. */
  const settle = (): Promise<string> => panel.text()
  return { ...panel, scorers, scorer, events, settle }
}

const customerOf = (count: number): Partial<ConversationSnapshot> => ({
  seq: count,
  transcript: Array.from({ length: count }, (_, i) => ({
    seq: i + 1,
    at: '2026-01-31T09:00:00.000Z',
    data: { utteranceId: `u${i + 1}`, speaker: 'customer' as const, text: `message ${i + 1}` },
  })),
})
const frustrationOf = (ids: readonly string[], unscored?: 'language'): ConversationSnapshot['frustration'] => ({
  seq: 900,
  at: '2026-01-31T09:00:00.000Z',
  data: {
    score: 0.5,
    level: 'standard',
    recent: ids.map((utteranceId) => ({ utteranceId, frustration: 0.5, score: 0.5, tone: 'neutral' as const })),
    ...(unscored === undefined ? {} : { unscored }),
  },
})

const inTranslation = (ids: readonly string[]) => {
  const news = frustrationOf(ids)
  if (news === null) throw new Error('there is news')
  return { ...news, data: { ...news.data, translated: true as const, language: 'de' } }
}

beforeEach(() => localStorage.removeItem('cx-assist-scoring'))

describe('what is scored', () => {
  it('what is scored is what the customer wrote and nobody else, once', async () => {
    const { link, scorer } = await stage()
    link().join(SOME_SNAPSHOT)
    link().push(said('utt_9', 'and nobody answers'))
    link().push(said('utt_10', 'Let me look', 'agent'))
    link().push(said('utt_9', 'and nobody answers'))
    expect(scorer().askedIds()).to.deep.equal(['utt_2', 'utt_9'])
    expect(scorer().asked[0]).to.deep.equal({
      conversationId: SOME_CONVERSATION,
      utteranceId: 'utt_2',
      text: 'I was charged twice',
      before: 'Hello! How can I help?',
    })
    expect(scorer().asked[1]?.before).to.equal('Let me look at it')
  })

  it('what is scored of a long conversation is the newest twenty', async () => {
    const { link, scorer } = await stage()
    link().join(customerOf(60))
    expect(scorer().askedIds()).to.deep.equal(Array.from({ length: 20 }, (_, i) => `u${i + 41}`))
  })

  it('what is scored is not what the server knows a score of', async () => {
    const { link, scorer } = await stage()
    link().join({ ...customerOf(3), frustration: frustrationOf(['u1', 'u3']) })
    expect(scorer().askedIds()).to.deep.equal(['u2'])
  })

  it('what is scored is nothing where the customer writes in a language that the model does not speak', async () => {
    const { link, scorers } = await stage()
    link().join({ ...customerOf(3), frustration: frustrationOf([], 'language') })
    expect(scorers).to.have.length(0)
  })

  it('what is scored in translation is asked of the service, and nothing is loaded for it', async () => {
    const { link, scorers, settle } = await stage()
    link().join({ ...customerOf(3), frustration: inTranslation(['u1']) })
    await settle()
    expect(scorers).to.have.length(0)
    expect(link().asked('sentiment:score')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, utteranceIds: ['u2', 'u3'] },
    ])
  })

  it('what was scored here before it had to be translated is asked for once more, and not told or reported', async () => {
    const { link, scorer, events, settle } = await stage()
    link().join(customerOf(3))
    scorer().scored('u1')
    await settle()
    link().push({ type: 'frustration', data: inTranslation(['u2']).data })
    scorer().scored('u3')
    await settle()
    expect(events).to.deep.equal([{ utteranceId: 'u1', frustration: 0.75 }])
    expect(link().asked('sentiment:report')).to.have.length(1)
    expect(link().asked('sentiment:score')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, utteranceIds: ['u1', 'u3'] },
    ])
  })

  it('what could not be translated is asked for again later', async () => {
    const { link, clock, settle } = await stage()
    link().outcome = { refused: 'unavailable' }
    link().join({ ...customerOf(1), frustration: inTranslation([]) })
    await settle()
    link().outcome = 'recorded'
    clock.pass(15_000)
    await settle()
    expect(link().asked('sentiment:score')).to.have.length(2)
  })

  it('what is scored is nothing before the customer wrote', async () => {
    const { link, scorers } = await stage()
    link().join({ seq: 1, transcript: [] })
    link().push(said('utt_10', 'Hello, how can I help?', 'agent'))
    expect(scorers).to.have.length(0)
  })

  it('what is scored is nothing until it is known what the operator wants', async () => {
    const { link, scorers } = await stage('unknown')
    link().join(SOME_SNAPSHOT)
    expect(scorers).to.have.length(0)
    expect(link().asked('sentiment:score')).to.deep.equal([])
  })
})

describe('switched off', () => {
  it('nothing is scored where the operator switched it off', async () => {
    const { link, scorers } = await stage({ scoring: 'off' })
    link().join(SOME_SNAPSHOT)
    expect(scorers).to.have.length(0)
    expect(link().asked('sentiment:score')).to.deep.equal([])
  })

  it('nothing is scored where the integrator switched it off, until it is switched on', async () => {
    const { link, scorers, scorer, element, settle } = await stage({}, { sentiment: 'off' })
    link().join(SOME_SNAPSHOT)
    expect(scorers).to.have.length(0)
    element.sentiment = 'on'
    await settle()
    expect(scorer().askedIds()).to.deep.equal(['utt_2'])
    element.sentiment = 'off'
    await settle()
    expect(scorer().isClosed).to.equal(true)
  })

  it('nothing is scored where the agent switched it off an earlier day', async () => {
    localStorage.setItem('cx-assist-scoring', 'off')
    const { link, scorers } = await stage()
    link().join(SOME_SNAPSHOT)
    expect(scorers).to.have.length(0)
  })
})

describe('the model', () => {
  it('the model is the operator’s, below the BFF', async () => {
    const { link, scorer } = await stage({ model: '/models/cleared/' })
    link().join(SOME_SNAPSHOT)
    expect(scorer().modelUrl).to.equal('https://bff.example/assist/models/cleared/')
  })

  it('the model is the tag’s, a whole URL or below the BFF; another one starts anew', async () => {
    const { link, scorer, scorers, element, settle } = await stage({}, { model: 'https://models.example/tiny' })
    link().join(SOME_SNAPSHOT)
    expect(scorer().modelUrl).to.equal('https://models.example/tiny/')
    element.model = 'models/mine'
    await settle()
    expect(scorers[0]?.isClosed).to.equal(true)
    expect(scorer().modelUrl).to.equal('https://bff.example/assist/models/mine/')
    expect(scorer().askedIds()).to.deep.equal(['utt_2'])
  })
})

describe('a score', () => {
  it('a score is told to the page and reported', async () => {
    const { link, scorer, events } = await stage()
    link().join(SOME_SNAPSHOT)
    scorer().scored('utt_2')
    expect(events).to.deep.equal([{ utteranceId: 'utt_2', frustration: 0.75 }])
    expect(link().asked('sentiment:report')).to.deep.equal([
      {
        conversationId: SOME_CONVERSATION,
        utteranceId: 'utt_2',
        negative: 0.5,
        neutral: 0.25,
        positive: 0.25,
        frustration: 0.75,
        backend: 'wasm',
      },
    ])
  })

  it('a score that could not be reported is reported after the next reconnection, and told once', async () => {
    const { link, scorer, events, settle } = await stage()
    link().join(SOME_SNAPSHOT)
    link().outcome = { refused: 'no_answer' }
    scorer().scored('utt_2')
    await settle()
    link().says.connection('reconnecting')
    link().outcome = 'recorded'
    link().rejoin()
    await settle()
    link().says.connection('reconnecting')
    link().rejoin()
    expect(link().asked('sentiment:report')).to.have.length(2)
    expect(events).to.have.length(1)
  })

  it('a score made while cut off waits for the connection', async () => {
    const { link, scorer } = await stage()
    link().join(SOME_SNAPSHOT)
    link().says.connection('reconnecting')
    scorer().scored('utt_2')
    expect(link().asked('sentiment:report')).to.have.length(0)
    link().rejoin()
    expect(link().asked('sentiment:report')).to.have.length(1)
  })

  it('a score that the server will not take is not offered again', async () => {
    const { link, scorer, clock, settle } = await stage()
    link().join(SOME_SNAPSHOT)
    link().outcome = { refused: 'invalid' }
    scorer().scored('utt_2')
    await settle()
    clock.pass(600_000)
    expect(link().asked('sentiment:report')).to.have.length(1)
  })
})

describe('a browser that cannot score', () => {
  it('the service is asked, in one request, where this browser cannot score, and the page is told why once', async () => {
    const { link, scorer, events, settle } = await stage()
    link().join(customerOf(3))
    scorer().says.state({ kind: 'service', because: 'no_wasm' })
    scorer().says.failed(scorer().asked.slice(0, 2), 'no_wasm')
    scorer().says.failed(scorer().asked.slice(2), 'no_wasm')
    await settle()
    expect(link().asked('sentiment:score')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, utteranceIds: ['u1', 'u2', 'u3'] },
    ])
    expect(events).to.deep.equal(['no_wasm'])
  })

  it('an unfit model is told with the sentence that says why', async () => {
    const { link, scorer, element } = await stage()
    let sentence = ''
    element.addEventListener('cx-assist-error', ({ detail }: CxAssistErrorEvent) => {
      sentence = detail.message
    })
    link().join(SOME_SNAPSHOT)
    scorer().says.failed(scorer().asked, 'unfit_model', 'config.json: id2label has "sarcasm"')
    expect(sentence).to.equal('config.json: id2label has "sarcasm"')
  })

  it('a service that cannot score either is asked again later', async () => {
    const { link, scorer, clock, settle } = await stage()
    link().join(SOME_SNAPSHOT)
    link().outcome = { refused: 'unavailable' }
    scorer().says.state({ kind: 'service', because: 'broken' })
    scorer().says.failed([...scorer().asked], 'broken')
    expect(await settle()).to.include('Not scored')
    link().outcome = 'recorded'
    clock.pass(15_000)
    expect(scorer().askedIds()).to.deep.equal(['utt_2', 'utt_2'])
    scorer().says.failed(scorer().asked.slice(1), 'broken')
    expect(await settle()).not.to.include('Not scored')
    expect(link().asked('sentiment:score')).to.have.length(2)
  })

  it('the service is asked without loading anything where the operator wants it so', async () => {
    const { link, scorers, settle } = await stage({ scoring: 'service' })
    link().join(SOME_SNAPSHOT)
    await settle()
    expect(scorers).to.have.length(0)
    expect(link().asked('sentiment:score')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, utteranceIds: ['utt_2'] },
    ])
  })
})
