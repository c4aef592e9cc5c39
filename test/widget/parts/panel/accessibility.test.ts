import { expect } from '@open-wc/testing'
import type { AssistEvent, FallbackData } from '../../../../shared/wire/assist.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { misunderstood, openMisunderstood } from '../fallback/misunderstood.ts'
import { card, openSuggested, suggested, suggestion } from '../suggestions/suggested.ts'

const frustrated = {
  type: 'frustration',
  data: {
    score: 0.72,
    level: 'manager',
    since: '2026-01-31T09:25:00.000Z',
    utteranceId: 'utt_2',
    scoredBy: 'wasm',
    recent: [
      { utteranceId: 'utt_0', frustration: 0.1, score: 0.1, tone: 'positive' },
      { utteranceId: 'utt_1', frustration: 0.1, score: 0.1, tone: 'neutral' },
      { utteranceId: 'utt_2', frustration: 0.9, score: 0.72, tone: 'negative' },
    ],
  },
} satisfies AssistEvent

/** Each state that an agent can meet, by the script that brings it about. */
const STATES: readonly (readonly [string, (panel: Panel) => void])[] = [
  ['connecting', () => undefined],
  ['live', (panel) => panel.link().join(SOME_SNAPSHOT)],
  ['empty', (panel) => panel.link().join()],
  [
    'reconnecting',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().says.connection('reconnecting')
    },
  ],
  [
    'offline',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().says.connection('reconnecting')
      panel.clock.pass(60_000)
    },
  ],
  [
    'caught up',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().says.connection('reconnecting')
      panel.link().rejoin(said('a', 'hello?'))
    },
  ],
  ['not allowed', (panel) => panel.link().says.refused({ code: 'forbidden', message: 'no', retryInMs: 2_000 })],
  ['token refused', (panel) => panel.link().says.connection('unauthorized')],
  [
    'token refused while reading',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().says.connection('unauthorized')
    },
  ],
  [
    'not routed',
    (panel) =>
      panel.link().join({
        ...SOME_SNAPSHOT,
        routing: { ...SOME_SNAPSHOT.routing, data: { outcome: 'failed', skill: 'Billing', reason: 'timeout' } },
      }),
  ],
  [
    'frustration',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().push(frustrated)
    },
  ],
  [
    'escalation by hand',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().push(frustrated)
      panel.element.renderRoot.querySelector('cx-assist-escalate-form')?.shadowRoot?.querySelector('button')?.click()
    },
  ],
  ['suggestions', (panel) => showSuggestions(panel)],
  [
    'stale suggestions, interrupted service',
    (panel) => {
      showSuggestions(panel)
      panel.link().push(said('y', 'And the fee?'))
      panel.link().push({ type: 'status', data: { state: 'reconnecting', since: '2026-01-31T09:02:00Z' } })
    },
  ],
  [
    'generic suggestions, degraded service',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      const generic = [suggestion('a', { fallback: true })]
      panel.link().push(suggested([], { suggestions: generic, fallback: true, fallbackReason: 'timeout' }))
      panel.link().push({ type: 'status', data: { state: 'degraded', since: '2026-01-31T09:02:00Z' } })
    },
  ],
  [
    'escalated',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'frustration' } })
    },
  ],
  [
    'escalated by an agent, and calm since',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      const data = { level: 'manager', cause: 'agent', by: 'agent_8', reason: 'asks for it', score: 0.9 } as const
      panel.link().push({ type: 'escalation', data })
      panel.link().push({ type: 'frustration', data: { score: 0.1, level: 'standard' } })
    },
  ],
  [
    'earlier suggestions, opened',
    (panel) => {
      showSuggestions(panel)
      panel.link().push(suggested(['d']))
      panel.link().push(said('z', 'One charge goes back.', 'agent'))
      unfold(panel)
    },
  ],
  [
    'ended, with its suggestions opened',
    (panel) => {
      showSuggestions(panel)
      const data = { state: 'ended', since: '2026-01-31T09:29:00Z', reason: 'silence' } as const
      panel.link().push({ type: 'status', data })
      unfold(panel)
    },
  ],
  [
    'long suggestions',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().push(suggested([], { suggestions: [suggestion('a', { text: 'word '.repeat(400) })] }))
    },
  ],
]

/** Opens what is folded, once it is there. */
const unfold = (panel: Panel): void => {
  const part = panel.element.renderRoot.querySelector('cx-assist-suggestions')
  part?.updateComplete.then(() => part.shadowRoot?.querySelector<HTMLElement>('.earlier')?.click())
}

const showSuggestions = (panel: Panel): void => {
  const withheld = [{ reason: 'prohibited_phrase', rule: 'promise of refund', count: 1 }]
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(suggested(['a', 'b', 'c'], { withheld }))
}

for (const theme of ['light', 'dark'] as const) {
  describe(`accessibility, ${theme}`, () => {
    for (const [name, play] of STATES) {
      it(`<cx-assist> is accessible: ${name}, ${theme}`, async () => {
        const panel = await openPanel({ theme })
        play(panel)
        await panel.text()
        await expect(panel.element).to.be.accessible()
      })
    }
  })
}

for (const theme of ['light', 'dark'] as const) {
  it(`suggestions that were acted on are accessible, ${theme}`, async () => {
    const panel = await openSuggested(['a', 'b', 'c'], {}, { theme })
    panel.element.addEventListener('cx-assist-insert', (event) => event.preventDefault())
    for (const name of ['Insert', 'Not helpful', 'More']) {
      const buttons = await panel.all('button, summary')
      const found = buttons.find((each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').includes(name))
      if (found instanceof HTMLElement) found.click()
    }
    ;(await card(panel, 1)).focus()
    panel.link().push(suggested(['d']))
    expect(await panel.text())
      .to.include('Not inserted')
      .and.to.include('1 new suggestion set')
    await expect(panel.element).to.be.accessible()
  })
}

/** Each state of a misunderstood message, by the names of what is pressed one after the other. */
const MISUNDERSTOOD: readonly (readonly [string, Partial<FallbackData>, ReportOutcome, readonly string[]])[] = [
  ['open', { escalated: true }, 'recorded', []],
  ['without a guess', { candidates: [] }, 'recorded', []],
  ['in detail', {}, 'recorded', ['Details', '2 more']],
  ['noted', {}, 'recorded', ['Billing inquiry']],
  ['done', {}, 'recorded', ['Billing inquiry', 'Done']],
  ['not saved', {}, { refused: 'unavailable' }, ['Billing inquiry']],
  ['set aside', {}, 'recorded', ['None of these']],
  ['chosen by someone else', { confirmed: 'refund_request' }, 'recorded', []],
]

for (const theme of ['light', 'dark'] as const) {
  describe(`a misunderstood message, ${theme}`, () => {
    for (const [name, data, outcome, pressed] of MISUNDERSTOOD) {
      it(`a misunderstood message is accessible: ${name}, ${theme}`, async () => {
        const panel = await openMisunderstood(['billing_inquiry', ...'bcdefg'], data, { theme })
        panel.link().outcome = outcome
        for (const each of pressed) {
          ;(await panel.button(each)).click()
          await panel.text()
        }
        await expect(panel.element).to.be.accessible()
        for (const target of await panel.all('button, summary')) {
          const { width, height } = target.getBoundingClientRect()
          expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
        }
      })
    }

    it(`a misunderstood message with newer news waiting is accessible, ${theme}`, async () => {
      const panel = await openMisunderstood(['billing_inquiry'], {}, { theme })
      ;(await panel.button('Billing inquiry')).focus()
      panel.link().push(misunderstood(['x'], { utteranceId: 'utt_10' }))
      expect(await panel.text()).to.include('1 newer')
      await expect(panel.element).to.be.accessible()
      panel.link().push({ type: 'intent', data: SOME_SNAPSHOT.intent.data })
      expect(await panel.text()).to.include('understood since')
      await expect(panel.element).to.be.accessible()
    })
  })
}

it('a misunderstood message says what it is by roles and names', async () => {
  const panel = await openMisunderstood()
  const group = await panel.one('[role=radiogroup]')
  expect(group.getAttribute('aria-labelledby')).to.equal('guesses')
  expect((await panel.one('#guesses')).textContent).to.equal('The customer probably meant')
  for (const radio of await panel.all('[role=radio], .notice button')) {
    if (!(radio instanceof HTMLElement)) continue
    radio.focus()
    expect(getComputedStyle(radio).outlineStyle, radio.outerHTML).to.equal('solid')
  }
})

describe('<cx-assist> by keyboard and pointer', () => {
  it('<cx-assist> has targets of at least 24 px on suggestions too', async () => {
    const panel = await openSuggested(['a'])
    for (const target of await panel.all('button, summary')) {
      const { width, height } = target.getBoundingClientRect()
      expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
    }
  })

  it('<cx-assist> has targets of at least 24 px', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().says.connection('reconnecting')
    panel.clock.pass(60_000)
    const targets = await panel.all('button, summary')
    expect(targets).to.have.length(7)
    for (const target of targets) {
      const { width, height } = target.getBoundingClientRect()
      expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
    }
  })

  it('<cx-assist> shows where the focus is', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    for (const target of await panel.all('button, summary, [tabindex]')) {
      if (!(target instanceof HTMLElement)) continue
      target.focus()
      expect(getComputedStyle(target).outlineStyle, target.outerHTML).to.equal('solid')
    }
  })
})
