/** A panel that a desktop moves into another document: of a frame, of a window of its own, or one that is written anew. */
import { expect } from '@open-wc/testing'
import { settled } from '../desktop.ts'
import { openPanel, type Panel, SOME_SNAPSHOT } from '../panel.ts'
import { suggested } from '../parts/suggestions/suggested.ts'

interface Place {
  readonly document: Document
  readonly view: Window & typeof globalThis
  close(): void
}

const inFrame = (): Place => {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width: 500px; height: 700px'
  document.body.append(frame)
  const { contentDocument, contentWindow } = frame
  if (!contentDocument?.defaultView || !contentWindow) throw new Error('the frame has no document')
  return { document: contentDocument, view: contentDocument.defaultView, close: () => frame.remove() }
}
const inWindow = (): Place => {
  const popup = window.open('about:blank', '', 'width=500,height=700')
  if (!popup?.document.defaultView) throw new Error('no window was opened')
  return { document: popup.document, view: popup.document.defaultView, close: () => popup.close() }
}

/** What shows that styles are there, through every shadow: lengths of what no page would style so. */
const looks = (panel: Panel): readonly string[] => {
  const found: string[] = []
  const look = (root: ParentNode): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot)
      const view = element.ownerDocument.defaultView
      if (!element.matches('.panel, .card, .row, button, h2, .utterance, .scroller') || !view) continue
      const { display, padding, borderRadius, fontSize, overflow, cursor } = view.getComputedStyle(element)
      found.push(
        [element.localName, element.className, display, padding, borderRadius, fontSize, overflow, cursor].join(' '),
      )
    }
  }
  if (panel.element.shadowRoot) look(panel.element.shadowRoot)
  return found
}

const openFull = async (): Promise<Panel> => {
  const panel = await openPanel()
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(suggested(['a', 'b']))
  await settled(panel)
  return panel
}
/** It connects anew where it is. */
const show = async (panel: Panel): Promise<void> => {
  await settled(panel)
  panel.link().join(SOME_SNAPSHOT)
  panel.link().push(suggested(['a', 'b']))
  await settled(panel)
}
const key = (place: Place, target: EventTarget, name: string): boolean =>
  target.dispatchEvent(
    new place.view.KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
  )

for (const [where, open] of [
  ['a frame', inFrame],
  ['a window of its own', inWindow],
] as const) {
  describe(`a panel that is moved into ${where}`, () => {
    it(`a panel that is moved into ${where} looks as before, what is made later too, and does so when it is moved back`, async () => {
      const panel = await openFull()
      const before = looks(panel)
      expect(before.length).to.be.greaterThan(10)
      const home = panel.element.parentElement
      const place = open()
      place.document.body.append(panel.element)
      await show(panel)
      expect(looks(panel)).to.deep.equal(before)
      expect(await panel.all('.card')).to.have.length(2)
      home?.append(panel.element)
      await show(panel)
      expect(looks(panel)).to.deep.equal(before)
      place.close()
    })

    it(`a panel that is moved into ${where} writes in a reply there, or else in that of the page that it came from`, async () => {
      const panel = await openFull()
      const [here, there] = [document.createElement('textarea'), document.createElement('textarea')]
      here.className = 'reply'
      panel.element.before(here)
      panel.element.composer = '.reply'
      await import('../../../widget/composer/field.ts')
      const place = open()
      place.document.body.append(panel.element)
      await show(panel)
      key(place, await panel.one('.card'), 'Enter')
      await settled(panel)
      expect(here.value).to.equal('Text of a')
      there.className = 'reply'
      place.document.body.append(there)
      key(place, await panel.one('.card'), 'Enter')
      await settled(panel)
      expect([here.value, there.value]).to.deep.equal(['Text of a', 'Text of a'])
      place.close()
    })

    it(`a panel that is moved into ${where} has its keys there: the one that reaches it, its own, and the way back`, async () => {
      const panel = await openFull()
      const place = open()
      const reply = place.document.createElement('textarea')
      place.document.body.append(reply, panel.element)
      await show(panel)
      reply.focus()
      key(place, reply, 'F8')
      expect(place.document.activeElement === panel.element).to.equal(true)
      key(place, await panel.one('.card'), 'x')
      expect(await panel.text()).to.include('Dismissed')
      key(place, await panel.one('.card'), 'Escape')
      expect(place.document.activeElement === reply).to.equal(true)
      place.close()
    })
  })
}

describe('a document written anew', () => {
  it('a panel in a document that is written anew looks as before, and has its keys, once it is put in again', async () => {
    const place = inFrame()
    const panel = await openFull()
    const before = looks(panel)
    place.document.body.append(panel.element)
    await show(panel)
    place.document.open()
    place.document.write('<!doctype html><title>Another page</title><body><textarea></textarea></body>')
    place.document.close()
    place.document.body.append(panel.element)
    await show(panel)
    expect(looks(panel)).to.deep.equal(before)
    const reply = place.document.querySelector('textarea')
    reply?.focus()
    key(place, reply ?? place.document.body, 'F8')
    expect(place.document.activeElement === panel.element).to.equal(true)
    place.close()
  })
})
