import { expect, fixture, html, nextFrame } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { TranscriptPart } from '../../../../widget/parts/transcript/transcript.ts'
import { longTranscript, openPanel, type Panel, said, utterance } from '../../panel.ts'
import { ANOTHER_CONVERSATION } from '../../scripted-link.ts'

const openLong = async (): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(longTranscript(60))
  await panel.text()
  // Sizes are first observed at the end of a frame.
  await nextFrame()
  await nextFrame()
  return panel
}
const fromEnd = (scroller: HTMLElement): number =>
  Math.round(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop)

const scrollTo = async (scroller: HTMLElement, top: number): Promise<void> => {
  scroller.scrollTop = top
  await nextFrame()
  await nextFrame()
}

describe('the transcript', () => {
  it('the transcript opens at its newest message and follows it', async () => {
    const panel = await openLong()
    const scroller = await panel.one('.scroller')
    expect(fromEnd(scroller)).to.be.at.most(1)
    panel.link().push(said('new', 'One more'))
    await panel.text()
    expect(fromEnd(scroller)).to.be.at.most(1)
  })

  it('the transcript does not move what the agent is reading, and says how much is new', async () => {
    const panel = await openLong()
    const scroller = await panel.one('.scroller')
    await scrollTo(scroller, 100)
    panel.link().push(said('a', 'One more'))
    panel.link().push(said('b', 'And another'))
    expect(await panel.text()).to.include('2 new')
    expect(scroller.scrollTop).to.equal(100)
    ;(await panel.button('2 new messages, go to the newest')).click()
    expect(await panel.text()).not.to.include('2 new')
    expect(fromEnd(scroller)).to.be.at.most(1)
  })

  it('the transcript stays at its end when something above takes room', async () => {
    const panel = await openLong()
    const scroller = await panel.one('.scroller')
    panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'agent' } })
    await panel.text()
    await nextFrame()
    await nextFrame()
    expect(fromEnd(scroller)).to.be.at.most(1)
  })

  it('the transcript stays at its end when it is opened in the same moment as something above takes room', async () => {
    const panel = await openPanel()
    panel.link().join(longTranscript(60))
    await panel.text()
    panel.link().push({ type: 'escalation', data: { level: 'manager', cause: 'agent' } })
    const scroller = await panel.one('.scroller')
    await nextFrame()
    await nextFrame()
    expect(fromEnd(scroller)).to.be.at.most(1)
    panel.link().push(said('new', 'One more'))
    await panel.text()
    expect(fromEnd(scroller)).to.be.at.most(1)
  })

  it('the transcript knows that the agent is back at its end, and then away, when what is in it grew since', async () => {
    const panel = await openLong()
    const scroller = await panel.one('.scroller')
    await scrollTo(scroller, 100)
    const [oldest] = scroller.querySelectorAll('li')
    if (!(oldest instanceof HTMLElement)) throw new Error('nothing was said')
    // As when letters arrive late, or text is spaced by a style of the agent's own.
    oldest.style.paddingBlockEnd = '60px'
    await scrollTo(scroller, scroller.scrollHeight)
    panel.link().push(said('a', 'One more'))
    await panel.text()
    expect(fromEnd(scroller)).to.be.at.most(1)

    oldest.style.paddingBlockEnd = '90px'
    await scrollTo(scroller, scroller.scrollHeight)
    await scrollTo(scroller, 100)
    expect(scroller.scrollTop).to.equal(100)
  })

  it('the transcript starts another conversation at its end', async () => {
    const entries = (from: number) => Array.from({ length: 60 }, (_, n) => utterance(from + n, 'customer', `Text ${n}`))
    const part = await fixture<TranscriptPart>(html`
      <cx-assist-transcript style="height: 300px" .conversationId=${'a'} .entries=${entries(1)}></cx-assist-transcript>
    `)
    await nextFrame()
    await nextFrame()
    const scroller = part.renderRoot.querySelector('.scroller')
    if (!(scroller instanceof HTMLElement)) throw new Error('no scroller')
    await scrollTo(scroller, 0)
    part.conversationId = 'b'
    part.entries = entries(100)
    await part.updateComplete
    expect(fromEnd(scroller)).to.be.at.most(1)
    expect(part.renderRoot.querySelector('.fresh')).to.equal(null)
  })

  it('the transcript is folded and unfolded with the keyboard, and tells of new messages while folded', async () => {
    const panel = await openLong()
    const fold = await panel.button('Transcript')
    fold.focus()
    await sendKeys({ press: 'Enter' })
    expect(fold.getAttribute('aria-expanded')).to.equal('false')
    expect(await panel.text()).not.to.include('Message number 60')
    panel.link().push(said('a', 'One more'))
    expect(await panel.text()).to.include('1 new')
    await sendKeys({ press: 'Space' })
    expect(await panel.text())
      .to.include('Message number 60')
      .and.not.to.include('1 new')
  })

  it('the transcript is folded where the page shows one of its own, until the agent opens it, in whatever conversation', async () => {
    const panel = await openPanel()
    panel.element.setAttribute('transcript', 'collapsed')
    panel.link().join(longTranscript(2))
    await panel.text()
    panel.link().push(said('new', 'One more'))
    expect(await panel.text())
      .to.include('3 messages')
      .and.not.to.include('1 new')
    expect(await panel.all('li[data-id]')).to.have.length(0)
    ;(await panel.one('.transcript .head button')).click()
    expect(await panel.all('li[data-id]')).to.have.length(3)
    panel.element.conversation = ANOTHER_CONVERSATION
    await panel.text()
    panel.link().join({ ...longTranscript(2), conversationId: ANOTHER_CONVERSATION })
    expect(await panel.all('li[data-id]')).to.have.length(2)
  })

  it('the transcript stays at its end when all of it fitted, and its letters become larger', async () => {
    const panel = await openLong()
    const scroller = await panel.one('.scroller')
    const list = await panel.one('.scroller ol')
    list.style.display = 'none'
    await nextFrame()
    await nextFrame()
    scroller.scrollTop = 0
    list.style.display = ''
    await nextFrame()
    await nextFrame()
    expect(fromEnd(scroller)).to.be.at.most(1)
  })

  it('the transcript scrolls with the keyboard', async () => {
    const panel = await openLong()
    const scroller = await panel.one('.scroller')
    scroller.focus()
    await sendKeys({ press: 'Home' })
    await nextFrame()
    await nextFrame()
    expect(fromEnd(scroller)).to.be.greaterThan(0)
  })

  it('the transcript names each speaker in words', async () => {
    const panel = await openPanel()
    panel.link().join()
    panel.link().push(said('a', 'Hello', 'bot'))
    panel.link().push(said('b', 'Hi', 'customer'))
    panel.link().push(said('c', 'Welcome', 'agent'))
    expect(await panel.text()).to.match(/Bot.*Hello.*Customer.*Hi.*Agent.*Welcome/u)
  })

  it('the transcript keeps what stands for a message while the oldest ones go', async () => {
    const panel = await openPanel()
    panel.link().join(longTranscript(200))
    const last = (await panel.all('li[data-id]')).at(-1)
    panel.link().push(said('new', 'One more'))
    const messages = await panel.all('li[data-id]')
    expect(messages).to.have.length(200)
    expect(messages.at(-2) === last).to.equal(true)
  })

  it('the transcript says that a message is shortened', async () => {
    const panel = await openPanel()
    panel.link().join()
    panel
      .link()
      .push({ type: 'transcript', data: { utteranceId: 'a', speaker: 'customer', text: 'x', truncated: true } })
    expect(await panel.text()).to.include('Shortened')
  })

  it('the transcript shows markup as the text that it is', async () => {
    const panel = await openPanel()
    panel.link().join()
    panel.link().push(said('a', '<img src=x onerror="alert(1)"><b>bold</b>'))
    expect(await panel.text()).to.include('<b>bold</b>')
    expect(await panel.all('img, b')).to.be.empty
  })
})
