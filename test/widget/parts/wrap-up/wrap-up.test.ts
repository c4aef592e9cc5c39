import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { SOME_SNAPSHOT, said } from '../../panel.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../../scripted-link.ts'
import { focused, focusedCard, suggested } from '../suggestions/suggested.ts'
import { ENDED, field, openLive, openWrapUp, pressed, SUMMARY_TEXT, settle, summarized } from './wrapping-up.ts'

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await sendKeys({ press: key })
}
/** Where the agent is, in a word: a runner may choke on comparing elements. */
const place = (): string => {
  const at = focused()
  if (at instanceof HTMLTextAreaElement) return 'the text'
  if (at instanceof HTMLSelectElement) return `the disposition ${at.value}`
  return (at instanceof HTMLElement ? (at.dataset['id'] ?? at.textContent) : '')?.trim() ?? ''
}
const pressSave = async (): Promise<void> => {
  await sendKeys({ down: 'Control' })
  await sendKeys({ press: 'Enter' })
  await sendKeys({ up: 'Control' })
  await settle()
}

describe('the wrap-up', () => {
  it('the wrap-up is offered only where the service writes and keeps one', async () => {
    const panel = await openLive(summarized(), { offers: { search: true } })
    expect(await panel.text()).not.to.include('Wrap up')
    panel.link().push({ type: 'status', data: ENDED })
    expect(await panel.text()).not.to.include('Wrap')
    expect(panel.link().asked('conversation:summary')).to.deep.equal([])
  })

  it('the wrap-up shows what the conversation came to, by kind, and a text that is made of it', async () => {
    const panel = await openWrapUp()
    expect(panel.link().asked('conversation:summary')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, language: 'en-GB' },
    ])
    const text = await panel.text()
    expect(text).to.match(/Charged twice Reason Two charges .* Facts Order 88213 .*Paid by card .*Promised Let me/u)
    expect(text).to.include('Put together by rules')
    expect((await field(panel)).value).to.equal(SUMMARY_TEXT)
  })

  it('the wrap-up says in words how sure the suggested disposition is, and has it chosen', async () => {
    const panel = await openWrapUp()
    const select = await panel.one('select')
    expect(select instanceof HTMLSelectElement && select.value).to.equal('refund')
    expect(select.textContent).to.include('Refund (suggested)')
    expect(await panel.text()).to.include('Likely match for the suggested Refund')
  })

  it('the wrap-up shows on demand what a point rests on, and leads to it in the transcript', async () => {
    const panel = await openWrapUp()
    const part = await panel.one('cx-assist-wrap-up')
    const said = part.shadowRoot?.querySelectorAll<HTMLElement>('.said')[1]
    said?.click()
    await panel.text()
    const quotes = part.shadowRoot?.querySelector('.quotes')
    expect(quotes?.textContent)
      .to.match(/Customer:\s+I was charged twice/u)
      .and.to.include('not in the transcript any more')
    quotes?.querySelector('button')?.click()
    await settle()
    expect(place()).to.equal('utt_2')
  })

  it('the wrap-up tells a language model from rules, why they stand in for it, and what was hidden', async () => {
    expect(await (await openWrapUp(summarized({ engine: 'llm', redactions: 2 }))).text()).to.include(
      'Written by a language model: check it. 2 private details were hidden',
    )
    expect(await (await openWrapUp(summarized({ fallbackReason: 'timeout' }))).text()).to.include(
      'since the language model did not answer in time.',
    )
    expect(await (await openWrapUp(summarized({ fallbackReason: 'odd' }))).text()).to.include(
      'since the language model did not write one.',
    )
  })

  it('the wrap-up says that it is being written, that this takes long, and lets the agent write meanwhile', async () => {
    let answer: (reply: ReturnType<typeof summarized>) => void = () => undefined
    const panel = await openWrapUp(
      new Promise((resolve) => {
        answer = resolve
      }),
    )
    expect(await panel.text()).to.include('Writing the summary…')
    panel.clock.pass(2_000)
    expect(await panel.text()).to.include('Still writing the summary. You can write your own below.')
    await sendKeys({ type: 'mine' })
    answer(summarized())
    await settle()
    expect(await panel.text()).to.include('The summary is there. Use it')
    expect((await field(panel)).value).to.equal('mine')
    await pressed(panel, 'Use it')
    expect((await field(panel)).value).to.equal(SUMMARY_TEXT)
  })

  it('the wrap-up says why there is no summary, and can try again', async () => {
    const panel = await openWrapUp({ refused: 'unavailable', message: 'no' })
    expect(await panel.text()).to.include('No summary: the server cannot write one right now.')
    panel.link().replies['conversation:summary'] = summarized()
    await pressed(panel, 'Try again')
    expect(await panel.text()).not.to.include('No summary')
    expect((await field(panel)).value).to.equal(SUMMARY_TEXT)
  })

  it('the wrap-up does not take an answer for a summary that is none', async () => {
    const panel = await openWrapUp({ answer: { ok: true, summary: { headline: 'x' } } })
    expect(await panel.text()).to.include('No summary: the answer could not be read.')
  })

  it('the wrap-up asks again by itself once the server can be reached', async () => {
    const panel = await openWrapUp({ refused: 'no_answer' })
    panel.link().says.connection('reconnecting')
    panel.link().replies['conversation:summary'] = summarized()
    panel.link().rejoin()
    await settle()
    await panel.text()
    expect((await field(panel)).value).to.equal(SUMMARY_TEXT)
  })

  it('the wrap-up is saved with its disposition and what was suggested, and says when', async () => {
    const panel = await openWrapUp()
    await pressed(panel, 'Save')
    expect(panel.link().asked('summary:save')).to.deep.equal([
      { conversationId: SOME_CONVERSATION, text: SUMMARY_TEXT, dispositionId: 'refund', suggestedText: SUMMARY_TEXT },
    ])
    expect(await panel.text()).to.match(/Saved \d\d:\d\d/u)
  })

  it('the wrap-up that was saved can be changed and saved again, and only then', async () => {
    const panel = await openWrapUp()
    await pressed(panel, 'Save')
    await pressed(panel, 'Save')
    expect(panel.link().asked('summary:save')).to.have.length(1)
    const select = await panel.one('select')
    if (select instanceof HTMLSelectElement) select.value = ''
    select.dispatchEvent(new Event('change'))
    expect(await panel.text()).to.match(/Saved \d\d:\d\d, changed since/u)
    await pressed(panel, 'Save')
    expect(panel.link().asked('summary:save')[1]).not.to.have.property('dispositionId')
  })

  it('the wrap-up that could not be saved keeps its text, and says why in the server’s words', async () => {
    const panel = await openWrapUp()
    panel.link().outcomes['summary:save'] = { refused: 'unavailable', message: 'CXone is being mended.' }
    await sendKeys({ type: ' Mine.' })
    await pressed(panel, 'Save')
    expect(await panel.text()).to.include('Not saved. CXone is being mended.')
    expect((await field(panel)).value).to.equal(`${SUMMARY_TEXT} Mine.`)
    panel.link().outcomes['summary:save'] = 'recorded'
    await pressed(panel, 'Save again')
    expect(await panel.text())
      .to.match(/Saved \d\d/u)
      .and.not.include('Not saved')
  })

  it('the wrap-up says that it is being saved, and is sent once', async () => {
    const panel = await openWrapUp()
    panel.link().outcomes['summary:save'] = new Promise(() => undefined)
    await pressed(panel, 'Save')
    await pressed(panel, 'Save')
    expect(await panel.text()).to.include('Saving…')
    panel.clock.pass(2_000)
    expect(await panel.text()).to.include('Still saving…')
    expect(panel.link().asked('summary:save')).to.have.length(1)
  })

  it('the wrap-up of a blank text is not saved', async () => {
    const panel = await openWrapUp({ refused: 'unavailable' })
    await sendKeys({ type: '  ' })
    await pressed(panel, 'Save')
    expect(panel.link().asked('summary:save')).to.deep.equal([])
  })

  it('the wrap-up is offered to the host first, which may keep it: nothing is sent then', async () => {
    const panel = await openWrapUp()
    const told: unknown[] = []
    panel.element.addEventListener('cx-assist-summary', (event) => {
      told.push(event.detail)
      event.preventDefault()
    })
    await pressed(panel, 'Save')
    expect(told).to.deep.equal([{ text: SUMMARY_TEXT, dispositionId: 'refund' }])
    expect(panel.link().asked('summary:save')).to.deep.equal([])
    expect(await panel.text()).to.match(/Saved by your desktop \d\d/u)
  })

  it('the wrap-up is worked by keys alone: opened, changed, saved and put away', async () => {
    const panel = await openLive()
    panel.element.focus()
    await press('w')
    await settle()
    await panel.text()
    expect(place()).to.equal('the text')
    await press('End')
    await sendKeys({ type: ' by me' })
    await pressSave()
    expect(panel.link().asked('summary:save')[0]?.text).to.include('by me')
    await press('Escape')
    await panel.text()
    expect(place()).to.equal('Wrap up')
    await press('Enter')
    await settle()
    await panel.text()
    expect(place()).to.equal('the text')
    await press('Tab', 'ArrowUp')
    expect(place()).to.equal('the disposition question')
  })
})

describe('the text of a wrap-up', () => {
  it('the text of a wrap-up is never overwritten by a newer summary without asking', async () => {
    const panel = await openWrapUp()
    await sendKeys({ type: ' Mine.' })
    panel.link().replies['conversation:summary'] = summarized({ headline: 'Charged twice, refunded' })
    panel.link().push(said('utt_9', 'Thanks!'))
    expect(await panel.text()).to.include('More has been said since.')
    await pressed(panel, 'Summarize again')
    expect((await field(panel)).value).to.equal(`${SUMMARY_TEXT} Mine.`)
    expect(await panel.text()).to.include('A newer summary is there.')
    await pressed(panel, 'Use the newer one')
    expect((await field(panel)).value)
      .to.include('Charged twice, refunded')
      .and.not.to.include('Mine')
    expect(await panel.text()).not.to.match(/newer|More has been said/u)
  })

  it('the text of a wrap-up that nobody touched is replaced by a newer summary', async () => {
    const panel = await openWrapUp()
    panel.link().replies['conversation:summary'] = summarized({ headline: 'Charged twice, refunded' })
    await pressed(panel, 'Summarize again')
    expect((await field(panel)).value).to.include('Charged twice, refunded')
  })

  it('the text of a wrap-up survives what happens meanwhile, and keeps the cursor', async () => {
    const panel = await openWrapUp()
    const before = await field(panel)
    before.setSelectionRange(3, 3)
    await sendKeys({ type: 'X' })
    panel.link().push(said('utt_9', 'Hello?'))
    panel.link().says.connection('reconnecting')
    panel.clock.pass(40_000)
    panel.link().rejoin(said('utt_10', 'Anyone?'))
    panel.link().push({ type: 'status', data: ENDED })
    await settle()
    await panel.text()
    const after = await field(panel)
    expect([after === before, after.value.startsWith('ChaXrged'), after.selectionStart]).to.deep.equal([true, true, 4])
    expect(place()).to.equal('the text')
  })

  it('the text of a wrap-up is that of its conversation: not shown in another, and found again', async () => {
    const panel = await openWrapUp()
    await sendKeys({ type: ' Mine.' })
    panel.element.conversation = ANOTHER_CONVERSATION
    await panel.text()
    panel.link().join({ ...SOME_SNAPSHOT, conversationId: ANOTHER_CONVERSATION })
    expect(await panel.text()).to.include('Wrap up')
    expect((await panel.all('[part=wrap-up] textarea')).length).to.equal(0)
    panel.element.conversation = SOME_CONVERSATION
    await panel.text()
    expect((await field(panel)).value).to.equal(`${SUMMARY_TEXT} Mine.`)
  })

  it('the text of a wrap-up survives that the panel is moved in its page', async () => {
    const panel = await openWrapUp()
    await sendKeys({ type: ' Mine.' })
    const aside = document.createElement('aside')
    document.body.append(aside)
    aside.append(panel.element)
    await panel.text()
    panel.link().join(SOME_SNAPSHOT)
    await settle()
    expect((await field(panel)).value).to.equal(`${SUMMARY_TEXT} Mine.`)
    aside.remove()
  })
})

describe('the wrap-up of a conversation that ended', () => {
  it('the wrap-up of a conversation that ended before the agent’s eyes opens by itself on top, and leaves the focus alone', async () => {
    const panel = await openLive()
    panel.link().push(suggested(['a']))
    await panel.text()
    panel.element.focus()
    expect(focusedCard()).to.equal('0')
    panel.link().push({ type: 'status', data: ENDED })
    await settle()
    expect(await panel.text()).to.match(/closed in CXone Wrap-up/u)
    expect((await field(panel)).value).to.equal(SUMMARY_TEXT)
    expect(place()).not.to.equal('the text')
  })

  it('the wrap-up of a conversation that had ended already waits behind one prominent button', async () => {
    const snapshot = { ...SOME_SNAPSHOT, status: { seq: 5, at: ENDED.since, data: ENDED } }
    const panel = await openLive(summarized(), { snapshot })
    expect(await panel.text()).to.match(/closed in CXone Wrap up/u)
    expect((await panel.all('.prominent')).length).to.equal(1)
    expect(panel.link().asked('conversation:summary')).to.deep.equal([])
  })

  it('the wrap-up of a conversation that was deleted is none', async () => {
    const panel = await openLive()
    panel.link().push({ type: 'status', data: { ...ENDED, reason: 'deleted' } })
    await settle()
    expect(await panel.text()).not.to.include('Wrap')
    expect(panel.link().asked('conversation:summary')).to.deep.equal([])
  })

  it('the wrap-up of a conversation that ended keeps the focus that was on its button', async () => {
    const panel = await openLive()
    ;(await panel.button('Wrap up')).focus()
    panel.link().push({ type: 'status', data: ENDED })
    await settle()
    await panel.text()
    expect(place()).to.equal('the text')
  })
})

describe('what is copied of a wrap-up', () => {
  const { clipboard } = navigator
  afterEach(() => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    Reflect.deleteProperty(document, 'execCommand')
  })

  it('what is copied of a wrap-up is the text as it is, and a refusal of the browser is told', async () => {
    const copied: string[] = []
    let isOpen = true
    const writeText = async (text: string): Promise<void> => {
      if (!isOpen) throw new DOMException('no', 'NotAllowedError')
      copied.push(text)
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    // The older way, which no permission stands before.
    Object.defineProperty(document, 'execCommand', { configurable: true, value: () => false })
    const panel = await openWrapUp()
    await pressed(panel, 'Copy')
    expect(copied).to.deep.equal([SUMMARY_TEXT])
    expect(await panel.text()).to.include('Copied')
    isOpen = false
    await pressed(panel, 'Copied')
    expect(await panel.text()).to.include('Not copied: the browser refused.')
  })
})

for (const theme of ['light', 'dark'] as const) {
  it(`the wrap-up is accessible, ${theme}`, async () => {
    const panel = await openWrapUp(summarized({ engine: 'llm', redactions: 1 }), { theme })
    panel.link().outcomes['summary:save'] = { refused: 'unavailable' }
    for (const name of ['Show the message', 'Save']) await pressed(panel, name)
    await expect(panel.element).to.be.accessible()
    panel.link().outcomes['summary:save'] = 'recorded'
    await pressed(panel, 'Save again')
    await expect(panel.element).to.be.accessible()
    for (const target of await panel.all('[part=wrap-up] :is(button, select)')) {
      const { width, height } = target.getBoundingClientRect()
      expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24)
    }
  })
}

for (const lang of ['de', 'es', 'fr', 'ja', 'ar'] as const) {
  it(`the wrap-up is in the language of the panel and needs no sideways scrolling at 320 px: ${lang}`, async () => {
    const wrapped = await openLive(summarized(), { lang, width: 320 })
    ;(await wrapped.one('.begin')).click()
    await settle()
    expect(wrapped.link().asked('conversation:summary')[0]?.language).to.equal(lang)
    expect(await wrapped.text()).not.to.match(/Reason|Save|Disposition/u)
    for (const box of await wrapped.all('.panel, .body, .block, [part=wrap-up]')) {
      expect(box.scrollWidth, box.className).to.be.at.most(box.clientWidth)
    }
  })
}
