import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../../panel.ts'
import { card, cards, openSuggested, suggested, suggestion } from './suggested.ts'

const LONG = 'I can see both charges of 3 January, and one of them is only a reservation. '.repeat(26).slice(0, 2_000)
const long = (...ids: readonly string[]) => ({
  suggestions: ids.map((id) => suggestion(id, { text: `${id} ${LONG}` })),
})
/** Which texts are longer than shown is known once they are laid out. */
const laidOut = async (panel: Panel): Promise<void> => {
  await panel.text()
  await new Promise(requestAnimationFrame)
  await panel.text()
}
const linesOf = (text: Element | null): number =>
  text === null ? 0 : text.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(text).lineHeight)
const isOnScreen = (panel: Panel, element: Element): boolean => {
  const [box, frame] = [element.getBoundingClientRect(), panel.element.getBoundingClientRect()]
  return box.top >= frame.top && box.bottom <= frame.bottom
}

describe('a long suggestion', () => {
  it('a suggestion of 2,000 characters shows six lines, and more on demand', async () => {
    const panel = await openSuggested([], long('a'))
    await laidOut(panel)
    const text = (await card(panel, 0)).querySelector('.text')
    expect(linesOf(text)).to.be.closeTo(6, 0.2)
    const more = await panel.button('more')
    expect(more.getAttribute('aria-expanded')).to.equal('false')
    more.click()
    await laidOut(panel)
    expect(linesOf(text)).to.be.greaterThan(12)
    // The rest is scrolled to, also by keys.
    expect(text?.scrollHeight).to.be.greaterThan(text?.clientHeight ?? Infinity)
    expect(text?.getAttribute('tabindex')).to.equal('0')
    ;(await panel.button('less')).click()
    await laidOut(panel)
    expect(linesOf(text)).to.be.closeTo(6, 0.2)
  })

  it('a suggestion of 2,000 characters offers no more of a text that is there as a whole', async () => {
    const panel = await openSuggested(['a'])
    await laidOut(panel)
    expect(await panel.all('.stretch')).to.have.length(0)
  })

  it('a suggestion of 2,000 characters leaves Insert on the screen, whole as it is', async () => {
    const panel = await openSuggested([], long('a', 'b'))
    await laidOut(panel)
    ;(await panel.button('more')).click()
    await laidOut(panel)
    expect(isOnScreen(panel, await panel.button('Insert'))).to.equal(true)
  })

  it('a suggestion of 2,000 characters is inserted whole, however little of it is shown', async () => {
    const panel = await openSuggested([], long('a'))
    let inserted = ''
    panel.element.addEventListener('cx-assist-insert', ({ detail }) => {
      inserted = detail.text
    })
    ;(await panel.button('Insert')).click()
    await panel.text()
    expect(inserted).to.equal(`a ${LONG}`)
  })

  it('a suggestion of 2,000 characters moves nothing once it is known that there is more of it', async () => {
    const panel = await openSuggested([], long('a', 'b'))
    const before = (await card(panel, 1)).getBoundingClientRect().top
    await laidOut(panel)
    expect((await card(panel, 1)).getBoundingClientRect().top).to.equal(before)
  })
})

describe('a small panel', () => {
  it('a panel of 380 by 700 pixels shows the first suggestion and what is known of the customer without scrolling, however long the texts are', async () => {
    const panel = await openPanel()
    panel.element.style.height = '700px'
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push({ type: 'frustration', data: { score: 0.3, level: 'standard' } })
    panel.link().push(suggested([], long('a', 'b', 'c')))
    await laidOut(panel)
    expect(await cards(panel)).to.have.length(3)
    for (const seen of ['.card', '.card .insert', '[part=intent]', '[part=frustration] .meter']) {
      expect(isOnScreen(panel, await panel.one(seen)), seen).to.equal(true)
    }
  })
})

describe('keys on the cards', () => {
  it('keys on the cards are on the current one only, and move with it', async () => {
    const panel = await openSuggested(['a', 'b'])
    const hints = async (): Promise<string[]> =>
      (await cards(panel)).map(
        (each) => each.querySelector<HTMLElement>('.caps')?.innerText.replace(/\s+/gu, ' ') ?? '',
      )
    expect(await hints()).to.deep.equal(['Enter Insert C X', ''])
    const before = (await card(panel, 1)).getBoundingClientRect().top
    ;(await card(panel, 0)).focus()
    await sendKeys({ press: 'ArrowDown' })
    expect(await hints()).to.deep.equal(['', 'Enter Insert C X'])
    expect((await card(panel, 1)).getBoundingClientRect().top).to.equal(before)
  })

  it('keys on the cards are those that the integrator chose', async () => {
    const panel = await openSuggested(['a'])
    panel.element.keys = { copy: 'Y', dismiss: '' }
    await panel.text()
    expect((await panel.one('.caps')).innerText.replace(/\s+/gu, ' ')).to.equal('Enter Insert Y')
  })
})
