/** What agents see of frustration at the edges: small panels, other conversations, what is switched off, keys in a form on its way. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { FrustrationData } from '../../../../shared/wire/assist.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { openPanel, type Panel, type PanelOptions, SOME_SNAPSHOT, said } from '../../panel.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../../scripted-link.ts'
import { focused } from '../suggestions/suggested.ts'

const LONG = 'this is the third time that I call about the very same thing and nobody ever does anything'
const scored = (score: number, level: FrustrationData['level']) => ({
  type: 'frustration' as const,
  data: {
    score,
    level,
    since: '2026-01-31T09:25:00.000Z',
    scoredBy: 'wasm',
    recent: [
      { utteranceId: 'history:0', frustration: 0.05, score: 0.05, tone: 'neutral' as const },
      { utteranceId: 'long', frustration: 0.9, score, tone: 'negative' as const },
    ],
  } satisfies FrustrationData,
})

const open = async (options: PanelOptions = {}): Promise<Panel> => {
  const panel = await openPanel(options)
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(said('long', LONG))
  panel.link().push(scored(0.72, 'manager'))
  await panel.text()
  return panel
}
const follow = async (panel: Panel, conversation: string): Promise<void> => {
  panel.element.conversation = conversation
  await panel.text()
  panel.link().join({ ...SOME_SNAPSHOT, conversationId: conversation })
  await panel.text()
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('the meter in a small panel', () => {
  for (const width of [320, 440]) {
    it(`the meter in a small panel keeps figure and quotation to one line each, within ${width} px`, async () => {
      const panel = await open({ width })
      for (const selector of ['.meter', '.moved']) {
        expect((await panel.one(selector)).getBoundingClientRect().height, selector).to.be.below(30)
      }
      const end = panel.element.getBoundingClientRect().right
      for (const element of await panel.all('[part=frustration] :is(button, span, svg, time)')) {
        expect(element.getBoundingClientRect().right, element.tagName).to.be.at.most(end)
      }
    })
  }

  it('the meter in a small panel has nothing to press that is smaller than 24 px', async () => {
    const panel = await open()
    const targets = await panel.all('[part=frustration] :is(button, summary)')
    expect(targets).to.have.length(3)
    for (const target of targets) {
      const { width, height } = target.getBoundingClientRect()
      expect(Math.min(width, height), target.textContent.trim()).to.be.at.least(24)
    }
  })

  it('the meter in a small panel is worked by keys alone: switch, message, details', async () => {
    const panel = await open()
    const toggle = await panel.one('[role=switch]')
    toggle.focus()
    await sendKeys({ press: 'Tab' })
    expect(focused()?.textContent).to.include('Rose on')
    await sendKeys({ press: 'Tab' })
    await sendKeys({ press: 'Enter' })
    expect(await panel.text()).to.include('By message, oldest first: 5, 72.')
  })
})

describe('the mark of a tone', () => {
  it('the mark of a tone stands beside its bubble, however short that is', async () => {
    const panel = await open()
    panel.link().push(said('ok', 'ok', 'agent'))
    panel.link().push(said('no', 'no'))
    const data = scored(0.72, 'manager').data
    const recent = [...data.recent, { utteranceId: 'no', frustration: 0.9, score: 0.72, tone: 'negative' as const }]
    panel.link().push({ type: 'frustration', data: { ...data, recent } })
    const mark = (await panel.all('.tone')).at(-1)
    const bubble = mark?.parentElement?.querySelector('.bubble')
    const distance = (mark?.getBoundingClientRect().left ?? 0) - (bubble?.getBoundingClientRect().right ?? 0)
    expect(distance).to.be.within(0, 8)
  })
})

describe('a score before the first word', () => {
  it('what was scored before anything was said is shown: a panel is never blank', async () => {
    const panel = await openPanel()
    panel.link().join()
    panel.link().push(scored(0.72, 'manager'))
    expect(await panel.text()).to.include('Angry')
  })
})

describe('an unscored message', () => {
  it('a message that nobody has scored yet is not called none', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include('No score yet.')
  })
})

describe('frustration switched off', () => {
  it('frustration that is switched off is not spoken of either', async () => {
    const panel = await openPanel()
    panel.element.sentiment = 'off'
    panel.link().join(SOME_SNAPSHOT)
    panel.clock.pass(10_000)
    await panel.text()
    panel.link().push(scored(0.72, 'manager'))
    panel.clock.pass(1_500)
    await panel.text()
    expect((await panel.one('[role=status]')).textContent).not.to.include('sounds')
  })
})

describe('an escalation on its way', () => {
  const openForm = async () => {
    const panel = await open()
    ;(await panel.button('Escalate…')).click()
    ;(await panel.button('Very upset')).click()
    let answer: (outcome: ReportOutcome) => void = () => undefined
    panel.link().outcomes['escalation:request'] = new Promise((resolve) => {
      answer = resolve
    })
    return { panel, answer: (outcome: ReportOutcome) => answer(outcome) }
  }

  it('an escalation by hand that is on its way keeps the focus, is sent once by key, and can be tried again by the same key', async () => {
    const { panel, answer } = await openForm()
    ;(await panel.one('.send')).focus()
    await sendKeys({ press: 'Enter' })
    await sendKeys({ press: 'Enter' })
    await sendKeys({ press: 'Escape' })
    await panel.text()
    expect(panel.link().asked('escalation:request')).to.have.length(1)
    expect(focused()?.textContent).to.include('Escalate')
    answer({ refused: 'no_answer' })
    await settle()
    expect(focused()?.textContent).to.include('Try again')
    panel.link().outcomes['escalation:request'] = 'recorded'
    await sendKeys({ press: 'Enter' })
    await settle()
    expect(
      panel
        .link()
        .asked('escalation:request')
        .map(({ reason }) => reason),
    ).to.deep.equal(['Very upset', 'Very upset'])
    expect(await panel.text()).to.include('Escalated to a supervisor.')
  })

  it('an escalation by hand that fails while the agent is elsewhere waits in its own conversation, with what was asked', async () => {
    const { panel, answer } = await openForm()
    ;(await panel.one('.send')).click()
    await follow(panel, ANOTHER_CONVERSATION)
    answer({ refused: 'unavailable', message: 'the key was refused (401)' })
    await settle()
    expect(await panel.all('form')).to.have.length(0)
    await follow(panel, SOME_CONVERSATION)
    expect(await panel.text()).to.include('Not escalated. the key was refused (401)')
    expect(await panel.one('textarea')).to.have.property('value', 'Very upset')
    expect(
      panel
        .link()
        .asked('escalation:request')
        .map(({ conversationId }) => conversationId),
    ).to.deep.equal([SOME_CONVERSATION])
  })

  it('an escalation by hand that was only begun is gone when the agent comes back', async () => {
    const { panel } = await openForm()
    await follow(panel, ANOTHER_CONVERSATION)
    await follow(panel, SOME_CONVERSATION)
    expect(await panel.all('form')).to.have.length(0)
  })
})
