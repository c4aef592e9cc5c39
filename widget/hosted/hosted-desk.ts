/** What a hosted panel knows, from the desktop around it and the sign-in, and what it asks of them. */
import type { Deed, Desktop, DesktopContext, DesktopListener, DesktopTrouble, Writing } from '../desktops/port.ts'
import type { AskSignIn } from '../desktops/sign-in-door.ts'
import { TokenSource } from '../desktops/token-source.ts'
import type { Timers } from '../link/link.ts'
import type { HostedFacts } from './hosted-state.ts'

/** After this long without an answer the desktop is late, and the agent is told so. */
export const LATE_AFTER_MS = 5_000

export interface HostedDeskParts {
  /** Whether there is an adapter to the desktop that is named. */
  readonly isKnown: boolean
  readonly isFramed: boolean
  readonly timers: Timers
  readonly askSignIn: AskSignIn
  /** Fetches the adapter and begins to talk. Rejects where it cannot be fetched. */
  openDesktop(listener: DesktopListener): Promise<Desktop>
  changed(): void
}

type Asking = HostedFacts['asking']

export class HostedDesk {
  readonly tokens: TokenSource
  readonly #parts: HostedDeskParts
  #desktop: Desktop | undefined
  #context: DesktopContext = {}
  #trouble: DesktopTrouble | undefined
  #asking: Asking = 'no'
  #isLoadFailed = false
  #cancelLate: (() => void) | undefined

  constructor(parts: HostedDeskParts) {
    this.#parts = parts
    this.tokens = new TokenSource({ askSignIn: parts.askSignIn, changed: () => parts.changed() })
  }

  /** Fetches the adapter and begins to talk. Resolves once that is so, or failed; never rejects. */
  async open(): Promise<void> {
    const { isKnown, isFramed } = this.#parts
    if (!isKnown || !isFramed) return
    this.#isLoadFailed = false
    this.#await()
    try {
      this.#desktop = await this.#parts.openDesktop({
        told: (context) => this.#told(context),
        troubled: (trouble) => this.#troubled(trouble),
      })
    } catch {
      this.#settle()
      this.#isLoadFailed = true
    }
    this.#parts.changed()
  }

  get facts(): HostedFacts {
    const { isKnown, isFramed } = this.#parts
    return {
      isKnown,
      isFramed,
      isLoadFailed: this.#isLoadFailed,
      trouble: this.#trouble,
      conversation: this.#context.conversation,
      isEnded: this.#context.ended === true,
      token: this.tokens.state,
      asking: this.#asking,
    }
  }

  get context(): DesktopContext {
    return this.#context
  }

  /** How texts get into the desktop's reply; known before any is offered. */
  get writing(): Writing {
    return this.#context.writes === false ? 'clipboard' : (this.#desktop?.writing ?? 'clipboard')
  }

  /** Of the page around. */
  get origin(): string | undefined {
    return this.#desktop?.origin()
  }

  /** Asks the desktop anew: after it was late, refused, or the frame was shown again. */
  readonly ask = (): void => {
    if (this.#isLoadFailed) {
      void this.open()
      return
    }
    if (this.#desktop?.ask() === true) {
      this.#trouble = undefined
      this.#await()
      this.#parts.changed()
    }
  }

  /** The token runs out, or is taken no more. */
  readonly renewToken = async (): Promise<void> => {
    if (this.tokens.isGiven) this.ask()
    else await this.tokens.renew()
  }

  write(text: string): void {
    this.#desktop?.write?.(text)
  }

  report(deed: Deed): void {
    this.#desktop?.report?.(deed)
  }

  /** Lets go of the desktop. */
  close(): void {
    this.#settle()
    this.#desktop?.close()
    this.#desktop = undefined
  }

  #told(context: DesktopContext): void {
    this.#settle()
    this.#trouble = undefined
    this.#context = joined(this.#context, context)
    if (context.token !== undefined) this.tokens.give(context.token)
    else void this.tokens.need()
    this.#parts.changed()
  }

  #troubled(trouble: DesktopTrouble): void {
    this.#settle()
    this.#trouble = trouble
    this.#parts.changed()
  }

  #await(): void {
    this.#settle()
    this.#asking = 'waiting'
    this.#cancelLate = this.#parts.timers.after(LATE_AFTER_MS, () => {
      this.#asking = 'late'
      this.#parts.changed()
    })
  }

  #settle(): void {
    this.#cancelLate?.()
    this.#cancelLate = undefined
    this.#asking = 'no'
  }
}

/** What is not named stays, but for what was said of another conversation. */
const joined = (before: DesktopContext, told: DesktopContext): DesktopContext => {
  const { conversation = before.conversation } = told
  const isAnother = conversation !== before.conversation
  return {
    conversation,
    token: told.token ?? before.token,
    theme: told.theme ?? before.theme,
    lang: told.lang ?? before.lang,
    ended: told.ended ?? (isAnother ? undefined : before.ended),
    writes: told.writes ?? before.writes,
  }
}
