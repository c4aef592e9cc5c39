/** A reply in a frame of the page, as editors that keep the page's styles out have it. */
import { expect, html, nextFrame } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { openDesktop } from '../desktop.ts'
import { focusedCard } from '../parts/suggestions/suggested.ts'
import { openComposer, undo, wordOf } from './composer-stage.ts'

const CONTENT = '<!doctype html><body contenteditable="true">Dear Ada, bye</body>'

const loaded = async (frame: HTMLIFrameElement, content = CONTENT): Promise<HTMLElement> => {
  const isLoaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  frame.srcdoc = content
  await isLoaded
  const body = frame.contentDocument?.body
  if (!body) throw new Error('the frame holds nothing')
  return body
}

const open = async (content = CONTENT) => {
  const stage = await openComposer(html`<div class="reply"><iframe></iframe></div>`)
  const frame = stage.find('iframe', HTMLIFrameElement)
  const body = await loaded(frame, content)
  const place = (offset: number): void => {
    body.focus()
    const text = body.firstChild
    if (text) body.ownerDocument.getSelection()?.setBaseAndExtent(text, offset, text, offset)
  }
  return { ...stage, frame, body, place }
}

const textOf = (body: HTMLElement): string => body.innerText.replaceAll('\u00a0', ' ')

describe('a reply in a frame of the same origin', () => {
  it('takes the text at the cursor, and gives it back', async () => {
    const { insert, body, place, frame } = await open()
    place(10)
    const outcome = await insert('we are sorry,')
    expect(wordOf(outcome)).to.equal('inserted')
    expect(textOf(body)).to.equal('Dear Ada, we are sorry, bye')
    expect(document.activeElement === frame).to.equal(true)
    expect(await undo(outcome)).to.equal('undone')
    expect(textOf(body)).to.equal('Dear Ada, bye')
  })

  it('may be a textarea, or a page that is all editable', async () => {
    const { insert, body } = await open('<!doctype html><textarea></textarea>')
    expect(wordOf(await insert('theirs'))).to.equal('inserted')
    expect(body.querySelector('textarea')?.value).to.equal('theirs')
    const other = await open('<!doctype html><body>mine</body>')
    other.body.ownerDocument.designMode = 'on'
    expect(wordOf(await other.insert('theirs'))).to.equal('inserted')
    expect(textOf(other.body)).to.equal('mine theirs')
  })

  it('is left alone while the frame is hidden, the editor is read-only, or it belongs to another conversation', async () => {
    const { insert, body, frame } = await open()
    frame.hidden = true
    expect(wordOf(await insert('theirs'))).to.equal('refused: not_visible')
    frame.hidden = false
    body.contentEditable = 'false'
    expect(wordOf(await insert('theirs'))).to.equal('refused: not_writable')
    body.contentEditable = 'true'
    frame.dataset['cxAssistConversation'] = 'somebody-elses'
    expect(wordOf(await insert('theirs'))).to.equal('refused: other_conversation')
    expect(textOf(body)).to.equal('Dear Ada, bye')
  })

  it('is not taken back in once the frame is gone', async () => {
    const { insert, frame } = await open()
    const outcome = await insert('theirs')
    frame.remove()
    expect(await undo(outcome)).to.equal('refused: changed_since')
  })

  it('is none where the frame is of another origin', async () => {
    const stage = await openComposer(html`<div class="reply"><iframe sandbox srcdoc=${CONTENT}></iframe></div>`)
    expect(wordOf(await stage.insert('theirs'))).to.equal('refused: no_composer')
  })
})

describe('the way from a reply in a frame', () => {
  let desktop: Awaited<ReturnType<typeof openDesktop>>
  before(async function () {
    this.timeout(20_000)
    // What a panel is made of is fetched with the first one.
    desktop = await openDesktop(['a', 'b'])
  })

  it('is the same key, and leads back to the very place; also once the frame was loaded anew', async () => {
    const { panel } = desktop
    // Elsewhere in the page: what is fixed before stays.
    const frame = document.createElement('iframe')
    panel.element.before(frame)
    for (const round of [1, 2]) {
      const body = await loaded(frame)
      body.focus()
      const text = body.firstChild
      if (text) body.ownerDocument.getSelection()?.setBaseAndExtent(text, 4, text, 4)
      // What a load, a focus and a selection tell of has been heard by then.
      await nextFrame()
      await nextFrame()
      await sendKeys({ press: 'F8' })
      expect(focusedCard(), `${round}`).to.equal('0')
      await sendKeys({ press: 'F8' })
      expect(document.activeElement === frame, `${round}`).to.equal(true)
      await sendKeys({ type: '!' })
      expect(textOf(body), `${round}`).to.equal('Dear! Ada, bye')
    }
  })
})
