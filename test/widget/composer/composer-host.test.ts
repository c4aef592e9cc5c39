import { aTimeout, expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { ANSWER_WITHIN_MS } from '../../../widget/composer/answered.ts'
import { HostComposer } from '../../../widget/composer/host-composer.ts'
import type { CxAssistInsertEvent, CxAssistUndoEvent } from '../../../widget/events.ts'
import { ManualClock, SOME_CONVERSATION } from '../scripted-link.ts'
import { insertion, undo, wordOf } from './composer-stage.ts'

/** An element that asks its host, as the panel does. */
const open = async () => {
  fixtureCleanup()
  const page = await fixture<HTMLElement>(html`<div><textarea class="reply"></textarea><section></section></div>`)
  const near = page.querySelector('section')
  const reply = page.querySelector('textarea')
  if (!near || !reply) throw new Error('there is no page')
  const clock = new ManualClock()
  const host = { isCurrent: true }
  const composer = new HostComposer({
    near,
    timers: clock,
    dispatch: (event) => near.dispatchEvent(event),
    isCurrent: () => host.isCurrent,
  })
  const onInsert = (listen: (event: CxAssistInsertEvent) => void) => page.addEventListener('cx-assist-insert', listen)
  const onUndo = (listen: (event: CxAssistUndoEvent) => void) => page.addEventListener('cx-assist-undo', listen)
  return { composer, reply, clock, host, onInsert, onUndo }
}

describe('what the host is asked by events', () => {
  it('is which text, where to, and for which conversation', async () => {
    const { composer, onInsert } = await open()
    const asked: unknown[] = []
    onInsert(({ detail }) => asked.push(detail))
    await composer.insert(insertion('Hello', { mode: 'replace', conversation: 'by-the-host' }))
    expect(asked).to.deep.equal([{ text: 'Hello', mode: 'replace', suggestionId: 'a', conversation: 'by-the-host' }])
  })

  it('is done where nobody says anything', async () => {
    const { composer } = await open()
    const outcome = await composer.insert(insertion('Hello'))
    expect(wordOf(outcome)).to.equal('inserted')
    expect(await undo(outcome)).to.equal('no undo')
  })

  it('is refused by preventing it, with a reason where one is given', async () => {
    const { composer, onInsert } = await open()
    let refuse = (event: CxAssistInsertEvent): void => event.preventDefault()
    onInsert((event) => refuse(event))
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('refused: refused')
    refuse = (event) => event.refuse('The chat has ended.')
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('refused: The chat has ended.')
    refuse = (event) => event.refuse('')
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('refused: refused')
  })

  it('may be answered later, within two seconds', async () => {
    const { composer, onInsert, clock } = await open()
    let answer: (value: { outcome: 'inserted' }) => void = () => undefined
    onInsert((event) =>
      event.respondWith(
        new Promise((resolve) => {
          answer = resolve
        }),
      ),
    )
    const first = composer.insert(insertion('Hello'))
    clock.pass(ANSWER_WITHIN_MS - 1)
    answer({ outcome: 'inserted' })
    expect(wordOf(await first)).to.equal('inserted')
    const second = composer.insert(insertion('Hello'))
    clock.pass(ANSWER_WITHIN_MS)
    expect(wordOf(await second)).to.equal('refused: no_answer')
  })

  it('is answered once, and while it is asked', async () => {
    const { composer, onInsert } = await open()
    const thrown: string[] = []
    const attempt = (act: () => void): void => {
      try {
        act()
      } catch (error) {
        thrown.push(error instanceof DOMException ? error.name : 'something else')
      }
    }
    const events: CxAssistInsertEvent[] = []
    onInsert((event) => {
      events.push(event)
      if (events.length > 1) return
      event.respondWith({ outcome: 'refused', reason: 'first' })
      attempt(() => event.respondWith(true))
      attempt(() => event.refuse('second'))
    })
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('refused: first')
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('inserted')
    attempt(() => events[1]?.refuse('too late'))
    expect(thrown).to.deep.equal(['InvalidStateError', 'InvalidStateError', 'InvalidStateError'])
  })

  it('is taken back by what the host gave for it', async () => {
    const { composer, onInsert } = await open()
    let taken = 0
    onInsert((event) =>
      event.respondWith({
        outcome: 'inserted',
        undo: () => {
          taken += 1
          return undefined
        },
      }),
    )
    expect(await undo(await composer.insert(insertion('Hello')))).to.equal('undone')
    expect(taken).to.equal(1)
  })

  it('is taken back by an event where the host says that it listens', async () => {
    const { composer, onInsert, onUndo } = await open()
    const asked: unknown[] = []
    let answer = (_event: CxAssistUndoEvent): void => undefined
    onInsert((event) => event.respondWith({ outcome: 'inserted', undo: true }))
    onUndo((event) => {
      asked.push(event.detail)
      answer(event)
    })
    expect(await undo(await composer.insert(insertion('Hello')))).to.equal('undone')
    expect(asked).to.deep.equal([{ text: 'Hello', mode: 'insert', suggestionId: 'a', conversation: SOME_CONVERSATION }])
    answer = (event) => event.refuse('Sent already')
    expect(await undo(await composer.insert(insertion('Hello')))).to.equal('refused: Sent already')
  })
})

describe('the reply that the integrator names', () => {
  it('is written in where no listener answers', async () => {
    const { composer, reply, onInsert } = await open()
    const heard: string[] = []
    onInsert(({ detail }) => heard.push(detail.text))
    composer.configure({ selector: '.reply', origin: '' })
    const outcome = await composer.insert(insertion('Hello'))
    expect([reply.value, heard.join()]).to.deep.equal(['Hello', 'Hello'])
    expect(await undo(outcome)).to.equal('undone')
    expect(reply.value).to.equal('')
  })

  it('is left alone where a listener answers', async () => {
    const { composer, reply, onInsert } = await open()
    composer.configure({ selector: '.reply', origin: '' })
    onInsert((event) => event.respondWith(true))
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('inserted')
    expect(reply.value).to.equal('')
  })

  it('may be named anew, and unnamed', async () => {
    const { composer, reply } = await open()
    composer.configure({ selector: '.nothing', origin: '' })
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('refused: no_composer')
    composer.configure({ selector: '.reply', origin: '' })
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('inserted')
    composer.configure({ selector: '', origin: '' })
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('inserted')
    expect(reply.value).to.equal('Hello')
    composer.close()
    composer.close()
  })

  it('is asked for by messages where an origin is named', async () => {
    const { composer, reply, clock } = await open()
    composer.configure({ selector: '.reply', origin: 'https://desk.example' })
    let isOver = false
    const outcome = composer.insert(insertion('Hello')).finally(() => {
      isOver = true
    })
    // It waits for an answer only once what asks is fetched.
    while (!isOver) {
      clock.pass(ANSWER_WITHIN_MS)
      await aTimeout(0)
    }
    // The test's own page is not in a frame.
    expect(wordOf(await outcome)).to.equal(`refused: ${window.parent === window ? 'no_composer' : 'no_answer'}`)
    expect(reply.value).to.equal('')
  })
})

describe('a text for a conversation that the host does not show any more', () => {
  it('is not even asked for', async () => {
    const { composer, host, onInsert } = await open()
    let asked = 0
    onInsert(() => {
      asked += 1
    })
    host.isCurrent = false
    expect(wordOf(await composer.insert(insertion('Hello')))).to.equal('refused: other_conversation')
    expect(asked).to.equal(0)
  })

  it('is not inserted, though it was when the agent asked for it', async () => {
    const { composer, host, reply } = await open()
    composer.configure({ selector: '.reply', origin: '' })
    const outcome = composer.insert(insertion('Hello'))
    host.isCurrent = false
    expect(wordOf(await outcome)).to.equal('refused: other_conversation')
    expect(reply.value).to.equal('')
  })
})
