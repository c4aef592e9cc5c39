/** The language of the panel: fetched when it is wanted, switched while the agent works. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { CxAssistErrorEvent } from '../../../../widget/events.ts'
import { type LoadLanguage, loadLanguage } from '../../../../widget/i18n/load-language.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { openHandedOver } from '../handover/handed-over.ts'
import { focused, openSuggested, suggestion } from '../suggestions/suggested.ts'

const frame = (panel: Panel): Promise<HTMLElement> => panel.one('section.panel')
const frameNow = (panel: Panel): Element | null => panel.element.renderRoot.querySelector('section.panel')
const failing: LoadLanguage = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))

describe('the language of <cx-assist>', () => {
  it('the language of <cx-assist> is that of `lang`, with its times and figures', async () => {
    const panel = await openPanel({ lang: 'ar-EG' })
    panel.link().join(SOME_SNAPSHOT)
    const { lang, dir } = await frame(panel)
    expect([lang, dir]).to.deep.equal(['ar-EG', 'rtl'])
    expect(getComputedStyle(await panel.one('.bubble')).direction).to.equal('ltr')
    expect((await panel.one('summary[title]')).title).to.match(/٩٢/u)
  })

  it('the language of <cx-assist> cuts texts of another direction at their end, not at their beginning', async () => {
    const panel = await openSuggested(
      [],
      { suggestions: [suggestion('a', { source: 'refund-policy-of-the-house-for-charges-that-were-made-twice' })] },
      { lang: 'ar', width: 320 },
    )
    const long = 'this is the third time that I call about the very same thing'
    panel.link().push(said('long', long))
    panel.link().push({
      type: 'frustration',
      data: {
        score: 0.72,
        level: 'manager',
        since: '2026-01-31T09:25:00.000Z',
        recent: [
          { utteranceId: 'utt_2', frustration: 0.05, score: 0.05, tone: 'neutral' },
          { utteranceId: 'long', frustration: 0.9, score: 0.72, tone: 'negative' },
        ],
      },
    })
    await panel.text()
    for (const selector of ['.source', '.rise bdi']) {
      const cut = await panel.one(selector)
      expect(cut.scrollWidth, selector).to.be.above(cut.clientWidth)
      expect(getComputedStyle(cut).direction, selector).to.equal('ltr')
      expect(getComputedStyle(cut).textOverflow, selector).to.equal('ellipsis')
    }
  })

  for (const [lang, direction, words] of [
    ['en', 'ltr', ['Live', 'Wants', 'Strong match', 'Routed to', '3 messages', 'Customer']],
    ['de', 'ltr', ['Live', 'Anliegen', 'Sicherer Treffer', 'Zugewiesen an', '3 Nachrichten', 'Kunde']],
    ['es', 'ltr', ['En directo', 'Qué quiere', 'Coincidencia clara', 'Asignada a', '3 mensajes', 'Cliente']],
    ['fr', 'ltr', ['En direct', 'Demande', 'Correspondance forte', 'Affectée à', '3 messages', 'Client']],
    ['ja', 'ltr', ['ライブ', 'ご用件', '強い一致', '振り分け先', 'メッセージ3件', 'お客様']],
    ['ar', 'rtl', ['مباشر', 'المطلوب', 'تطابق قوي', 'وُجّهت إلى', '3 رسائل', 'العميل']],
  ] as const) {
    it(`the language of <cx-assist> is ${lang} where that is asked for, and needs no sideways scrolling at 320 px`, async () => {
      const panel = await openPanel({ lang, width: 320 })
      panel.link().join(SOME_SNAPSHOT)
      const text = await panel.text()
      for (const word of words) expect(text).to.include(word)
      expect((await frame(panel)).dir).to.equal(direction)
      for (const box of await panel.all('.panel, .body, .scroller, .block')) {
        expect(box.scrollWidth, box.className).to.be.at.most(box.clientWidth)
      }
    })
  }

  it('the language of <cx-assist> is switched while the agent works, and what has the focus keeps it', async () => {
    const panel = await openSuggested(['a', 'b'])
    ;(await panel.button('Insert')).focus()
    await sendKeys({ press: 'ArrowDown' })
    const before = focused()
    panel.element.lang = 'ar'
    expect(await panel.text())
      .to.include('الاقتراحات')
      .and.not.to.include('Suggestions')
    expect((await frame(panel)).dir).to.equal('rtl')
    expect(focused()).to.equal(before)
    expect(before?.matches('.card[data-index="1"]')).to.equal(true)
    panel.element.lang = 'en'
    await panel.text()
    expect((await frame(panel)).dir).to.equal('ltr')
  })

  it('the language of <cx-assist> written from right to left keeps values beside their labels, whichever way they are written', async () => {
    const panel = await openHandedOver(undefined, { lang: 'ar' })
    const [row, value] = [await panel.one('dd'), await panel.one('dd > bdi')]
    expect(row.getBoundingClientRect().right - value.getBoundingClientRect().right).to.be.at.most(1)
    expect(getComputedStyle(value).direction).to.equal('ltr')
  })

  it('the language of <cx-assist> is English where there is no other, with the times and figures that were asked for', async () => {
    const panel = await openPanel({ lang: 'pl' })
    expect((await frame(panel)).lang).to.match(/^en\b/u)
    expect(await panel.text()).to.include('Connecting')
  })

  it('the language of <cx-assist> stays until the next one is there, and the one wanted last is shown, whichever arrives last', async () => {
    const arrivals = new Map<string, () => void>()
    const load: LoadLanguage = async (tag) => {
      if (tag !== 'en') await new Promise<void>((resolve) => arrivals.set(tag, resolve))
      return loadLanguage(tag)
    }
    const panel = await openPanel({ lang: 'en', loadLanguage: load })
    for (const lang of ['de', 'ar']) {
      panel.element.lang = lang
      await Promise.resolve()
    }
    expect(frameNow(panel)?.getAttribute('lang')).to.match(/^en\b/u)
    arrivals.get('ar')?.()
    expect((await frame(panel)).lang).to.equal('ar')
    arrivals.get('de')?.()
    await loadLanguage('de')
    expect((await frame(panel)).lang).to.equal('ar')
  })

  it('the language of <cx-assist> that is not there yet leaves the panel busy, without a word, and loses nothing meanwhile', async () => {
    let arrive = (): void => undefined
    const load: LoadLanguage = async (tag) => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return loadLanguage(tag)
    }
    const opening = openPanel({ lang: 'en', loadLanguage: load })
    await new Promise((resolve) => setTimeout(resolve))
    const panel = document.querySelector('cx-assist')?.renderRoot.querySelector('section.panel')
    expect(panel?.getAttribute('aria-busy')).to.equal('true')
    expect(panel?.textContent.trim()).to.equal('')
    arrive()
    const opened = await opening
    expect((await frame(opened)).hasAttribute('aria-busy')).to.equal(false)
    expect(await opened.text()).to.include('Connecting')
  })

  it('the language of <cx-assist> that cannot be fetched at all says so by a code, tells the host once, and comes later', async () => {
    const codes: string[] = []
    const hear = ({ detail }: CxAssistErrorEvent): unknown => codes.push(detail.code)
    document.body.addEventListener('cx-assist-error', hear)
    let load = failing
    const panel = await openPanel({ loadLanguage: (tag) => load(tag) })
    expect((await panel.one('[role=alert]')).innerText)
      .to.include('This panel cannot be loaded')
      .and.to.include('Code: not_shown')
    panel.clock.pass(1_000)
    await panel.text()
    expect(codes).to.deep.equal(['not_shown'])
    load = loadLanguage
    panel.clock.pass(2_000)
    expect(await panel.text()).to.include('Connecting')
    expect((await panel.one('[role=alert]')).innerText).not.to.include('not_shown')
    document.body.removeEventListener('cx-assist-error', hear)
  })

  it('the language of <cx-assist> is what screen readers hear from the moment it is there', async () => {
    const panel = await openPanel({ lang: 'en' })
    panel.link().join(SOME_SNAPSHOT)
    panel.clock.pass(10_000)
    panel.link().push(said('a', 'hello?'))
    panel.element.lang = 'ar'
    await panel.text()
    panel.clock.pass(1_500)
    // What stands between isolates comes from elsewhere and may be written the other way.
    expect((await panel.one('[role=status]')).textContent).to.include('\u2068hello?\u2069')
  })
})
