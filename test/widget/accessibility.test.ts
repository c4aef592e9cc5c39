import { expect } from '@open-wc/testing'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from './panel.ts'

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
    'escalated',
    (panel) => {
      panel.link().join(SOME_SNAPSHOT)
      panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'frustration' } })
    },
  ],
]

for (const theme of ['light', 'dark'] as const) {
  describe(`<cx-assist> is accessible, ${theme}`, () => {
    for (const [name, play] of STATES) {
      it(name, async () => {
        const panel = await openPanel({ theme })
        play(panel)
        await panel.text()
        await expect(panel.element).to.be.accessible()
      })
    }
  })
}

describe('<cx-assist> by keyboard and pointer', () => {
  it('has targets of at least 24 px', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().says.connection('reconnecting')
    panel.clock.pass(60_000)
    const targets = await panel.all('button, summary')
    expect(targets).to.have.length(3)
    for (const target of targets) {
      const { width, height } = target.getBoundingClientRect()
      expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
    }
  })

  it('shows where the focus is', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    for (const target of await panel.all('button, summary, [tabindex]')) {
      if (!(target instanceof HTMLElement)) continue
      target.focus()
      expect(getComputedStyle(target).outlineStyle, target.outerHTML).to.equal('solid')
    }
  })
})
