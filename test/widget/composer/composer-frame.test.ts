import { expect, fixture, fixtureCleanup, html, waitUntil } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { ANSWER_WITHIN_MS } from '../../../widget/composer/answered.ts'
import type { ClosableComposer, Composer, Insertion, InsertOutcome } from '../../../widget/composer/composer.ts'
import { serveComposer } from '../../../widget/composer/post-message-host.ts'
import type { Timers } from '../../../widget/link/link.ts'
import { ANOTHER_CONVERSATION, ManualClock, SOME_CONVERSATION } from '../scripted-link.ts'
import { insertion, undo, wordOf } from './composer-stage.ts'

const OWN_ORIGIN = window.location.origin

/** A frame that loaded what it holds. */
const framed = async (content: string, sandbox?: string): Promise<HTMLIFrameElement> => {
  const frame = document.createElement('iframe')
  if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox)
  frame.srcdoc = content
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  const place = await fixture(html`<div></div>`)
  place.append(frame)
  await loaded
  return frame
}

type MakeComposer = (origin: string, timers: Timers) => ClosableComposer
const isMaker = (value: unknown): value is MakeComposer => typeof value === 'function'

/** A panel's side of the talk, run by the page in a frame. */
const openFrame = async (): Promise<{ frame: HTMLIFrameElement; make: MakeComposer }> => {
  const frame = await framed(`<script type="module">
    import { postMessageComposer } from '/widget/composer/post-message.ts'
    document.body.innerHTML = '<input>'
    const reach = () => document.querySelector('input').focus()
    window.make = (origin, timers) => postMessageComposer({ origin, timers, inside: window, reach })
  </script>`)
  const make: unknown = frame.contentWindow && Reflect.get(frame.contentWindow, 'make')
  if (!isMaker(make)) throw new Error('the frame did not load')
  return { frame, make }
}

const reply = async (): Promise<HTMLTextAreaElement> => {
  const field = await fixture<HTMLTextAreaElement>(html`<textarea class="reply"></textarea>`)
  field.dataset['cxAssistConversation'] = SOME_CONVERSATION
  return field
}

const scripted = (answer: InsertOutcome): Composer & { readonly asked: Insertion[] } => {
  const asked: Insertion[] = []
  return {
    asked,
    insert: async (given) => {
      asked.push(given)
      return answer
    },
  }
}

/** All that comes to this window, until it is stopped. */
const overhear = (): { readonly heard: MessageEvent[]; stop(): void } => {
  const heard: MessageEvent[] = []
  const hear = (event: MessageEvent): void => {
    heard.push(event)
  }
  window.addEventListener('message', hear)
  return { heard, stop: () => window.removeEventListener('message', hear) }
}
/** As long as it takes anything to arrive, where nothing must. */
const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
const until = (isSo: () => boolean): Promise<void> => waitUntil(isSo, undefined, { interval: 5, timeout: 15_000 })

describe('a panel in a frame, and the reply in the page around it', () => {
  let stop: () => void = () => undefined
  beforeEach(() => fixtureCleanup())
  afterEach(() => stop())

  const open = async (composer: string | Composer = '.reply') => {
    const { frame, make } = await openFrame()
    const clock = new ManualClock()
    stop = serveComposer({ frame, origin: OWN_ORIGIN, composer })
    return { frame, clock, make, panel: make(OWN_ORIGIN, clock) }
  }

  it('inserts, replaces and takes back', async () => {
    const field = await reply()
    const { panel } = await open()
    field.value = 'mine'
    const first = await panel.insert(insertion('theirs'))
    expect(field.value).to.equal('mine theirs')
    expect(document.activeElement === field).to.equal(true)
    expect(await undo(first)).to.equal('undone')
    expect(field.value).to.equal('mine')
    const second = await panel.insert(insertion('new', { mode: 'replace' }))
    expect(field.value).to.equal('new')
    expect(await undo(second)).to.equal('undone')
    expect(await undo(second)).to.equal('refused: changed_since')
    expect(field.value).to.equal('mine')
  })

  it('is told why it cannot', async () => {
    const field = await reply()
    const { panel } = await open()
    field.dataset['cxAssistConversation'] = ANOTHER_CONVERSATION
    expect(wordOf(await panel.insert(insertion('theirs')))).to.equal('refused: other_conversation')
    field.remove()
    expect(wordOf(await panel.insert(insertion('theirs')))).to.equal('refused: no_composer')
  })

  it('may be served by anything that writes, and says what for', async () => {
    const composer = scripted({ outcome: 'refused', reason: 'The chat has ended.' })
    const { panel } = await open(composer)
    expect(wordOf(await panel.insert(insertion('Hello')))).to.equal('refused: The chat has ended.')
    expect(composer.asked).to.deep.equal([insertion('Hello')])
  })

  it('offers no undo where there is none', async () => {
    const { panel } = await open(scripted({ outcome: 'inserted' }))
    expect(await undo(await panel.insert(insertion('Hello')))).to.equal('no undo')
  })

  it('asks no page of another origin than the one that was named', async () => {
    const { make, clock } = await open(scripted({ outcome: 'inserted' }))
    const { heard, stop: stopHearing } = overhear()
    const outcome = make('https://another.example', clock).insert(insertion('secret'))
    await delivered()
    clock.pass(ANSWER_WITHIN_MS)
    expect(wordOf(await outcome)).to.equal('refused: no_answer')
    for (const origin of ['*', 'null', '', 'file:///x', 'javascript:alert(1)', 'desk.example']) {
      expect(wordOf(await make(origin, clock).insert(insertion('secret'))), origin).to.equal('refused: no_composer')
    }
    await delivered()
    stopHearing()
    expect(heard).to.have.length(0)
  })

  it('asks nobody where there is no page around', async () => {
    const { postMessageComposer } = await import('../../../widget/composer/post-message.ts')
    const inside = window.top ?? window
    const alone = postMessageComposer({ origin: OWN_ORIGIN, timers: new ManualClock(), inside, reach: () => undefined })
    expect(wordOf(await alone.insert(insertion('Hello')))).to.equal('refused: no_composer')
    alone.close()
  })

  it('hears no answer but from the page around it', async () => {
    const { frame, clock, panel } = await open(scripted({ outcome: 'refused', reason: 'no' }))
    stop()
    const { heard, stop: stopHearing } = overhear()
    const outcome = panel.insert(insertion('Hello'))
    await until(() => heard.length > 0)
    stopHearing()
    const answer = { type: 'cx-assist:outcome', id: heard[0]?.data.id, outcome: 'inserted' }
    const stranger = await framed('<p>stranger</p>')
    // From the frame's own window, from a stranger in another frame, and from the page around, but senseless.
    const script = `parent.frames[0].postMessage(${JSON.stringify(answer)}, '*')`
    for (const window of [frame.contentWindow, stranger.contentWindow]) {
      const element = window?.document.createElement('script')
      if (!element) throw new Error('there is no window')
      element.textContent = script
      window?.document.body.append(element)
    }
    for (const nonsense of [{ ...answer, outcome: 'maybe' }, { ...answer, id: 'other' }, null, 'x', []]) {
      frame.contentWindow?.postMessage(nonsense, OWN_ORIGIN)
    }
    await delivered()
    clock.pass(ANSWER_WITHIN_MS)
    expect(wordOf(await outcome)).to.equal('refused: no_answer')
  })

  it('hears an answer that comes too late no more', async () => {
    const { clock, panel } = await open({ insert: () => new Promise(() => undefined) })
    const outcome = panel.insert(insertion('Hello'))
    clock.pass(ANSWER_WITHIN_MS)
    expect(wordOf(await outcome)).to.equal('refused: no_answer')
  })

  it('is reached by a key from the page around it, and leads back', async () => {
    const field = await reply()
    const { frame, panel } = await open()
    field.focus()
    await sendKeys({ press: 'F8' })
    await until(() => document.activeElement === frame)
    expect(frame.contentDocument?.activeElement?.localName).to.equal('input')
    panel.leave?.()
    await until(() => document.activeElement === field)
    stop()
    await sendKeys({ press: 'F8' })
    await delivered()
    expect(document.activeElement === field).to.equal(true)
  })

  it('talks no more once it is closed', async () => {
    await reply()
    const { clock, panel } = await open()
    panel.close()
    const outcome = panel.insert(insertion('Hello'))
    await delivered()
    clock.pass(ANSWER_WITHIN_MS)
    expect(wordOf(await outcome)).to.equal('refused: no_answer')
  })
})

describe('the page around a frame', () => {
  beforeEach(() => fixtureCleanup())

  /** A frame of no origin that sends what it is told to, and tells what it hears. */
  const sandboxed = (): Promise<HTMLIFrameElement> =>
    framed(
      `<script>addEventListener('message', ({ data }) => parent.postMessage(data.send ?? { heard: data }, '*'))</script>`,
      'allow-scripts',
    )
  const asked = { type: 'cx-assist:insert', id: '1', text: 'Hello', mode: 'insert', suggestionId: 'a' }
  const ASKED = { ...asked, conversation: SOME_CONVERSATION }

  const talk = async (frame: HTMLIFrameElement, message: unknown, answers = 0): Promise<unknown[]> => {
    const { heard, stop } = overhear()
    const answered = () => heard.map(({ data }) => data).filter((data) => data?.heard !== undefined)
    frame.contentWindow?.postMessage({ send: message }, '*')
    await until(() => answered().length >= answers)
    await delivered()
    stop()
    return answered()
  }

  it('answers a sandbox without an origin', async () => {
    const field = await reply()
    const frame = await sandboxed()
    const stop = serveComposer({ frame, origin: 'null', composer: '.reply' })
    const answer = { type: 'cx-assist:outcome', id: '1', outcome: 'inserted', canUndo: true }
    expect(await talk(frame, ASKED, 1)).to.deep.equal([{ heard: answer }])
    expect(field.value).to.equal('Hello')
    stop()
    stop()
    expect(await talk(frame, ASKED)).to.deep.equal([])
    expect(field.value).to.equal('Hello')
  })

  it('hears no other frame, no other origin, and nothing senseless', async () => {
    const field = await reply()
    const [frame, other] = [await sandboxed(), await sandboxed()]
    const stop = serveComposer({ frame, origin: 'null', composer: '.reply' })
    expect(await talk(other, ASKED)).to.deep.equal([])
    const { text, ...without } = ASKED
    for (const nonsense of [without, { ...ASKED, text: 7 }, { ...ASKED, text: 'x'.repeat(10_001) }, { type: 'x' }, 'x'])
      expect(await talk(frame, nonsense)).to.deep.equal([])
    stop()
    const stopOther = serveComposer({ frame, origin: OWN_ORIGIN, composer: '.reply' })
    expect(await talk(frame, ASKED)).to.deep.equal([])
    stopOther()
    expect(field.value).to.equal('')
    expect(text).to.equal('Hello')
  })

  it('takes back nothing that it did not put in', async () => {
    await reply()
    const frame = await sandboxed()
    const stop = serveComposer({ frame, origin: 'null', composer: '.reply' })
    const answer = { type: 'cx-assist:outcome', id: '2', outcome: 'refused', reason: 'changed_since' }
    expect(await talk(frame, { type: 'cx-assist:undo', id: '2', insertion: '1' }, 1)).to.deep.equal([{ heard: answer }])
    stop()
  })
})
