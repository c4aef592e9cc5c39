/** The panel in a window of its own: looks, keys, the reply of the page that it came from, and the way back. */
import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import * as z from 'zod/mini'
import { openDesktop, press, settled } from '../../desktop.ts'
import { type Panel, type PanelOptions, said } from '../../panel.ts'
import { focused } from '../suggestions/suggested.ts'

type View = Window & typeof globalThis

const isView = (value: unknown): value is View => typeof value === 'object' && value !== null && 'document' in value

const until = async (isSo: () => boolean): Promise<void> => {
  for (let n = 0; n < 500 && !isSo(); n += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  if (!isSo()) throw new Error('it did not come to that')
}

/** What the page opens, without the window above all others that some browsers have. */
const openings = (isBlocked = false) => {
  const { open } = window
  const opened: View[] = []
  const pinned = Object.getOwnPropertyDescriptor(window, 'documentPictureInPicture')
  Object.defineProperty(window, 'documentPictureInPicture', { value: undefined, configurable: true })
  window.open = (...given) => {
    const view = isBlocked ? null : open.call(window, ...given)
    if (view?.document.defaultView) opened.push(view.document.defaultView)
    return view
  }
  return {
    opened,
    restore: () => {
      window.open = open
      if (pinned) Object.defineProperty(window, 'documentPictureInPicture', pinned)
      for (const each of opened) each.close()
    },
  }
}

const openMenu = async (panel: Panel): Promise<string> => {
  ;(await panel.one('.panel-menu')).click()
  await import('../../../../widget/parts/panel/panel-menu.ts')
  return settled(panel)
}

let made: ReturnType<typeof openings> | undefined
afterEach(() => made?.restore())

/** What stands for the panel in its window. */
const placeIn = (view: View): Element => {
  const place = view.document.querySelector('cx-assist')
  if (!place?.shadowRoot) throw new Error('the panel is not there')
  return place
}
const inWindow = (view: View, selector: string, root: ParentNode | null = placeIn(view).shadowRoot): Element[] =>
  [...(root?.querySelectorAll('*') ?? [])].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? inWindow(view, selector, element.shadowRoot) : []),
  ])

const openAway = async (ids: readonly string[] = ['a', 'b'], options: PanelOptions = {}) => {
  made = openings()
  const { opened } = made
  const { panel, reply } = await openDesktop(ids, {}, options)
  await openMenu(panel)
  ;(await panel.one('button.window')).click()
  await until(() => opened.length > 0 && opened[0]?.document.querySelector('cx-assist') !== null)
  await settled(panel)
  const [view] = opened
  if (view === undefined) throw new Error('no window was opened')
  return { panel, reply, view }
}

const key = (view: View, target: EventTarget, name: string): boolean =>
  target.dispatchEvent(
    new view.KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
  )

describe('the panel in a window of its own', () => {
  it('the panel goes into a window of its own from its menu, with all that it shows, and the page says where it is', async () => {
    const { panel, view } = await openAway()
    expect(inWindow(view, '.card')).to.have.length(2)
    expect(panel.textNow()).to.equal(
      'The panel is in its own window What you insert there goes into the reply here. Bring it back',
    )
    expect(view.document.title).to.equal('Agent assist')
    expect(view.document.compatMode).to.equal('CSS1Compat')
    // It is the same session.
    expect(panel.links()).to.have.length(1)
  })

  it('the panel in a window of its own looks as it did, with tokens, parts and fonts of the page', async () => {
    const sheet = document.createElement('style')
    sheet.textContent =
      '.desk cx-assist { --cx-assist-accent: rgb(1, 2, 3) } cx-assist::part(status) { letter-spacing: 3px } body { font-family: serif }'
    document.head.append(sheet)
    document.body.classList.add('desk')
    const { panel, view } = await openAway(['a'], { theme: 'dark', lang: 'ar' })
    const place = placeIn(view)
    const [card] = inWindow(view, '.card')
    const [status] = inWindow(view, '.status')
    if (!card || !status) throw new Error('nothing is shown')
    expect(view.getComputedStyle(place).getPropertyValue('--cx-assist-accent')).to.equal('rgb(1, 2, 3)')
    expect(view.getComputedStyle(status).letterSpacing).to.equal('3px')
    expect(view.getComputedStyle(status).display).to.equal('flex')
    expect(view.getComputedStyle(place).fontFamily).to.equal('serif')
    expect(view.getComputedStyle(place).colorScheme).to.equal('dark')
    expect(view.getComputedStyle(card).borderRadius).to.equal('6px')
    expect(place.shadowRoot?.querySelector('.panel')?.getAttribute('dir')).to.equal('rtl')
    panel.element.theme = 'light'
    await settled(panel)
    await until(() => view.getComputedStyle(place).colorScheme === 'light')
    sheet.remove()
    document.body.classList.remove('desk')
  })

  it('the panel in a window of its own goes on: what comes is shown there, and is said there', async () => {
    const { panel, view } = await openAway(['a'])
    panel.link().push(said('utt_9', 'And another thing'))
    panel.clock.pass(1_100)
    await settled(panel)
    expect(inWindow(view, 'cx-assist-transcript')[0]?.shadowRoot?.textContent).to.include('And another thing')
    expect(inWindow(view, '[role=status]')[0]?.textContent).to.include('Customer: And another thing')
  })

  it('a text that is inserted in a window of its own is in the reply of the page, and is taken out again', async () => {
    const { panel, reply, view } = await openAway(['a'])
    reply.value = 'Dear Ada,'
    reply.setSelectionRange(9, 9)
    const [card] = inWindow(view, '.card')
    key(view, card ?? view, 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('Dear Ada, Text of a')
    key(view, inWindow(view, '.card')[0] ?? view, 'z')
    await settled(panel)
    expect(reply.value).to.equal('Dear Ada,')
  })

  it('the focus goes into the window with the panel, and keys work there; F8 leads there and back', async () => {
    const { panel, reply, view } = await openAway()
    expect(focused(view.document)?.className).to.include('card')
    key(view, focused(view.document) ?? view, 'ArrowDown')
    await settled(panel)
    expect(focused(view.document)?.getAttribute('data-index')).to.equal('1')
    key(view, focused(view.document) ?? view, 'x')
    expect(await settled(panel)).not.to.equal('')
    expect(inWindow(view, '.card').some((card) => card.textContent?.includes('Dismissed'))).to.equal(true)
    reply.focus()
    key(view, focused(view.document) ?? view, 'Escape')
    expect(document.activeElement === reply).to.equal(true)
    reply.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8', bubbles: true, composed: true, cancelable: true }))
    expect(focused(view.document)?.className).to.include('card')
  })

  it('the panel comes back by its button in the page, the window goes, and the agent is in the panel', async () => {
    const { panel, view } = await openAway()
    const back = await panel.button('Bring it back')
    back.focus()
    await press('Enter')
    expect(await settled(panel)).to.include('Text of a')
    await until(() => view.closed)
    await until(() => focused()?.matches('.card') === true)
    await press('x')
    expect(await settled(panel)).to.include('Dismissed')
  })

  it('the panel comes back once its window is closed, and leaves the agent in the reply who was in it', async () => {
    const { panel, reply, view } = await openAway()
    reply.focus()
    view.close()
    await until(() => panel.textNow().includes('Text of a'))
    expect(document.activeElement === reply).to.equal(true)
    expect(await openMenu(panel)).to.include('Open in a window of its own')
  })

  it('the window goes with the element, which is whole again where it is put in next', async () => {
    const { panel, view } = await openAway()
    const { element } = panel
    const home = element.parentElement
    element.remove()
    await until(() => view.closed)
    home?.append(element)
    await settled(panel)
    expect(panel.textNow()).not.to.include('in its own window')
    expect(element.renderRoot.querySelectorAll('.panel')).to.have.length(1)
  })

  it("a window above all others is the panel's own where the browser has such a thing, and is left by its own closing", async () => {
    const { documentPictureInPicture: pinned } = z
      .object({ documentPictureInPicture: z.optional(z.instanceof(EventTarget)) })
      .parse(window)
    if (pinned === undefined) return
    const { panel, reply } = await openDesktop(['a'])
    await openMenu(panel)
    const entered = new Promise<View>((resolve) => {
      pinned.addEventListener('enter', (event) => 'window' in event && isView(event.window) && resolve(event.window))
    })
    ;(await panel.one('button.window')).focus()
    await press('Enter')
    const view = await entered
    await until(() => view.document.querySelector('cx-assist') !== null)
    await until(() => focused(view.document)?.matches('.card') === true)
    expect(view.document.compatMode).to.equal('CSS1Compat')
    key(view, focused(view.document) ?? view, 'Enter')
    await settled(panel)
    expect(reply.value).to.equal('Text of a')
    view.close()
    await until(() => panel.textNow().includes('Text of a'))
  })

  it('a window that the browser blocks is told of in words, and can be asked for again', async () => {
    made = openings(true)
    const { panel } = await openDesktop(['a'])
    await openMenu(panel)
    ;(await panel.button('Open in a window of its own')).click()
    await until(() => panel.textNow().includes('The browser blocked the window. Allow pop-ups for this page'))
    panel.clock.pass(1_100)
    await settled(panel)
    expect((await panel.one('[role=status]')).textContent).to.include('The browser blocked the window')
    made.restore()
    made = openings()
    ;(await panel.button('Open in a window of its own')).click()
    await until(() => made?.opened.length === 1)
  })

  it('the menu of the panel is worked by keys alone, and leads back to its button', async () => {
    const { panel } = await openDesktop(['a'])
    ;(await panel.button('Panel menu')).focus()
    await press('Enter')
    await until(() => panel.textNow().includes('Open in a window of its own'))
    await until(() => focused()?.textContent === 'Close')
    await expect(panel.element).to.be.accessible()
    await press('x')
    expect(await settled(panel)).not.to.include('Dismissed')
    await sendKeys({ press: 'Tab' })
    expect(focused()?.textContent).to.equal('Open in a window of its own')
    await press('Escape')
    await until(() => focused()?.matches('.panel-menu') === true)
    expect(await settled(panel)).not.to.include('Open in a window of its own')
  })
})
