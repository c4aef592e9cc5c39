/** What an element follows, from the time it is in a page until it is out: the link, the state, and when to look again. */
import type { SuggestionFeedback } from '../shared/wire/socket-reports.ts'
import type { WidgetConfig } from '../shared/wire/widget-api.ts'
import type { Clock } from './clock.ts'
import { EscalationDesk } from './escalation-desk.ts'
import { CxAssistEscalateEvent, type ErrorCode, type ErrorDetail } from './events.ts'
import { FeedbackOutbox, type FeedbackTrouble } from './feedback-outbox.ts'
import type { Text } from './i18n/catalogue.ts'
import { IntentDesk, type PickIntent } from './intent-desk.ts'
import type { Link, LinkFactory, Progress } from './link/link.ts'
import { defaultConfig, type FetchConfig } from './link/widget-config.ts'
import type { ScoringSwitch } from './scoring-switch.ts'
import type { LocalScorerFactory, ScoringState } from './sentiment/sentiment.ts'
import { modelFolderUrl, SentimentDesk } from './sentiment-desk.ts'
import { connectionOf } from './state/connection.ts'
import type { Choices } from './state/fallback.ts'
import { linkActions } from './state/link-actions.ts'
import { type Action, reduce } from './state/reduce.ts'
import { type AssistState, initialState, isRecalled, type Known, knownOf } from './state/state.ts'
import { searchChangesIn, searchFor } from './state/suggestions.ts'

/** What the host has to give before anything can be followed. */
export type SetupProblem = 'no_bff' | 'invalid_bff' | 'no_token'

export interface Settings {
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
  readonly createScorer: LocalScorerFactory
  readonly scoringSwitch: ScoringSwitch
  readonly clock: Clock
  /** The state changed, or so much time passed that it reads differently. */
  changed(before: AssistState, after: AssistState): void
  failed(error: ErrorDetail): void
  /** For the host. */
  dispatch(event: Event): void
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
}

/** While someone waits, seconds are shown; otherwise times read in minutes. */
const TICK_WAITING_MS = 1_000
const TICK_MS = 10_000
const CONFIG_RETRY_MS = 30_000

const problemWith = ({ bff, token }: Settings): SetupProblem | null => {
  if (bff === '') return 'no_bff'
  if (!URL.canParse(bff) || !/^https?:$/u.test(new URL(bff).protocol)) return 'invalid_bff'
  return token === '' ? 'no_token' : null
}

const progressOf = (known: Known | null): Progress | undefined =>
  known === null
    ? undefined
    : { conversationId: known.snapshot.conversationId, epoch: known.epoch, seq: known.snapshot.seq }

/** What there is to show of no session at all. */
const noChoices: Choices = new Map()
const noScoring: ScoringState = { kind: 'idle' }
const noSettings: Settings = { bff: '', token: '', conversation: null, model: null, isScoringOff: false }
export const noSession = {
  state: initialState,
  problem: null,
  config: defaultConfig,
  feedbackTrouble: null,
  choices: noChoices,
  pickIntent: () => undefined,
  scoring: noScoring,
  escalations: undefined,
}

export class AssistSession {
  readonly #parts: SessionParts
  #settings = noSettings
  #state: AssistState = initialState
  #problem: SetupProblem | null = 'no_bff'
  #link: Link | undefined
  #config = defaultConfig
  #outbox = this.#newOutbox()
  #intents = this.#newIntents()
  #sentiment = this.#newSentiment()
  #escalations = this.#newEscalations()
  #isConfigRead = false
  #isScoringOff: boolean
  #lastRefusal: ErrorCode | undefined
  #cancelTick: (() => void) | undefined
  #cancelConfigRetry: (() => void) | undefined

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#isScoringOff = parts.scoringSwitch.isOff()
  }

  get state(): AssistState {
    return this.#state
  }

  get problem(): SetupProblem | null {
    return this.#problem
  }

  get config(): WidgetConfig {
    return this.#config
  }

  get feedbackTrouble(): FeedbackTrouble {
    const shown = knownOf(this.#state)?.snapshot.conversationId
    return shown === undefined ? null : this.#outbox.troubleOf(shown)
  }

  /** What the agent said was meant. */
  get choices(): Choices {
    return this.#intents.choices
  }

  get pickIntent(): PickIntent {
    return this.#intents.pick
  }

  get escalations(): EscalationDesk {
    return this.#escalations
  }

  /** Where utterances are scored right now. */
  get scoring(): ScoringState {
    return this.#sentiment.scoring
  }

  /** The agent's switch, remembered in this browser. */
  setScoringOff(isOff: boolean): void {
    this.#isScoringOff = isOff
    this.#parts.scoringSwitch.remember(isOff)
    this.#configureScoring()
  }

  /** Tells the server what the agent did, now or after the next reconnection. */
  report(feedback: SuggestionFeedback): void {
    this.#outbox.add(feedback)
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
      // First, so that nothing is asked in the name of somebody who left.
      if (wanted.token !== before.token) this.#link.renewToken(wanted.token)
      if (wanted.conversation !== before.conversation) this.#follow(wanted.conversation)
      this.#configureScoring()
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
    this.#configureScoring()
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
    this.#configureScoring()
    this.#parts.changed(this.#state, this.#state)
  }

  /** Nothing is scored before the operator's word is known, so it is worth asking for again. */
  #readConfigLater(): void {
    if (this.#isConfigRead) return
    this.#cancelConfigRetry?.()
    this.#cancelConfigRetry = this.#parts.clock.after(CONFIG_RETRY_MS, () => this.#readConfig())
  }

  #newOutbox(): FeedbackOutbox {
    return new FeedbackOutbox(
      async (report) => (await this.#link?.feedback(report)) ?? { refused: 'no_answer' },
      () => this.#parts.changed(this.#state, this.#state),
    )
  }

  #newEscalations(): EscalationDesk {
    const desk: EscalationDesk = new EscalationDesk({
      timers: { after: (ms, callback) => this.#parts.clock.after(ms, callback) },
      send: async (request) => (await this.#link?.escalate(request)) ?? { refused: 'no_answer' },
      text: (id, ...values) => this.#parts.text(id, ...values),
      say: (sentence) => {
        if (desk === this.#escalations) this.#parts.say(sentence)
      },
      asked: (level, reason) =>
        this.#parts.dispatch(new CxAssistEscalateEvent(reason === undefined ? { level } : { level, reason })),
      changed: () => {
        if (desk === this.#escalations) this.#parts.changed(this.#state, this.#state)
      },
    })
    return desk
  }

  #newIntents(): IntentDesk {
    const desk: IntentDesk = new IntentDesk({
      timers: { after: (ms, callback) => this.#parts.clock.after(ms, callback) },
      send: async (report) => (await this.#link?.confirmIntent(report)) ?? { refused: 'no_answer' },
      seqOf: (conversationId) => {
        const snapshot = knownOf(this.#state)?.snapshot
        return snapshot?.conversationId === conversationId ? snapshot.seq : undefined
      },
      text: (id, ...values) => this.#parts.text(id, ...values),
      say: (sentence) => {
        if (desk === this.#intents) this.#parts.say(sentence)
      },
      changed: () => {
        // One that was replaced has nothing to show any more.
        if (desk === this.#intents) this.#parts.changed(this.#state, this.#state)
      },
    })
    return desk
  }

  #newSentiment(): SentimentDesk {
    const desk: SentimentDesk = new SentimentDesk({
      createScorer: (modelUrl, listener) => this.#parts.createScorer(modelUrl, listener),
      timers: { after: (ms, callback) => this.#parts.clock.after(ms, callback) },
      report: async (report) => (await this.#link?.reportSentiment(report)) ?? { refused: 'no_answer' },
      request: async (request) => (await this.#link?.requestScoring(request)) ?? { refused: 'no_answer' },
      dispatch: (event) => this.#parts.dispatch(event),
      failed: (error) => this.#parts.failed(error),
      changed: () => {
        if (desk === this.#sentiment) this.#parts.changed(this.#state, this.#state)
      },
    })
    return desk
  }

  #configureScoring(): void {
    const { bff, model, isScoringOff } = this.#settings
    const { scoring, model: operators } = this.#config.sentiment
    this.#sentiment.configure({
      // What is not known to be wanted is not loaded.
      scoring: this.#isConfigRead ? scoring : undefined,
      modelUrl: modelFolderUrl(model || operators, bff),
      isOffByIntegrator: isScoringOff,
      isOffByAgent: this.#isScoringOff,
    })
  }

  #follow(conversationId: string | null): void {
    this.#escalations.leave()
    this.#dispatch({ type: 'followed', conversationId, now: this.#parts.clock.now() })
    this.#link?.follow(conversationId, progressOf(knownOf(this.#state)))
  }

  #reset(): void {
    this.#link?.close()
    this.#link = undefined
    this.#config = defaultConfig
    this.#outbox = this.#newOutbox()
    this.#intents = this.#newIntents()
    this.#escalations = this.#newEscalations()
    this.#sentiment.close()
    this.#sentiment = this.#newSentiment()
    this.#isConfigRead = false
    this.#cancelConfigRetry?.()
    this.#lastRefusal = undefined
    this.#enter(initialState)
    this.#cancelTick?.()
    this.#cancelTick = undefined
  }

  #dispatch(action: Action): void {
    this.#enter(reduce(this.#state, action))
    if (action.type !== 'joined') return
    this.#outbox.retry()
    this.#intents.retry()
  }

  #enter(state: AssistState): void {
    const before = this.#state
    if (state === before) return
    this.#state = state
    this.#tellRefusal()
    this.#parts.changed(before, state)
    const { conversation } = state
    // What may not be the agent's any more is neither read nor told of.
    const snapshot = isRecalled(conversation) ? undefined : knownOf(state)?.snapshot
    this.#sentiment.follow(snapshot ?? null, conversation.kind === 'joined')
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
      if (isSlowNow && kind === 'live') this.#parts.say(this.#parts.text('announced.stillLooking'))
      this.#parts.changed(this.#state, this.#state)
      this.#tick()
    })
  }
}
