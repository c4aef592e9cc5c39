/** What an element follows, from the time it is in a page until it is out: the link, the state, and when to look again. */

import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import type { ErrorCode, ErrorDetail } from '../events.ts'
import type { Link, LinkFactory, Progress } from '../link/link.ts'
import { defaultConfig, type FetchConfig } from '../link/widget-config.ts'
import { connectionOf } from '../state/connection.ts'
import type { Known } from '../state/known.ts'
import { linkActions } from '../state/link-actions.ts'
import { type Action, reduce } from '../state/reduce.ts'
import { type AssistState, initialState, knownOf } from '../state/state.ts'
import { searchChangesIn, searchFor } from '../state/suggestions.ts'
import { bffAddress } from './bff-address.ts'
import type { Clock } from './clock.ts'

/** What the host has to give before anything can be followed. */
export type SetupProblem = 'no_bff' | 'invalid_bff' | 'no_token'

export interface Settings {
  /** A whole address; anything else is reported. */
  readonly bff: string
  readonly token: string
  readonly conversation: string | null
  /** Names another model folder than the operator's. */
  readonly model: string | null
  /** The integrator wants nothing scored for this element. */
  readonly isScoringOff: boolean
}

export interface SessionParts {
  readonly createLink: LinkFactory
  readonly fetchConfig: FetchConfig
  readonly clock: Clock
  /** The state is another, or so much time passed that it reads differently. */
  changed(state: AssistState): void
  failed(error: ErrorDetail): void
}

/** Told of what happens, once there is somebody to be told. */
export interface SessionWatcher {
  /** As {@link SessionParts.changed}, and before it. */
  changed(before: AssistState, after: AssistState): void
  /** Another conversation will be followed, or none. */
  leaving(): void
  /** The server takes reports on the conversation. */
  joined(): void
  /** Suggestions have been looked for so long that the agent may wonder. */
  searchIsSlow(): void
  /** What the host or the operator wants may be something else. */
  configured(): void
  /** All that was on its way over a link went with it. */
  reset(): void
}

/** While someone waits, seconds are shown; otherwise times read in minutes. */
const TICK_WAITING_MS = 1_000
const TICK_MS = 10_000
const CONFIG_RETRY_MS = 30_000

const problemWith = ({ bff, token }: Settings): SetupProblem | null => {
  if (bff === '') return 'no_bff'
  // `localhost:8080` is a URL too, of a scheme that nothing is reached by.
  if (bffAddress(bff) === undefined) return 'invalid_bff'
  return token === '' ? 'no_token' : null
}

const progressOf = (known: Known | null): Progress | undefined =>
  known === null
    ? undefined
    : { conversationId: known.snapshot.conversationId, epoch: known.epoch, seq: known.snapshot.seq }

const noSettings: Settings = { bff: '', token: '', conversation: null, model: null, isScoringOff: false }
export class AssistSession {
  readonly #parts: SessionParts
  #settings = noSettings
  #state: AssistState = initialState
  #problem: SetupProblem | null = 'no_bff'
  #link: Link | undefined
  #config = defaultConfig
  #watcher: SessionWatcher | undefined
  #isConfigRead = false
  #lastRefusal: ErrorCode | undefined
  #cancelTick: (() => void) | undefined
  #cancelConfigRetry: (() => void) | undefined

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  get state(): AssistState {
    return this.#state
  }

  /** The id that the events of what is shown carry. */
  get shownId(): string | undefined {
    return knownOf(this.#state)?.snapshot.conversationId
  }

  get problem(): SetupProblem | null {
    return this.#problem
  }

  get config(): WidgetConfig {
    return this.#config
  }

  /** Whether `config` is the operator's, not the one that is taken until that is known. */
  get isConfigRead(): boolean {
    return this.#isConfigRead
  }

  get settings(): Settings {
    return this.#settings
  }

  get link(): Link | undefined {
    return this.#link
  }

  /** From now on, told of everything. */
  watch(watcher: SessionWatcher): void {
    this.#watcher = watcher
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
      if (isNewProblem) this.#changed(this.#state, this.#state)
      if (isNewProblem && problem === 'invalid_bff') {
        this.#parts.failed({
          code: problem,
          message:
            'bff is no address: write a whole one, as https://assist.example, or a path of the page’s own site, as /assist',
        })
      }
      return
    }
    if (this.#link === undefined || wanted.bff !== before.bff) this.#connect(wanted)
    else {
      // First, so that nothing is asked in the name of somebody who left.
      if (wanted.token !== before.token) this.#link.renewToken(wanted.token)
      if (wanted.conversation !== before.conversation) this.#follow(wanted.conversation)
      this.#watcher?.configured()
    }
  }

  retryNow(): void {
    this.#link?.retryNow()
  }

  /** Lets go of everything; `configure` starts anew. Closing twice is harmless. */
  close(): void {
    this.#reset()
    this.#settings = noSettings
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
    this.#watcher?.configured()
    this.#link.open()
    this.#readConfig()
  }

  /** Until it is here, and where it cannot be had, what is known stays. */
  async #readConfig(): Promise<void> {
    const link = this.#link
    const config = await this.#parts.fetchConfig(this.#settings.bff)
    if (link !== this.#link) return
    if (config === undefined) {
      this.#readConfigLater()
      return
    }
    this.#config = config
    this.#isConfigRead = true
    this.#watcher?.configured()
    this.#changed(this.#state, this.#state)
  }

  /** Nothing is scored before the operator's word is known, so it is worth asking for again. */
  #readConfigLater(): void {
    if (this.#isConfigRead) return
    this.#cancelConfigRetry?.()
    this.#cancelConfigRetry = this.#parts.clock.after(CONFIG_RETRY_MS, () => this.#readConfig())
  }

  #follow(conversationId: string | null): void {
    this.#watcher?.leaving()
    this.#dispatch({ type: 'followed', conversationId, now: this.#parts.clock.now() })
    this.#link?.follow(conversationId, progressOf(knownOf(this.#state)))
  }

  #reset(): void {
    this.#link?.close()
    this.#link = undefined
    this.#config = defaultConfig
    this.#isConfigRead = false
    this.#watcher?.reset()
    this.#cancelConfigRetry?.()
    this.#lastRefusal = undefined
    this.#enter(initialState)
    this.#cancelTick?.()
    this.#cancelTick = undefined
  }

  #changed(before: AssistState, after: AssistState): void {
    this.#watcher?.changed(before, after)
    this.#parts.changed(after)
  }

  #dispatch(action: Action): void {
    this.#enter(reduce(this.#state, action))
    if (action.type === 'joined') this.#watcher?.joined()
  }

  #enter(state: AssistState): void {
    const before = this.#state
    if (state === before) return
    this.#state = state
    this.#tellRefusal()
    this.#changed(before, state)
    const isBack = before.link.state === 'reconnecting' && state.link.state === 'open'
    if (isBack) this.#readConfig()
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
    const now = this.#parts.clock.now()
    const { kind } = connectionOf(this.#state, now)
    const isWaiting = kind === 'connecting' || kind === 'reconnecting'
    const awaited = knownOf(this.#state)?.awaited ?? null
    const search = searchFor(awaited, now)
    const dueIn = Math.min(isWaiting ? TICK_WAITING_MS : TICK_MS, searchChangesIn(awaited, now))
    this.#cancelTick = this.#parts.clock.after(dueIn, () => {
      const isSlowNow = search !== 'slow' && searchFor(awaited, this.#parts.clock.now()) === 'slow'
      // No word of what is looked for only briefly: the agent listens to the customer.
      if (isSlowNow && kind === 'live') this.#watcher?.searchIsSlow()
      this.#changed(this.#state, this.#state)
      this.#tick()
    })
  }
}
