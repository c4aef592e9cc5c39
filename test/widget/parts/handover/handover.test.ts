import { expect } from '@open-wc/testing'
import { emulateMedia, sendKeys } from '@web/test-runner-commands'
import { openPanel, SOME_SNAPSHOT } from '../../panel.ts'
import { focused } from '../suggestions/suggested.ts'
import {
  awayFromPanel,
  cardText,
  click,
  FULL_HANDOVER,
  foldOf,
  handedOver,
  handedOverWith,
  openHandedOver,
  SOME_HANDOVER,
  SOME_WARNINGS,
} from './handed-over.ts'

beforeEach(awayFromPanel)

describe('the handover card', () => {
  it('the handover card says who, what and why before anything else in the panel', async () => {
    const panel = await openHandedOver()
    expect(await cardText(panel)).to.equal(
      'Handed over by the bot 4 min 09:25 Customer: John Doe Was charged twice for the January invoice and wants one charge back. Reason Customer asked for a person Collected by the bot Account number 4711 Invoice date 2026-01-03 Copy the handover',
    )
    expect((await panel.text()).indexOf('Handed over')).to.be.below((await panel.text()).indexOf('Suggestions'))
    expect((await panel.all('.body > :not([hidden])'))[0]?.localName).to.equal('cx-assist-handover')
  })

  it('the handover card is sensible with a name alone, and has no row for what is not known', async () => {
    const panel = await openHandedOver({
      customerName: 'John Doe',
      summary: 'undefined',
      reason: ' ',
      collected: { a: '', b: 'null' },
      warnings: [],
    })
    expect(await cardText(panel)).to.equal('Handed over by the bot 4 min 09:25 Customer: John Doe Copy the handover')
    expect(await panel.all('#card dt, #card h3, #card li')).to.have.length(0)
  })

  it('the handover card is not there while nothing was handed over', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    expect((await panel.one('cx-assist-handover')).checkVisibility()).to.equal(false)
  })

  it('the handover card is shown although nothing else is known of the conversation', async () => {
    const panel = await openPanel()
    panel.link().join()
    expect(await panel.text()).to.include('Nothing yet')
    panel.link().push(handedOverWith({ customerName: 'John Doe' }))
    expect(await cardText(panel)).to.include('John Doe')
    expect(await panel.text()).not.to.include('Nothing yet')
  })

  it('the handover card shows what customers write as text, never as markup', async () => {
    const panel = await openHandedOver({
      ...SOME_HANDOVER,
      customerName: '<b>John</b>',
      collected: { '<i>key</i>': '<img src=x>' },
    })
    expect(await cardText(panel))
      .to.include('<b>John</b>')
      .and.to.include('<img src=x>')
    expect(await panel.all('#card b, #card i, #card img')).to.have.length(0)
  })

  it('the handover card shortens what is long, and shows all of it when asked', async () => {
    const panel = await openHandedOver(FULL_HANDOVER)
    const summary = await panel.one('.summary')
    expect(summary.scrollHeight).to.be.above(summary.clientHeight)
    const all = await panel.button('Show all')
    all.focus()
    await sendKeys({ press: 'Enter' })
    await panel.text()
    expect(summary.scrollHeight).to.equal(summary.clientHeight)
    expect([all.getAttribute('aria-expanded'), focused() === all]).to.deep.equal(['true', true])
    await click(panel, 'Show less')
    expect(summary.scrollHeight).to.be.above(summary.clientHeight)
  })

  it('the handover card shows six things that the bot collected, and the others when asked', async () => {
    const panel = await openHandedOver(FULL_HANDOVER)
    expect(await cardText(panel))
      .to.include('Key 5 value 5')
      .and.not.to.include('Key 6')
    await click(panel, '3 more')
    expect(await cardText(panel)).to.include('Key 8 value 8')
  })

  it('the handover card tells each warning by its word and sign, with its mend', async () => {
    const panel = await openHandedOver({ ...SOME_HANDOVER, warnings: SOME_WARNINGS })
    expect(await cardText(panel))
      .to.include('Warning: Message a Fix: Mend a')
      .and.not.to.include('Message c')
    await click(panel, '1 more warning')
    expect(await cardText(panel)).to.include('Warning: Message c Fix: Mend c')
    for (const item of await panel.all('#card li')) expect(item.querySelectorAll('svg')).to.have.length(1)
  })

  it('the handover card says when in words that grow old, and exactly on hover', async () => {
    const panel = await openHandedOver()
    expect((await panel.one('cx-assist-handover')).shadowRoot?.querySelector('time')?.title).to.include('25:59')
  })

  it('the handover card may be styled by the host, as a part', async () => {
    const panel = await openHandedOver()
    expect((await panel.one('cx-assist-handover')).getAttribute('exportparts')).to.equal('handover')
  })
})

describe('copying the handover', () => {
  let copied: string[]
  let isClipboardOpen: boolean
  const { clipboard } = navigator

  beforeEach(() => {
    copied = []
    isClipboardOpen = true
    const writeText = async (text: string) => {
      if (!isClipboardOpen) throw new DOMException('no', 'NotAllowedError')
      copied.push(text)
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    // The older way, which no permission stands before.
    Object.defineProperty(document, 'execCommand', { configurable: true, value: () => false })
  })
  afterEach(() => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    Reflect.deleteProperty(document, 'execCommand')
  })

  it('copying the handover takes all of it, also what is shortened, and says so calmly', async () => {
    const panel = await openHandedOver(FULL_HANDOVER)
    panel.clock.pass(10_000)
    const told: string[] = []
    panel.element.addEventListener('cx-assist-copy', ({ detail }) => told.push(detail.text))
    const button = await panel.button('Copy')
    button.focus()
    await sendKeys({ press: 'Enter' })
    await panel.text()
    await panel.text()
    expect(button.innerText.trim()).to.include('Copied')
    expect(focused() === button).to.equal(true)
    expect(copied[0]).to.include('Customer: John Doe').and.to.include('Key 8: value 8').and.to.include('Fix: Mend c')
    panel.clock.pass(1_500)
    expect((await panel.one('[role=status]')).textContent).to.equal('Copied')
    // That event is about suggestions: hosts count those.
    expect(told).to.deep.equal([])
  })

  it('copying the handover says that the browser refused', async () => {
    isClipboardOpen = false
    const panel = await openHandedOver()
    await click(panel, 'Copy')
    expect(await cardText(panel))
      .to.include('Not copied: the browser refused.')
      .and.not.to.include('Copied')
  })

  it('copying the handover is not said of a newer one', async () => {
    const panel = await openHandedOver()
    await click(panel, 'Copy')
    expect(await cardText(panel)).to.include('Copied')
    panel.link().push(handedOver({ customerName: 'Jane Roe' }))
    expect(await cardText(panel))
      .to.include('Jane Roe')
      .and.not.to.include('Copied')
  })
})

for (const theme of ['light', 'dark'] as const) {
  for (const width of [320, 440]) {
    it(`the handover card is accessible and fits, ${theme}, ${width} px`, async () => {
      const wide = { url: `https://example.com/${'a'.repeat(80)}`, [`k${'e'.repeat(80)}y`]: 'x' }
      const collected = { ...wide, ...FULL_HANDOVER.collected }
      const panel = await openHandedOver({ ...FULL_HANDOVER, queue: 'q'.repeat(90), collected }, { theme, width })
      const check = async () => {
        await expect(panel.element).to.be.accessible()
        const body = await panel.one('.body')
        expect(body.scrollWidth).to.equal(body.clientWidth)
        for (const target of await panel.all('.fold, .newer, #card button')) {
          const { width, height } = target.getBoundingClientRect()
          expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
        }
      }
      await check()
      for (const name of ['Show all', '5 more', '1 more warning', 'Copy']) await click(panel, name)
      await check()
      ;(await foldOf(panel)).focus()
      panel.link().push(handedOver())
      await click(panel, 'Handed over')
      expect(await cardText(panel)).to.include('1 newer')
      await check()
      await click(panel, '1 newer')
    })
  }
}

it('the handover card shows where the focus is, also in forced colours', async () => {
  await emulateMedia({ forcedColors: 'active' })
  try {
    const panel = await openHandedOver(FULL_HANDOVER)
    await sendKeys({ press: 'Tab' })
    for (const button of await panel.all('.fold, .newer, #card button')) {
      if (button instanceof HTMLElement) button.focus()
      expect(getComputedStyle(button).outlineStyle, button.outerHTML).to.equal('solid')
    }
    expect(getComputedStyle(await panel.one('#card li')).borderStyle).to.equal('solid')
  } finally {
    await emulateMedia({ forcedColors: 'none' })
  }
})
