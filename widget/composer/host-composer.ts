/** The one place that decides how a text reaches the host's reply. */
import { CxAssistInsertEvent, CxAssistUndoEvent, type InsertDetail } from '../events.ts'
import type { Timers } from '../link/link.ts'
import { asInsertOutcome, inTime } from './answered.ts'
import { type ClosableComposer, type Composer, type Insertion, type InsertOutcome, refused } from './composer.ts'

/** What the integrator named, if anything: a selector of the reply, or the origin of the page around this one. */
export interface ComposerSettings {
  readonly selector: string
  readonly origin: string
}

export interface HostComposerParts {
  readonly near: HTMLElement
  readonly timers: Timers
  dispatch(event: Event): void
  /** Whether the conversation that a text is meant for is still the one that the host shows. */
  isCurrent(insertion: Insertion): boolean
}

/** In the place of a selector: the desktop takes no text from outside, so that texts are copied. */
const CLIPBOARD = 'clipboard'

/**
 * Asks the listeners of `cx-assist-insert` first. Where none of them answers, the reply that the integrator named is
 * written in; where none is named, whoever listens has done what was asked.
 */
export class HostComposer implements Composer {
  readonly #parts: HostComposerParts
  #settings: ComposerSettings = { selector: '', origin: '' }
  /** On its way from when it is named: once the agent inserts, nothing has to be fetched any more. */
  #adapter: Promise<ClosableComposer | undefined> | undefined

  constructor(parts: HostComposerParts) {
    this.#parts = parts
  }

  /** Asking for the same again changes nothing. */
  configure(settings: ComposerSettings): void {
    const { selector, origin } = this.#settings
    if (settings.selector === selector && settings.origin === origin) return
    this.close()
    this.#settings = settings
    if (this.#isNamed) this.#load()
  }

  get canWrite(): boolean {
    return this.#settings.selector !== CLIPBOARD
  }

  async insert(insertion: Insertion): Promise<InsertOutcome> {
    const { timers, dispatch, isCurrent } = this.#parts
    if (!this.canWrite) return refused('no_composer')
    if (!isCurrent(insertion)) return refused('other_conversation')
    const { text, mode, suggestionId, conversation } = insertion
    const detail: InsertDetail = { text, mode, suggestionId, conversation }
    const event = new CxAssistInsertEvent(detail)
    dispatch(event)
    const { answer } = event
    if (answer) return asInsertOutcome(await inTime(answer, timers), () => this.#askBack(detail), timers)
    if (!this.#isNamed) return { outcome: 'inserted' }
    const adapter = await this.#load()
    // The agent may have gone on while it was fetched.
    if (!isCurrent(insertion)) return refused('other_conversation')
    return adapter ? adapter.insert(insertion) : refused('not_loaded')
  }

  /** The agent leaves the panel, and came from nowhere in this page. */
  async leave(): Promise<void> {
    const adapter = await this.#adapter
    adapter?.leave?.()
  }

  /** Lets go of what was named; `configure` starts anew. */
  close(): void {
    this.#adapter?.then((adapter) => adapter?.close())
    this.#adapter = undefined
    this.#settings = { selector: '', origin: '' }
  }

  get #isNamed(): boolean {
    return this.canWrite && (this.#settings.selector !== '' || this.#settings.origin !== '')
  }

  #askBack(detail: InsertDetail) {
    const event = new CxAssistUndoEvent(detail)
    this.#parts.dispatch(event)
    return event.answer
  }

  #load(): Promise<ClosableComposer | undefined> {
    if (this.#adapter) return this.#adapter
    const made = this.#make().catch(() => {
      // Perhaps the next insertion has more luck.
      if (this.#adapter === made) this.#adapter = undefined
      return undefined
    })
    this.#adapter = made
    return made
  }

  async #make(): Promise<ClosableComposer> {
    const { near, timers } = this.#parts
    const { selector, origin } = this.#settings
    if (origin !== '') {
      const { postMessageComposer } = await import('./post-message.ts')
      return postMessageComposer({ origin, timers, inside: window, reach: () => near.focus() })
    }
    const { fieldComposer } = await import('./field.ts')
    return fieldComposer({ near, selector })
  }
}
