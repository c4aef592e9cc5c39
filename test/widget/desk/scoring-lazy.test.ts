import { expect } from '@open-wc/testing'
import { browserSwitch } from '../../../widget/desk/scoring-switch.ts'
import { LazyScorer } from '../../../widget/sentiment/lazy-scorer.ts'
import type { LocalScorerFactory } from '../../../widget/sentiment/sentiment.ts'
import { scriptedScorers } from '../scripted-scorer.ts'

const utterance = (utteranceId: string) => ({ conversationId: 'c', utteranceId, text: 'hello' })
const stage = (outcomes: readonly ('loads' | 'fails')[] = ['loads']) => {
  const { createScorer, scorers } = scriptedScorers()
  const told: string[] = []
  const left = [...outcomes]
  let loads = 0
  const load = async (): Promise<LocalScorerFactory> => {
    loads += 1
    if (left.shift() === 'fails') throw new TypeError('Failed to fetch dynamically imported module')
    return createScorer
  }
  const scorer = new LazyScorer({
    load,
    modelUrl: 'https://models.example/',
    listener: {
      state: (state) => told.push(state.kind),
      scored: ({ utteranceId }) => told.push(`scored ${utteranceId}`),
      failed: (utterances, because) => told.push(`failed ${utterances.map((each) => each.utteranceId)} ${because}`),
    },
  })
  return { scorer, scorers, told, loads: () => loads }
}
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('the stand-in', () => {
  it('the stand-in for the scorer fetches the code once, when there is something to score, and passes on what waited', async () => {
    const { scorer, scorers, loads } = stage()
    expect(loads()).to.equal(0)
    scorer.score(utterance('u1'))
    scorer.score(utterance('u2'))
    await soon()
    scorer.score(utterance('u3'))
    expect(loads()).to.equal(1)
    expect(scorers[0]?.askedIds()).to.deep.equal(['u1', 'u2', 'u3'])
  })

  it('the stand-in for the scorer keeps only the newest while the code does not come', async () => {
    const { scorer, scorers } = stage()
    for (let n = 0; n < 300; n += 1) scorer.score(utterance(`u${n}`))
    await soon()
    const asked = scorers[0]?.askedIds() ?? []
    expect([asked.length, asked[0], asked.at(-1)]).to.deep.equal([200, 'u100', 'u299'])
  })

  it('the stand-in for the scorer asks for an utterance once, unless it came back', async () => {
    const { scorer, scorers } = stage()
    scorer.score(utterance('u1'))
    await soon()
    scorer.score(utterance('u1'))
    expect(scorers[0]?.askedIds()).to.deep.equal(['u1'])
    scorers[0]?.says.failed([utterance('u1')], 'broken')
    scorer.score(utterance('u1'))
    expect(scorers[0]?.askedIds()).to.deep.equal(['u1', 'u1'])
  })

  it('the stand-in for the scorer hands back what waited where the code cannot be fetched, and tries again with the next', async () => {
    const { scorer, scorers, told, loads } = stage(['fails', 'loads'])
    scorer.score(utterance('u1'))
    await soon()
    expect(told).to.deep.equal(['loading', 'service', 'failed u1 not_loaded'])
    scorer.score(utterance('u1'))
    await soon()
    expect(loads()).to.equal(2)
    expect(scorers[0]?.askedIds()).to.deep.equal(['u1'])
  })

  it('the stand-in for the scorer, closed while the code is fetched, starts nothing', async () => {
    const { scorer, scorers } = stage()
    scorer.score(utterance('u1'))
    scorer.close()
    await soon()
    expect(scorers).to.have.length(0)
  })
})

describe('the agent’s switch', () => {
  afterEach(() => localStorage.removeItem('cx-assist-scoring'))

  it('the agent’s switch is remembered', () => {
    browserSwitch.remember(true)
    expect(browserSwitch.isOff()).to.equal(true)
    browserSwitch.remember(false)
    expect(browserSwitch.isOff()).to.equal(false)
  })

  it('the agent’s switch stands for itself where the browser keeps nothing', () => {
    const getItem = Storage.prototype.getItem
    Storage.prototype.getItem = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    try {
      expect(browserSwitch.isOff()).to.equal(false)
    } finally {
      Storage.prototype.getItem = getItem
    }
  })
})
