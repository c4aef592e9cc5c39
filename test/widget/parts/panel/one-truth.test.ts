import { expect } from '@open-wc/testing'
import { sendMouse } from '@web/test-runner-commands'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { misunderstood } from '../fallback/misunderstood.ts'
import { cardText, handedOver, openHandedOver } from '../handover/handed-over.ts'

beforeEach(() => sendMouse({ type: 'move', position: [700, 580] }))

const withBot = {
  ...SOME_SNAPSHOT,
  intent: { ...SOME_SNAPSHOT.intent, data: { ...SOME_SNAPSHOT.intent.data, score: 0.5, accepted: false } },
  routing: { ...SOME_SNAPSHOT.routing, data: { outcome: 'bot_fallback', reason: 'low_confidence' } },
} as const
const times = (text: string, words: string): number => text.split(words).length - 1
const open = async (snapshot: Parameters<ReturnType<Panel['link']>['join']>[0]): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(snapshot)
  return panel
}

describe('one thing, many cards', () => {
  it('cards that tell of one thing say once that the bot did not understand', async () => {
    const panel = await open(withBot)
    panel.link().push(misunderstood(['billing_inquiry'], { escalated: true }))
    const text = await panel.text()
    expect(text).to.include('The bot did not understand')
    for (const again of ['not sure enough', 'Not recognised', 'Still with the bot', 'Weak match']) {
      expect(text, again).not.to.include(again)
    }
  })

  it('cards that tell of one thing fold what was not understood into one line once the bot handed over, and open it on demand', async () => {
    const panel = await open(withBot)
    panel.link().push(misunderstood(['billing_inquiry']))
    panel.link().push(handedOver({ reason: 'The bot did not understand' }))
    let text = await panel.text()
    expect(text).to.include('Handed over by the bot').and.not.to.include('Still with the bot')
    expect(text).not.to.include('The customer probably meant')
    ;(await panel.button('Show')).click()
    text = await panel.text()
    expect(text).to.include('The customer probably meant')
  })

  it('cards that tell of one thing fold the handover once the bot did not understand something later', async () => {
    const panel = await open(SOME_SNAPSHOT)
    panel.link().push(handedOver())
    panel.link().push(misunderstood(['billing_inquiry']))
    expect(await panel.text())
      .to.include('Handed over · John Doe')
      .and.to.include('The customer probably meant')
      .and.not.to.include('Was charged twice for the January invoice')
  })

  it('cards that tell of one thing leave out of the handover what the rows below say, and a reason that the summary gives', async () => {
    const panel = await openHandedOver({
      intent: 'billing_inquiry',
      customerName: 'John Doe',
      summary: 'Wants one charge back. The customer asked for a person.',
      reason: 'Customer asked for a person',
      queue: 'Billing Support',
      collected: {},
      warnings: [],
    })
    expect(times(await panel.text(), 'Billing inquiry')).to.equal(1)
    expect(times(await panel.text(), 'Billing Support')).to.equal(1)
    expect(await cardText(panel)).not.to.include('Reason')
  })

  it('cards that tell of one thing keep in the handover what differs from the rows below', async () => {
    const panel = await openHandedOver({ intent: 'refund', queue: 'Refunds', collected: {}, warnings: [] })
    expect(await cardText(panel))
      .to.include('Refund')
      .and.to.include('Refunds')
  })
})

describe('words for agents', () => {
  it('words for agents say in their words that no group fits', async () => {
    const panel = await open({
      ...SOME_SNAPSHOT,
      routing: { ...SOME_SNAPSHOT.routing, data: { outcome: 'routed', skill: 'General Inquiry', unmapped: true } },
    })
    expect(await panel.text()).to.include('We could not place this in a group yet: sent to General Inquiry.')
  })

  it('words for agents say nothing of what is switched off for everybody', async () => {
    const panel = await openPanel({
      fetchConfig: async () => ({ ...defaultConfig, sentiment: { ...defaultConfig.sentiment, scoring: 'off' } }),
    })
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push({ type: 'frustration', data: { score: 0.9, level: 'manager' } })
    expect(await panel.text()).not.to.match(/frustration|switched off/iu)
  })

  it('words for agents say once that what is shown is old, and why', async () => {
    const panel = await open(SOME_SNAPSHOT)
    panel.link().says.connection('unauthorized')
    const text = await panel.text()
    expect(times(text, 'Signed out')).to.equal(1)
    expect(text).to.include('What you see may be out of date')
  })

  it('words for agents name the switch where it can be seen', async () => {
    const panel = await open(SOME_SNAPSHOT)
    await panel.text()
    expect((await panel.one('[role=switch]')).innerText.trim()).to.equal('Score frustration')
  })
})

describe('a verdict on the customer', () => {
  const scored = (...scores: readonly number[]) =>
    ({
      type: 'frustration',
      data: {
        score: scores.at(-1) ?? 0,
        level: 'manager',
        recent: scores.map((score, index) => ({
          utteranceId: `u${index}`,
          frustration: score,
          score,
          tone: 'negative' as const,
        })),
      },
    }) as const

  it('a verdict on the customer needs more than one message', async () => {
    const panel = await open(SOME_SNAPSHOT)
    panel.link().push(scored(0.98))
    expect(await panel.text())
      .to.include('One message so far')
      .and.not.to.match(/Angry|98/u)
    panel.link().push(scored(0.98, 0.7))
    expect(await panel.text())
      .to.match(/Angry 70/u)
      .and.not.to.match(/falling|rising|steady/u)
    panel.link().push(scored(0.98, 0.9, 0.7))
    expect(await panel.text()).to.match(/Angry 70.*falling/u)
  })

  it('a verdict on the customer is not said aloud after one message either', async () => {
    const panel = await open(SOME_SNAPSHOT)
    panel.clock.pass(10_000)
    panel.link().push(scored(0.98))
    panel.clock.pass(1_500)
    expect((await panel.one('[role=status]')).textContent).not.to.include('angry')
  })
})
