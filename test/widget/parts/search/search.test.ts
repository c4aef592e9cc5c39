import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { SAID_AFTER_MS, SLOW_AFTER_MS, TYPED_MS } from '../../../../widget/desk/knowledge-desk.ts'
import { openDesktop, press, settled } from '../../desktop.ts'
import { openPanel, type Panel, SOME_SNAPSHOT, said } from '../../panel.ts'
import { ANOTHER_CONVERSATION } from '../../scripted-link.ts'
import { focused, focusedCard, hear, reported, suggested } from '../suggestions/suggested.ts'
import { find, focusedText, isInBox, offering, openFound, openSearchable, result, type } from './searching.ts'

const polite = async (panel: Panel): Promise<string> => (await panel.one('[role=status]')).textContent.trim()
const box = async (panel: Panel): Promise<HTMLInputElement> => {
  const found = await panel.one('input')
  if (found instanceof HTMLInputElement) return found
  throw new Error('there is no box')
}

describe('the way to the search', () => {
  it('the search is opened by its key and by its button, and takes the focus only then', async () => {
    const { panel } = await openSearchable()
    expect(await panel.all('[role=search]')).to.have.length(0)
    await press('/')
    await settled(panel)
    expect(isInBox()).to.equal(true)
    await press('Escape')
    await settled(panel)
    expect(await panel.all('[role=search]')).to.have.length(0)
    ;(await panel.button('Search knowledge')).click()
    await settled(panel)
    expect(isInBox()).to.equal(true)
  })

  it('the search shows the focus once: around its sign and its words, and not around the words again', async () => {
    const { panel } = await openSearchable()
    await press('/')
    await settled(panel)
    expect(getComputedStyle(await box(panel)).outlineStyle).to.equal('none')
    expect(getComputedStyle(await panel.one('.box')).outlineStyle).to.equal('solid')
  })

  it('the search gives the focus back to the card that it was opened from', async () => {
    const { panel } = await openSearchable()
    await press('ArrowDown', '/')
    await settled(panel)
    await press('Escape')
    await settled(panel)
    expect(focusedCard()).to.equal('1')
  })

  it('the search is closed by a press, and the focus is not lost', async () => {
    const { panel } = await openFound([result('x')])
    await press('ArrowDown')
    ;(await panel.button('Close the search')).click()
    await settled(panel)
    expect(focusedCard()).to.equal('0')
  })

  it('the search is led back to by its key once it is open', async () => {
    const { panel } = await openFound([result('x')])
    await press('ArrowDown')
    expect(isInBox()).to.equal(false)
    await press('/')
    await settled(panel)
    expect(isInBox()).to.equal(true)
    expect((await box(panel)).value).to.equal('fee')
  })

  it('the search leaves its key to whoever types', async () => {
    const { panel } = await openSearchable()
    await press('e', '/')
    await settled(panel)
    expect(await panel.all('[role=search]')).to.have.length(0)
    expect(
      (await panel.all('textarea')).map((each) => each instanceof HTMLTextAreaElement && each.value),
    ).to.deep.equal(['Text of a/'])
  })

  it('the search is nowhere where the service has none', async () => {
    const { panel } = await openDesktop(['a'])
    await press('F8', '/')
    await settled(panel)
    expect(await panel.all('[role=search], .search')).to.have.length(0)
    await press('?')
    await import('../../../../widget/parts/panel/key-list.ts')
    await settled(panel)
    expect(await panel.all('[data-act=search]')).to.have.length(0)
    // Its key is free for others.
    ;(await panel.one('[data-act=copy]')).focus()
    await press('Enter', '/')
    expect(await panel.text()).to.include('copy: /')
  })

  it('the search is gone once the conversation is a record', async () => {
    const { panel } = await openFound([result('x')])
    panel.link().push({ type: 'status', data: { state: 'ended', since: '2026-01-31T09:29:00Z' } })
    await settled(panel)
    expect(await panel.all('[role=search], .search')).to.have.length(0)
  })

  it('the search has a key of its own in the list, which can be changed', async () => {
    const { panel } = await openSearchable()
    panel.element.keys = { search: 'F' }
    await settled(panel)
    await press('f')
    await settled(panel)
    expect(isInBox()).to.equal(true)
  })
})

describe('what is searched', () => {
  it('the search proposes the customer’s last words, which Tab takes, and a second Tab goes on', async () => {
    const { panel } = await openSearchable()
    find(panel, [result('x')])
    await press('/')
    await settled(panel)
    expect((await box(panel)).placeholder).to.equal('I was charged twice')
    await press('Tab')
    await settled(panel)
    expect((await box(panel)).value).to.equal('I was charged twice')
    expect(
      panel
        .link()
        .asked('knowledge:search')
        .map(({ query }) => query),
    ).to.deep.equal(['I was charged twice'])
    expect(isInBox()).to.equal(true)
    await press('Tab')
    expect(isInBox()).to.equal(false)
  })

  it('the search takes the customer’s last words by one press too', async () => {
    const { panel } = await openSearchable()
    find(panel, [result('x')])
    await press('/')
    ;(await panel.button('Search for the customer’s words')).click()
    await settled(panel)
    expect(await panel.text()).to.include('Found text of x')
  })

  it('the search finds as the agent types, with one question for all letters', async () => {
    const { panel } = await openFound([result('x'), result('y', { kind: 'reply' })])
    expect(
      panel
        .link()
        .asked('knowledge:search')
        .map(({ query }) => query),
    ).to.deep.equal(['fee'])
    expect(await panel.text())
      .to.include('2 results')
      .and.to.include('Article: Title of x')
      .and.to.include('Reply: Title of y')
    expect(isInBox()).to.equal(true)
  })

  it('the search lets nothing be inserted that was found for other words', async () => {
    const { panel } = await openFound([result('old')])
    const told = hear(panel)
    let answer: (() => void) | undefined
    panel.link().replies['knowledge:search'] = new Promise((resolve) => {
      answer = () => resolve({ answer: { ok: true, results: [result('new')], tookMs: 2 } })
    })
    await type(panel, 's')
    await press('ArrowDown', 'Enter')
    expect([told, isInBox()]).to.deep.equal([[], true])
    answer?.()
    await settled(panel)
    await press('ArrowDown', 'Enter')
    await settled(panel)
    expect(told[0]).to.equal('insert new: Found text of new')
  })

  it('the search says that it takes long, and then what was found, once', async () => {
    const { panel } = await openSearchable()
    panel.clock.pass(10_000)
    let answer: (() => void) | undefined
    panel.link().replies['knowledge:search'] = new Promise((resolve) => {
      answer = () => resolve({ answer: { ok: true, results: [result('x')], tookMs: 2 } })
    })
    await press('/')
    await settled(panel)
    await type(panel, 'fee')
    panel.clock.pass(SLOW_AFTER_MS)
    expect(await panel.text()).to.include('Still looking…')
    panel.clock.pass(1_000)
    expect(await polite(panel)).to.equal('Still looking…')
    answer?.()
    await settled(panel)
    expect(await panel.text()).not.to.include('Still looking…')
    panel.clock.pass(SAID_AFTER_MS + 1_000)
    expect(await polite(panel)).to.equal('1 result')
  })

  it('the search says honestly that nothing was found, and how many the policy stopped', async () => {
    const { panel } = await openSearchable()
    find(panel, [], { withheld: 2 })
    await press('/')
    await settled(panel)
    await type(panel, 'fee')
    expect(await panel.text())
      .to.include('Nothing about “ fee ”. Try fewer words.')
      .and.to.include('2 results withheld by the policy')
  })

  it('the search says why it was refused, keeps the words, and tries again', async () => {
    const { panel } = await openSearchable()
    panel.link().replies['knowledge:search'] = { refused: 'rate_limited' }
    await press('/')
    await settled(panel)
    await type(panel, 'fee')
    expect(await panel.text()).to.include('Too many searches. Try again in a minute.')
    expect((await box(panel)).value).to.equal('fee')
    find(panel, [result('x')])
    ;(await panel.button('Try again')).click()
    await settled(panel)
    expect(await panel.text()).to.include('Found text of x')
  })

  it('the search takes in no key of those that act while words are typed', async () => {
    const { panel } = await openFound([result('x')])
    const told = hear(panel)
    await type(panel, 'xc+z')
    expect((await box(panel)).value).to.equal('feexc+z')
    expect(told).to.deep.equal([])
  })

  it('the search forgets what was typed in one conversation before another is shown', async () => {
    const { panel } = await openFound([result('x')])
    panel.element.conversation = ANOTHER_CONVERSATION
    await settled(panel)
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION })
    panel.link().push(suggested(['a']))
    await settled(panel)
    expect(await panel.all('[role=search]')).to.have.length(0)
    ;(await panel.button('Search knowledge')).click()
    await settled(panel)
    expect((await box(panel)).value).to.equal('')
    expect(await panel.text()).not.to.include('Found text')
  })

  it('the search leaves the focus where it is, whatever comes in', async () => {
    const { panel } = await openSearchable()
    await press('/')
    await settled(panel)
    panel.link().push(said('z', 'And the fee?'))
    panel.link().push(suggested(['c'], { basedOn: 'z' }))
    panel.clock.pass(TYPED_MS)
    await settled(panel)
    expect(isInBox()).to.equal(true)
  })
})

describe('what was found', () => {
  it('results are used by keys as suggestions are, from the first to the last', async () => {
    const { panel, reply } = await openFound([result('x'), result('y')])
    const told = hear(panel)
    await press('ArrowDown')
    expect(focusedText()).to.equal('Found text of x')
    await press('ArrowDown', '+', '-', '2', 'x', 'Home', 'ArrowUp')
    expect(isInBox()).to.equal(true)
    await press('Enter')
    expect(focusedText()).to.equal('Found text of x')
    await press('Enter')
    await settled(panel)
    expect(reply.value).to.equal('Found text of x')
    expect(told).to.deep.equal(['helpful y', 'unhelpful y', 'unhelpful y', 'insert x: Found text of x', 'inserted x'])
    expect(reported(panel)).to.deep.equal(['helpful y', 'unhelpful y', 'unhelpful y', 'inserted x'])
  })

  it('results can be taken back from where the agent comes back to', async () => {
    const { panel, reply } = await openFound([result('x')])
    await press('ArrowDown', 'Enter')
    await settled(panel)
    expect(document.activeElement === reply).to.equal(true)
    await press('F8')
    expect(focusedText()).to.equal('Found text of x')
    await press('z')
    await settled(panel)
    expect(reply.value).to.equal('')
  })

  it('results are changed before they are inserted, and the search stays', async () => {
    const { panel, reply } = await openFound([result('x')])
    await press('ArrowDown', 'e')
    await settled(panel)
    await press('!')
    await press('Escape')
    await settled(panel)
    expect(await panel.all('[role=search]')).to.have.length(1)
    await press('e')
    await settled(panel)
    await press('!')
    await sendKeys({ down: 'Control' })
    await press('Enter')
    await sendKeys({ up: 'Control' })
    await settled(panel)
    expect(reply.value).to.equal('Found text of x!')
  })

  it('results leave the suggestions below alone', async () => {
    const { panel } = await openFound([result('x')])
    await press('ArrowDown', 'x')
    await settled(panel)
    expect(await panel.text()).not.to.include('Dismissed')
  })

  it('results open their page in a new tab, which knows nothing of this one, by key too', async () => {
    const { panel } = await openFound([result('x', { sourceUrl: 'https://help.example.com/fees' })])
    const link = await panel.one('[role=search] a.source')
    expect(link).to.be.instanceOf(HTMLAnchorElement)
    expect([link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]).to.deep.equal([
      'https://help.example.com/fees',
      '_blank',
      'noopener noreferrer',
    ])
    let opened = 0
    link.addEventListener('click', (event) => {
      event.preventDefault()
      opened += 1
    })
    await press('ArrowDown', 'o')
    expect(opened).to.equal(1)
  })

  it('results for agents only are asked about here too, and Escape only ends the question', async () => {
    const { panel, reply } = await openFound([result('x', { internal: true })])
    await press('ArrowDown', 'Enter')
    await settled(panel)
    expect(await panel.text()).to.include('For agents only. Insert anyway?')
    await press('Escape')
    await settled(panel)
    expect(await panel.text()).not.to.include('Insert anyway?')
    expect([reply.value, focusedText()]).to.deep.equal(['', 'Found text of x'])
    await press('Enter', 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('Found text of x')
  })

  it('results take the keys of the cards from the suggestions while they are there', async () => {
    const { panel } = await openFound([result('x')])
    const seen = (await panel.all('.caps')).filter((each) => each.checkVisibility())
    expect(seen.map((each) => each.textContent?.replace(/\s+/gu, ' ').trim())).to.deep.equal(['Enter Insert C'])
  })
})

for (const theme of ['light', 'dark'] as const) {
  describe(`a search, ${theme}`, () => {
    it(`a search is accessible: proposed, found, empty, refused, ${theme}`, async () => {
      const { panel } = await openSearchable({ ...offering(), theme })
      await press('/')
      await settled(panel)
      await expect(panel.element).to.be.accessible()
      find(panel, [result('x', { internal: true, sourceUrl: 'https://help.example.com' }), result('y')])
      await type(panel, 'fee')
      await expect(panel.element).to.be.accessible()
      for (const target of await panel.all('button, summary, label, a')) {
        const { width, height } = target.getBoundingClientRect()
        expect(Math.min(width, height), target.outerHTML).to.be.at.least(24)
      }
      find(panel, [], { withheld: 1 })
      await type(panel, 's')
      await expect(panel.element).to.be.accessible()
      panel.link().replies['knowledge:search'] = { refused: 'no_answer' }
      await type(panel, 's')
      expect(await panel.text()).to.include('The server cannot be reached.')
      await expect(panel.element).to.be.accessible()
    })
  })
}

for (const lang of ['de', 'es', 'fr', 'ja', 'ar']) {
  it(`a search has room in the narrowest panel in ${lang}`, async () => {
    const panel = await openPanel({ ...offering(), width: 320, lang })
    panel.link().join(SOME_SNAPSHOT)
    panel.link().push(suggested(['a']))
    await settled(panel)
    ;(await panel.one('.search')).click()
    await settled(panel)
    for (const part of ['cx-assist-search', 'cx-assist-suggestions']) {
      const section = (await panel.one(part)).shadowRoot?.querySelector('section')
      expect(section?.scrollWidth, part).to.be.at.most(section?.clientWidth ?? 0)
    }
    expect(focused() instanceof HTMLInputElement).to.equal(true)
  })
}
