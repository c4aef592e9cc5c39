/** What an element follows, from the time it is in a page until it is out: the link, the state, and when to look again. */
import type { Clock } from './clock.ts'
import type { ErrorCode, ErrorDetail } from './events.ts'
import type { Link, LinkFactory } from './link/link.ts'
import { connectionOf } from './state/connection.ts'
import { linkActions } from './state/link-actions.ts'
import { type Action, reduce } from './state/reduce.ts'
import { type AssistState, initialState } from './state/state.ts'

/** What the host has to give before anything can be followed. */
export type SetupProblem = 'no_bff' | 'invalid_bff' | 'no_token'

export interface Settings {
  readonly bff: string
  readonly token: string
  readonly conversation: string | null
}

export interface SessionParts {
  readonly createLink: LinkFactory
  readonly clock: Clock
  /** The state changed, or so much time passed that it reads differently. */
  changed(before: AssistState, after: AssistState): void
  failed(error: ErrorDetail): void
}

/** While someone waits, seconds are shown; otherwise times read in minutes. */
const TICK_WAITING_MS = 1_000
const TICK_MS = 10_000

const problemWith = ({ bff, token }: Settings): SetupProblem | null => {
  if (bff === '') return 'no_bff'
  if (!URL.canParse(bff) || !/^https?:$/u.test(new URL(bff).protocol)) return 'invalid_bff'
  return token === '' ? 'no_token' : null
}

export class AssistSession {
  readonly #parts: SessionParts
  #settings: Settings = { bff: '', token: '', conversation: null }
  #state: AssistState = initialState
  #problem: SetupProblem | null = 'no_bff'
  #link: Link | undefined
  #lastRefusal: ErrorCode | undefined
  #cancelTick: (() => void) | undefined

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  get state(): AssistState {
    return this.#state
  }

  get problem(): SetupProblem | null {
    return this.#problem
  }

  /** Brings what is followed in line with what the host wants. Asking for the same again changes nothing. */
  configure(wanted: Settings): void {
    const before = this.#settings
    this.#settings = wanted
    const problem = problemWith(wanted)
    const isNewProblem = problem !== this.#problem
    this.#problem = problem
    if (problem !== null) {
      this.#reset()
      if (isNewProblem) this.#parts.changed(this.#state, this.#state)
      if (isNewProblem && problem === 'invalid_bff') {
        this.#parts.failed({ code: problem, message: 'bff is no absolute http(s) URL' })
      }
      return
    }
    if (this.#link === undefined || wanted.bff !== before.bff) this.#connect(wanted)
    else {
      if (wanted.conversation !== before.conversation) this.#follow(wanted.conversation)
      if (wanted.token !== before.token) this.#link.renewToken(wanted.token)
    }
  }

  retryNow(): void {
    this.#link?.retryNow()
  }

  /** Lets go of everything; `configure` starts anew. Closing twice is harmless. */
  close(): void {
    this.#reset()
    this.#settings = { bff: '', token: '', conversation: null }
    this.#problem = 'no_bff'
  }

  #connect({ bff, token, conversation }: Settings): void {
    this.#reset()
    const { createLink, clock, failed } = this.#parts
    const listener = linkActions(
      (action) => this.#dispatch(action),
      () => clock.now(),
      failed,
    )
    this.#link = createLink({ bff, token }, listener)
    this.#follow(conversation)
    this.#link.open()
  }

  #follow(conversationId: string | null): void {
    this.#dispatch({ type: 'followed', conversationId, now: this.#parts.clock.now() })
    this.#link?.follow(conversationId)
  }

  #reset(): void {
    this.#link?.close()
    this.#link = undefined
    this.#lastRefusal = undefined
    this.#enter(initialState)
    this.#cancelTick?.()
    this.#cancelTick = undefined
  }

  #dispatch(action: Action): void {
    this.#enter(reduce(this.#state, action))
  }

  #enter(state: AssistState): void {
    const before = this.#state
    if (state === before) return
    this.#state = state
    this.#tellRefusal()
    this.#parts.changed(before, state)
    this.#tick()
  }

  /** A refusal that stays the same is told once, however often it is repeated. */
  #tellRefusal(): void {
    const connection = connectionOf(this.#state, this.#parts.clock.now())
    const code = connection.kind === 'refused' ? connection.code : undefined
    const isNews = code !== undefined && code !== this.#lastRefusal
    this.#lastRefusal = code
    if (isNews) this.#parts.failed({ code, message: `the server refused: ${code}` })
  }

  #tick(): void {
    this.#cancelTick?.()
    const { kind } = connectionOf(this.#state, this.#parts.clock.now())
    const isWaiting = kind === 'connecting' || kind === 'reconnecting'
    this.#cancelTick = this.#parts.clock.after(isWaiting ? TICK_WAITING_MS : TICK_MS, () => {
      this.#parts.changed(this.#state, this.#state)
      this.#tick()
    })
  }
}
