/** Why a suggestion was not helpful: asked for only then, and nobody need answer. */
import { expect } from '@open-wc/testing'
import { press, settled } from '../../desktop.ts'
import { SOME_CONVERSATION } from '../../scripted-link.ts'
import { card, focused, hear, openSuggested, reported } from './suggested.ts'

const REASONS = ['Inaccurate', 'Incomplete', 'Irrelevant', 'Too slow', 'Other']

describe('the reason for "not helpful"', () => {
  it('why a suggestion was not helpful is asked only once it was not, and moves nothing that could be under the pointer', async () => {
    const panel = await openSuggested(['a', 'b'])
    for (const reason of REASONS) expect(await panel.text()).not.to.include(reason)
    const buttons = await panel.all('.card[data-index="0"] button')
    const before = buttons.map((button) => JSON.stringify(button.getBoundingClientRect()))
    ;(await panel.button('Not helpful')).click()
    expect(await panel.text()).to.include(REASONS.join(' '))
    expect(buttons.map((button) => JSON.stringify(button.getBoundingClientRect()))).to.deep.equal(before)
    ;(await panel.button('Helpful')).click()
    expect(await panel.text()).not.to.include('Inaccurate')
  })

  it('why a suggestion was not helpful is a report of its own', async () => {
    const panel = await openSuggested(['a'])
    const told = hear(panel)
    ;(await panel.button('Not helpful')).click()
    ;(await panel.button('Too slow')).click()
    await panel.text()
    expect((await panel.button('Too slow')).getAttribute('aria-pressed')).to.equal('true')
    expect(panel.link().asked('suggestion:feedback')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'unhelpful' },
      { conversationId: SOME_CONVERSATION, suggestionId: 'a', action: 'unhelpful', reason: 'too_slow' },
    ])
    expect(told).to.deep.equal(['unhelpful a', 'unhelpful a'])
  })

  it('why a suggestion was not helpful is said by figure, of the one that was not helpful, unless the key means something else', async () => {
    const panel = await openSuggested(['a', 'b'])
    await press('Tab', '3', '-', '3')
    await settled(panel)
    await press('ArrowDown', '3')
    expect(
      panel
        .link()
        .asked('suggestion:feedback')
        .map(({ reason }) => reason),
    ).to.deep.equal([undefined, 'irrelevant'])
    panel.element.keys = { helpful: '4' }
    await panel.text()
    await press('-', '4')
    expect(reported(panel).at(-1)).to.equal('helpful b')
  })

  it('why a suggestion was not helpful is a group of buttons with a name, on which Tab goes on', async () => {
    const panel = await openSuggested(['a'])
    await press('Tab', '-')
    await panel.text()
    const group = await panel.one('.reasons')
    expect([group.getAttribute('role'), group.getAttribute('aria-label')]).to.deep.equal([
      'group',
      'Why not helpful? (optional)',
    ])
    for (let n = 0; n < 10 && focused()?.textContent?.trim() !== 'Inaccurate'; n += 1) await press('Tab')
    await press('Enter')
    expect(panel.link().asked('suggestion:feedback').at(-1)?.reason).to.equal('inaccurate')
  })
})

for (const theme of ['light', 'dark'] as const) {
  describe(`a card that was acted on, ${theme}`, () => {
    const states: readonly (readonly [string, readonly string[]])[] = [
      ['not helpful, with a reason', ['Not helpful', 'Other']],
      ['with everything that can be done', ['More']],
      ['while its text is changed', ['More', 'Edit']],
      ['inserted, and to be taken back', ['Insert', 'More']],
      ['dismissed', ['More', 'Dismiss']],
    ]
    for (const [name, pressed] of states) {
      it(`a card that was acted on is accessible: ${name}, ${theme}`, async () => {
        const panel = await openSuggested(['a', 'b'], {}, { theme, width: 320 })
        panel.element.addEventListener('cx-assist-insert', (event) =>
          event.respondWith({ outcome: 'inserted', undo: true }),
        )
        for (const each of pressed) {
          ;(await panel.button(each)).click()
          await settled(panel)
        }
        await expect(panel.element).to.be.accessible()
        const first = await card(panel, 0)
        expect(first.scrollWidth).to.be.at.most(first.clientWidth)
        for (const target of first.querySelectorAll('button, textarea, summary')) {
          const { width, height } = target.getBoundingClientRect()
          expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
        }
      })
    }
  })
}
