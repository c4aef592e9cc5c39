import { expect, waitUntil } from '@open-wc/testing'
import { defaultConfig } from '../../../../widget/link/widget-config.ts'
import { openPanel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { cards, openSuggested, suggested, suggestion } from './suggested.ts'

describe('suggestions', () => {
  it('the panel says when suggestions will appear', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include(
      'No suggestions yet: they appear when the customer writes about a watched topic or sounds unhappy.',
    )
  })

  it('the panel promises only what is turned on', async () => {
    const panel = await openPanel({ fetchConfig: async () => ({ ...defaultConfig, enableKeywordTrigger: false }) })
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include('they appear when the customer sounds unhappy.')
  })

  for (const [suggestOn, words] of [
    ['every', 'No suggestions yet: they appear when the customer writes.'],
    ['triggers', 'No suggestions yet: they appear when you ask for them.'],
  ] as const) {
    it(`suggesting is not "turned off" where both triggers are and suggestions come on: ${suggestOn}`, async () => {
      const off = { enableKeywordTrigger: false, enableSentimentTrigger: false }
      const panel = await openPanel({ fetchConfig: async () => ({ ...defaultConfig, ...off, suggestOn }) })
      panel.link().join(SOME_SNAPSHOT)
      expect(await panel.text())
        .to.include(words)
        .and.to.include('Suggest now')
    })
  }

  it('suggestions come with every message where the rules say so, whatever the triggers', async () => {
    const panel = await openPanel({ fetchConfig: async () => ({ ...defaultConfig, suggestOn: 'every' as const }) })
    panel.link().join(SOME_SNAPSHOT)
    expect(await panel.text()).to.include('they appear when the customer writes.')
  })

  it('suggestions quote what they answer only where some of it can be read', async () => {
    const panel = await openSuggested(['a'], {}, { width: 305 })
    const isSeen = async () => (await panel.one('.note bdi')).checkVisibility({ visibilityProperty: true })
    expect(await isSeen()).to.equal(false)
    panel.element.style.inlineSize = '380px'
    await panel.text()
    expect(await isSeen()).to.equal(true)
  })

  it('suggestions stand above what the customer wants, with what they answer', async () => {
    const panel = await openSuggested(['a'])
    expect(await panel.text()).to.match(/For “ ?I was charged twice ?” .*Text of a.*Wants.*Billing inquiry/u)
  })

  it('a suggestion leads to the source where it has an address, away from the desktop and without telling whence', async () => {
    const panel = await openSuggested([], {
      suggestions: [suggestion('a', { source: 'https://help.example.com/refunds.html' }), suggestion('b')],
    })
    const links = (await panel.all('a')).filter((each) => each instanceof HTMLAnchorElement)
    expect(links.map(({ href, target, rel }) => [href, target, rel])).to.deep.equal([
      ['https://help.example.com/refunds.html', '_blank', 'noopener noreferrer'],
    ])
    expect(links[0]?.getBoundingClientRect().height).to.be.at.least(24)
  })

  it('a suggestion shows text, source by its title and confidence in words, the figure on demand', async () => {
    const panel = await openSuggested([], {
      suggestions: [
        suggestion('a', { confidence: 0.9, source: 'refund-policy' }),
        suggestion('b', { confidence: 0.89, source: 'https://help.example.com/articles/how-refunds-work.html?x=1' }),
        suggestion('c', { confidence: 0.74, source: 'undefined' }),
      ],
    })
    const texts = (await cards(panel)).map((each) => each.innerText.replace(/\s+/gu, ' '))
    expect(texts[0]).to.include('Text of a Strong match Refund policy')
    expect(texts[1]).to.include('Likely match How refunds work (help.example.com)')
    expect(texts[2])
      .to.include('Weak match')
      .and.not.to.match(/undefined/iu)
    expect(await panel.text()).not.to.include('90%')
    const [figure] = await panel.all('.card summary')
    if (figure instanceof HTMLElement) figure.click()
    expect(await panel.text()).to.include('90% sure')
  })

  it('a suggestion that came without a confidence is shown as not rated, and its default as no figure', async () => {
    const panel = await openSuggested([], {
      suggestions: [
        suggestion('a', { confidence: 0.95, confidenceSource: 'default' }),
        suggestion('b', { confidence: 0.95 }),
      ],
    })
    const [unrated, rated] = await cards(panel)
    expect(unrated?.innerText)
      .to.include('Not rated')
      .and.not.to.match(/match|%/iu)
    expect(unrated?.querySelector('.sure svg')).to.equal(null)
    expect(rated?.innerText).to.include('Strong match')
    expect(rated?.querySelector('.sure svg')).not.to.equal(null)
    const summary = unrated?.querySelector('summary')
    expect(summary?.title).to.equal('Its source does not say how sure it is')
    summary?.click()
    expect(await panel.text())
      .to.include('Its source does not say how sure it is')
      .and.not.to.include('95%')
  })

  for (const [lang, word] of [
    ['de', 'Ohne Bewertung'],
    ['es', 'Sin valorar'],
    ['fr', 'Non évaluée'],
    ['ja', '評価なし'],
    ['ar', 'دون تقييم'],
  ] as const) {
    it(`a suggestion that came without a confidence is not rated in ${lang} either`, async () => {
      const unrated = suggestion('a', { confidenceSource: 'default' })
      const panel = await openSuggested([], { suggestions: [unrated] }, { lang })
      await waitUntil(() => panel.textNow().includes(word), `“${word}” is shown`)
    })
  }

  it('the panel takes bands and number from the BFF, and asks again after a reconnection', async () => {
    const asked: string[] = []
    const panel = await openSuggested(
      ['a', 'b', 'c'],
      {},
      {
        fetchConfig: async (bff) => {
          asked.push(bff)
          return { ...defaultConfig, maxSuggestions: 2, confidenceBands: { strong: 0.99, likely: 0.95 } }
        },
      },
    )
    expect(await panel.text())
      .to.include('Weak match')
      .and.not.to.include('Text of c')
    expect(asked).to.deep.equal(['https://bff.example'])
    panel.link().says.connection('reconnecting')
    panel.link().rejoin()
    expect(asked).to.have.length(2)
  })

  it('the panel says that there is no suggestion for this message', async () => {
    const panel = await openSuggested([])
    expect(await panel.text()).to.include('No suggestion for this message')
  })

  it('the panel says that the customer wrote again, and leaves the suggestions usable', async () => {
    const panel = await openSuggested(['a'])
    expect(await panel.text()).not.to.include('wrote again')
    panel.link().push(said('y', 'And the fee?'))
    expect(await panel.text()).to.include('The customer wrote again')
    expect((await panel.button('Insert')).disabled).to.equal(false)
  })

  it('the panel says that some suggestions were withheld and why, never what', async () => {
    const panel = await openSuggested(['a'], {
      withheld: [
        { reason: 'prohibited_phrase', rule: 'promise of refund', count: 1 },
        { reason: 'low_confidence', rule: 'minimum confidence', count: 2 },
      ],
    })
    expect(await panel.text())
      .to.include('1 suggestion withheld: promise of refund')
      .and.to.include('2 withheld: not sure enough')
  })

  for (const [reason, words] of [
    ['timeout', 'there was no answer in time'],
    ['unavailable', 'the service cannot be reached'],
    ['rate_limited', 'the service takes no more requests at the moment'],
    ['credentials', 'the sign-in to the service failed'],
    ['permission', 'the service does not permit it'],
    ['refused', 'the service refused the request'],
    ['bad_answer', 'the answer could not be read'],
    ['not_configured', 'the service is not set up'],
  ] as const) {
    it(`the panel says that replies are generic: ${reason}`, async () => {
      const panel = await openSuggested([], {
        suggestions: [suggestion('a', { fallback: true, source: 'fallback' })],
        fallback: true,
        fallbackReason: reason,
        unavailableSince: '2026-01-31T09:02:00Z',
      })
      const text = await panel.text()
      expect(text).to.match(/Generic replies: live suggestions are unavailable since \d\d:\d\d/u)
      expect(text).to.include(words).and.to.include('Generic reply')
      // Its figure is a setting, not a match.
      expect((await cards(panel))[0]?.innerText).not.to.include('match')
    })
  }

  it('the panel shows no more of an unknown failure than that there is one', async () => {
    const panel = await openSuggested(['a'], { fallback: true, fallbackReason: 'gremlins' })
    expect(await panel.text()).to.include('Generic replies: live suggestions are unavailable.')
  })

  it('the panel needs no sideways scrolling for suggestions at 320 px', async () => {
    const panel = await openSuggested(
      [],
      { suggestions: [suggestion('a', { text: 'x'.repeat(300), source: 'y'.repeat(90) })] },
      { width: 320 },
    )
    panel.link().push(said('y', 'And the fee?'))
    for (const box of await panel.all('.card, section')) expect(box.scrollWidth).to.be.at.most(box.clientWidth)
  })
})

describe('the service', () => {
  for (const [state, words] of [
    ['reconnecting', /Live transcript interrupted since \d\d:\d\d — reconnecting/u],
    ['degraded', /Degraded: generic suggestions since \d\d:\d\d/u],
    ['ended', /Conversation ended \d\d:\d\d/u],
    ['live', /^Live /u],
  ] as const) {
    it(`the service behind a live connection is told: ${state}`, async () => {
      const panel = await openSuggested(['a'])
      panel.link().push({ type: 'status', data: { state, since: '2026-01-31T09:02:00Z', reason: 'timeout' } })
      expect(await panel.text()).to.match(words)
    })
  }

  it('the panel promises no suggestions in a conversation that has ended, and keeps those there are on demand', async () => {
    const panel = await openPanel()
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push({ type: 'status', data: { state: 'ended', since: '2026-01-31T09:02:00Z' } })
    expect(await panel.text()).not.to.include('No suggestions yet')
    panel.link().push(suggested(['a']))
    expect(await panel.text()).not.to.include('Text of a')
    ;(await panel.button('1 earlier suggestion')).click()
    expect(await panel.text()).to.include('Text of a')
  })

  it('the panel says first that it is itself cut off', async () => {
    const panel = await openSuggested(['a'])
    panel.link().push({ type: 'status', data: { state: 'degraded', since: '2026-01-31T09:02:00Z' } })
    panel.link().says.connection('reconnecting')
    expect(await panel.text()).to.match(/^Reconnecting since/u)
  })

  it('the panel keeps what it shows while cut off', async () => {
    const panel = await openSuggested(['a'])
    panel.link().says.connection('reconnecting')
    panel.link().rejoin(suggested(['b']))
    expect(await panel.text()).to.include('Text of b')
  })
})
