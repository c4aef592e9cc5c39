import { expect } from '@open-wc/testing'
import type { AssistEvent, ConversationSnapshot } from '../../../shared/wire/assist.ts'
import { MOST_REMEMBERED } from '../../../widget/state/memory.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, said, utterance } from '../panel.ts'
import { misunderstood } from '../parts/fallback/misunderstood.ts'
import { handedOver } from '../parts/handover/handed-over.ts'
import { suggested } from '../parts/suggestions/suggested.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../scripted-link.ts'

const OTHER = {
  conversationId: ANOTHER_CONVERSATION,
  // Further than the first one: nothing of it is told apart by its number alone.
  seq: 50,
  transcript: [utterance(1, 'customer', 'Where is my parcel?', 1)],
} satisfies Partial<ConversationSnapshot>

/** Everything that a conversation can hold. */
const FULL: readonly AssistEvent[] = [
  suggested(['s1', 's2']),
  misunderstood(['card_blocked', 'refund_request']),
  handedOver(),
  { type: 'escalation', data: { level: 'supervisor', cause: 'agent', reason: 'asks for my boss' } },
  {
    type: 'frustration',
    data: {
      score: 0.7,
      level: 'supervisor',
      recent: [{ utteranceId: 'utt_2', frustration: 0.7, score: 0.7, tone: 'negative' }],
    },
  },
]
const OF_THE_FIRST = /charged twice|Text of s1|money two times|card.blocked|John Doe|my boss|Billing|supervisor/iu

const turnTo = (panel: Panel, conversation: string | null): Promise<boolean> => {
  panel.element.conversation = conversation
  return panel.element.updateComplete
}

/** Both were shown; the second is on screen. */
const openBoth = async (...events: readonly AssistEvent[]): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(SOME_SNAPSHOT)
  for (const event of events) panel.link().push(event)
  await panel.text()
  await turnTo(panel, ANOTHER_CONVERSATION)
  panel.link().join(OTHER)
  await panel.text()
  return panel
}

/** What stands of the first conversation anywhere in the panel, shown or not. */
const remains = async (panel: Panel): Promise<string | undefined> => OF_THE_FIRST.exec(await markup(panel))?.[0]
const markup = async (panel: Panel): Promise<string> => {
  const roots = [panel.element, ...(await panel.all('*'))].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  const values = (await panel.all('input, textarea')).map((each) => ('value' in each ? String(each.value) : ''))
  for (const style of roots.flatMap((root) => [...root.querySelectorAll('style')])) style.remove()
  return [...roots.map((root) => root.innerHTML), ...values].join(' ')
}
const polite = async (panel: Panel): Promise<string> => (await panel.one('[role=status]')).textContent.trim()

describe('several conversations', () => {
  it('<cx-assist> among several conversations shows one that was shown before in the same update, without an answer of the server', async () => {
    const panel = await openBoth()
    const updates: (string | undefined)[] = []
    const { element } = panel
    element.addController({
      hostUpdated: () => updates.push(element.renderRoot.querySelector('[part=intent]')?.textContent),
    })
    await turnTo(panel, SOME_CONVERSATION)
    expect(updates[0]).to.include('Billing inquiry')
    expect(panel.textNow()).to.include('I was charged twice').and.not.to.include('parcel')
    expect(panel.link().calls.at(-1)).to.equal(`follow ${SOME_CONVERSATION} after 5`)
  })

  it('<cx-assist> adds what came meanwhile to a conversation shown before, and says how much that was', async () => {
    const panel = await openBoth()
    await turnTo(panel, SOME_CONVERSATION)
    panel.link().resume(SOME_CONVERSATION, said('a', 'hello?'), said('b', 'anyone?'), said('c', 'well'))
    expect(await panel.text())
      .to.match(/Live · 3 messages while you were away/u)
      .and.to.include('anyone?')
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live again. 3 new messages')
  })

  it('<cx-assist> among several conversations says that what is shown is old where the server cannot be reached', async () => {
    const panel = await openBoth()
    panel.clock.pass(10 * 60_000)
    await turnTo(panel, SOME_CONVERSATION)
    expect(panel.textNow()).to.include('Connecting')
    panel.clock.pass(2_000)
    expect(await panel.text()).to.include('Reconnecting since 2 s')
    panel.clock.pass(30_000)
    expect(await panel.text())
      .to.match(/Offline, as of \d\d:30/u)
      .and.to.include('I was charged twice')
  })

  it('<cx-assist> among several conversations leaves nothing of one in another, seen or unseen', async () => {
    const panel = await openPanel({ conversation: ANOTHER_CONVERSATION })
    panel.link().join(OTHER)
    panel.link().push(suggested(['t1']))
    await turnTo(panel, SOME_CONVERSATION)
    panel.link().join(SOME_SNAPSHOT)
    for (const event of FULL) panel.link().push(event)
    panel.link().outcome = { refused: 'no_answer' }
    ;(await panel.button('Helpful')).click()
    ;(await panel.button('Escalate')).click()
    const field = await panel.one('textarea')
    if (field instanceof HTMLTextAreaElement) field.value = 'typed for my boss'
    field.dispatchEvent(new Event('input'))
    for (const details of await panel.all('details')) details.setAttribute('open', '')
    panel.clock.pass(1_500)
    expect(await remains(panel)).not.to.equal(undefined)
    expect(await panel.text()).to.include('not recorded yet')

    await turnTo(panel, ANOTHER_CONVERSATION)
    expect(await panel.text()).to.include('Text of t1')
    expect(await remains(panel)).to.equal(undefined)
    panel.link().resume(ANOTHER_CONVERSATION)
    expect(await remains(panel)).to.equal(undefined)
    expect(await panel.text()).not.to.include('recorded')
    expect(await panel.all('details[open], textarea')).to.deep.equal([])
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live')
  })

  it('<cx-assist> among several conversations does not say of one what was to be said of another', async () => {
    const panel = await openBoth()
    panel.link().push(said('x', 'Are you there?'))
    await turnTo(panel, SOME_CONVERSATION)
    panel.link().resume(SOME_CONVERSATION)
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.equal('Live')
  })

  it('<cx-assist> among several conversations takes back what it just said of another', async () => {
    const panel = await openBoth()
    panel.link().push(said('x', 'Are you there?'))
    panel.clock.pass(1_500)
    expect(await polite(panel)).to.include('Are you there?')
    await turnTo(panel, SOME_CONVERSATION)
    expect(await polite(panel)).to.equal('')
  })

  it('<cx-assist> among several conversations shows nothing that arrives too late for the one that was left', async () => {
    const panel = await openBoth()
    await turnTo(panel, SOME_CONVERSATION)
    panel.link().push(said('late', 'Hello from the other one'), ANOTHER_CONVERSATION)
    panel.link().resume(SOME_CONVERSATION)
    panel.link().push(said('late', 'Hello from the other one'), ANOTHER_CONVERSATION)
    expect(await markup(panel)).not.to.include('Hello from the other one')
  })

  it('<cx-assist> among several conversations brings marks and choices back with their conversation', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push(suggested(['s1', 's2']))
    ;(await panel.button('Helpful')).click()
    await turnTo(panel, ANOTHER_CONVERSATION)
    panel.link().join(OTHER)
    await turnTo(panel, SOME_CONVERSATION)
    expect((await panel.one('button[aria-pressed=true]')).ariaLabel ?? '').to.include('Helpful')
  })

  it('<cx-assist> among several conversations goes back and forth a hundred times and is as it was', async () => {
    const panel = await openBoth(...FULL)
    const back = async (): Promise<[string, number]> => {
      await turnTo(panel, SOME_CONVERSATION)
      panel.link().resume(SOME_CONVERSATION)
      await turnTo(panel, ANOTHER_CONVERSATION)
      panel.link().resume(ANOTHER_CONVERSATION)
      return [await panel.text(), (await panel.all('*')).length]
    }
    const once = await back()
    for (let n = 0; n < 99; n += 1) await back()
    expect(await back()).to.deep.equal(once)
    expect(panel.links()).to.have.length(1)
  })

  it('<cx-assist> among several conversations remembers no more than it says', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    for (let n = 1; n <= MOST_REMEMBERED; n += 1) {
      await turnTo(panel, `conv_${n}`)
      panel.link().join({ ...OTHER, conversationId: `conv_${n}` })
    }
    await turnTo(panel, null)
    await turnTo(panel, 'conv_1')
    expect(panel.textNow()).to.include('parcel')
    await turnTo(panel, SOME_CONVERSATION)
    expect(panel.textNow()).to.include('Connecting').and.not.to.include('charged twice')
  })
})

describe('what is forgotten', () => {
  const forbidden = { code: 'forbidden', message: 'no', retryInMs: 2_000 } as const

  it('<cx-assist> forgets a conversation that is not the agent’s any more', async () => {
    const panel = await openBoth()
    await turnTo(panel, SOME_CONVERSATION)
    panel.link().says.refused(forbidden)
    expect(await panel.text()).to.include('Not your conversation')
    expect(await remains(panel)).to.equal(undefined)
  })

  it('<cx-assist> forgets a conversation that was taken from the agent while they read it, once they leave it', async () => {
    const panel = await openBoth()
    panel.link().says.connection('reconnecting')
    panel.link().says.connection('open')
    panel.link().says.refused(forbidden)
    expect(await panel.text())
      .to.include('no longer yours')
      .and.to.include('parcel')
    await turnTo(panel, SOME_CONVERSATION)
    await turnTo(panel, ANOTHER_CONVERSATION)
    expect(await panel.text()).not.to.include('parcel')
  })

  const endings: readonly [string, (panel: Panel) => Promise<unknown>][] = [
    [
      'its agent signs out',
      async ({ element }) => {
        element.token = ''
        await element.updateComplete
        element.token = 'of another agent'
      },
    ],
    [
      'it is given another server',
      async ({ element }) => {
        element.bff = 'https://another.example'
      },
    ],
    [
      'it is taken out of the page and put back',
      async ({ element }) => {
        const { parentElement } = element
        element.remove()
        parentElement?.append(element)
      },
    ],
    ['its token is refused', async (panel) => panel.link().says.connection('unauthorized')],
  ]
  for (const [when, end] of endings) {
    it(`<cx-assist> forgets all conversations when ${when}`, async () => {
      const panel = await openBoth()
      await end(panel)
      await panel.element.updateComplete
      await turnTo(panel, SOME_CONVERSATION)
      expect(await panel.text()).not.to.match(OF_THE_FIRST)
    })
  }

  it('<cx-assist> forgets what was not done by one server when it is given another', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().outcomes['escalation:request'] = { refused: 'no_answer' }
    ;(await panel.button('Escalate')).click()
    ;(await panel.one('[type=submit]')).click()
    await Promise.resolve()
    expect(await panel.text()).to.include('Not escalated')
    panel.element.bff = 'https://another.example'
    await panel.element.updateComplete
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text())
      .to.include('I was charged twice')
      .and.not.to.include('Not escalated')
  })

  it('<cx-assist> forgets nothing because of a new token, which is tried before anything is asked', async () => {
    const panel = await openBoth()
    panel.element.token = 'fresh'
    await turnTo(panel, SOME_CONVERSATION)
    expect(panel.textNow()).to.include('I was charged twice')
    expect(panel.link().calls.slice(-2)).to.deep.equal(['renewToken fresh', `follow ${SOME_CONVERSATION} after 5`])
  })
})

describe('several panels', () => {
  it('several <cx-assist> in one page have nothing to do with each other', async () => {
    const [first, second] = [await openPanel(), await openPanel({ conversation: ANOTHER_CONVERSATION })]
    first.link().join(SOME_SNAPSHOT)
    second.link().join(OTHER)
    for (const event of FULL) first.link().push(event)
    await turnTo(second, SOME_CONVERSATION)
    expect(await second.text()).to.include('Connecting')
    expect(await remains(second)).to.equal(undefined)
    await turnTo(second, ANOTHER_CONVERSATION)
    second.link().resume(ANOTHER_CONVERSATION, said('b', 'any news?'))
    expect(await second.text()).to.include('any news?')
    expect(await first.text())
      .to.include('I was charged twice')
      .and.not.to.include('any news?')
  })
})
