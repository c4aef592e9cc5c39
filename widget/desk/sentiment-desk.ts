/** What customers write on its way to a score: scored here or asked of the service, told to the host, reported to the server. */
import { defaults } from '../../shared/defaults.ts'
import { saidBefore } from '../../shared/domain/frustration/cues.ts'
import { type SentimentScores, utteranceFrustration } from '../../shared/domain/frustration/frustration.ts'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import type { ScoringRequest, SentimentReport } from '../../shared/wire/socket-reports.ts'
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import { CxAssistSentimentEvent, type ErrorDetail } from '../events.ts'
import type { ReportOutcome, Timers } from '../link/link.ts'
import type {
  LocalObstacle,
  LocalScorer,
  LocalScorerFactory,
  ScoredHere,
  ScoringState,
  UtteranceToScore,
} from '../sentiment/sentiment.ts'
import { IN_TRANSLATION } from '../state/frustration.ts'
import { canGoBetter } from './feedback-outbox.ts'

export interface SentimentSettings {
  /** `undefined` until the operator's word is known. */
  readonly scoring: WidgetConfig['sentiment']['scoring'] | undefined
  readonly modelUrl: string
  readonly isOffByIntegrator: boolean
  readonly isOffByAgent: boolean
}

export interface SentimentDeskParts {
  readonly createScorer: LocalScorerFactory
  readonly timers: Timers
  report(report: SentimentReport): Promise<ReportOutcome>
  request(request: ScoringRequest): Promise<ReportOutcome>
  dispatch(event: Event): void
  failed(error: ErrorDetail): void
  changed(): void
}

/** Of a long conversation only the newest are worth the time; as many as one request may name. */
const NEWEST_SCORED = 20
const MOST_WAITING = 200
const MOST_HANDLED = 5_000
const FIRST_RETRY_MS = 15_000
const LONGEST_RETRY_MS = 300_000
/** For the event only: what the server makes of a report goes by the operator's rules. */
const DEFAULT_RULES = { ...defaults.escalation, matrix: [] }

const IDLE: ScoringState = { kind: 'idle' }
const frustrationOf = (scores: SentimentScores): number => utteranceFrustration(scores, DEFAULT_RULES)
const keyOf = (conversationId: string, utteranceId: string, isTranslated = false): string =>
  JSON.stringify([conversationId, utteranceId, ...(isTranslated ? [IN_TRANSLATION] : [])])
/** The service has it translated, which no browser can. */
const isInTranslation = (snapshot: ConversationSnapshot): boolean => snapshot.frustration?.data.translated === true
const isSame = (a: SentimentSettings, b: SentimentSettings): boolean =>
  a.scoring === b.scoring &&
  a.modelUrl === b.modelUrl &&
  a.isOffByIntegrator === b.isOffByIntegrator &&
  a.isOffByAgent === b.isOffByAgent

export class SentimentDesk {
  readonly #parts: SentimentDeskParts
  #settings: SentimentSettings = { scoring: undefined, modelUrl: '', isOffByIntegrator: false, isOffByAgent: false }
  #snapshot: ConversationSnapshot | null = null
  #isJoined = false
  #scorer: LocalScorer | undefined
  #local: ScoringState = IDLE
  #isServiceDown = false
  /** Scored, asked for, or on the way to it. */
  readonly #handled = new Set<string>()
  /** Scored here and not recorded by the server yet, by key. */
  readonly #unrecorded = new Map<string, ScoredHere>()
  /** To be asked of the service in one request, by key. */
  readonly #toRequest = new Map<string, UtteranceToScore>()
  readonly #toldObstacles = new Set<LocalObstacle>()
  #retryMs = FIRST_RETRY_MS
  #cancelRetry: (() => void) | undefined
  #isClosed = false

  constructor(parts: SentimentDeskParts) {
    this.#parts = parts
  }

  /** Where utterances are scored right now. */
  get scoring(): ScoringState {
    const { scoring } = this.#settings
    const by = this.#offBy()
    if (by !== undefined) return { kind: 'off', by }
    if (scoring === undefined) return IDLE
    const because =
      scoring === 'service' ? 'operator' : this.#local.kind === 'service' ? this.#local.because : undefined
    if (because === undefined) return this.#local
    return { kind: this.#isServiceDown ? 'unavailable' : 'service', because }
  }

  configure(settings: SentimentSettings): void {
    const before = this.#settings
    if (isSame(settings, before)) return
    this.#settings = settings
    const isOther = settings.modelUrl !== before.modelUrl || settings.scoring !== before.scoring
    if (isOther || this.#offBy() !== undefined) this.#letGo()
    this.#parts.changed()
    this.#look()
  }

  /** Told at each change; `isJoined` says whether the server takes reports on it now. */
  follow(snapshot: ConversationSnapshot | null, isJoined: boolean): void {
    const isBack = isJoined && (!this.#isJoined || snapshot?.conversationId !== this.#snapshot?.conversationId)
    this.#snapshot = snapshot
    this.#isJoined = isJoined
    if (isBack) this.#sendUnrecorded()
    this.#look()
  }

  /** Lets go of everything. Closing twice is harmless. */
  close(): void {
    this.#isClosed = true
    this.#letGo()
    this.#unrecorded.clear()
  }

  #offBy(): 'operator' | 'integrator' | 'agent' | undefined {
    const { scoring, isOffByIntegrator, isOffByAgent } = this.#settings
    if (scoring === 'off') return 'operator'
    if (isOffByIntegrator) return 'integrator'
    return isOffByAgent ? 'agent' : undefined
  }

  #letGo(): void {
    this.#scorer?.close()
    this.#scorer = undefined
    this.#local = IDLE
    this.#isServiceDown = false
    this.#cancelRetry?.()
    this.#cancelRetry = undefined
    this.#retryMs = FIRST_RETRY_MS
    this.#toRequest.clear()
    this.#toldObstacles.clear()
    // What was on its way will not arrive; what arrived is among what the server knows.
    this.#handled.clear()
    for (const key of this.#unrecorded.keys()) this.#handled.add(key)
  }

  #look(): void {
    const snapshot = this.#snapshot
    const { scoring } = this.#settings
    if (this.#isClosed || snapshot === null || scoring === undefined || this.#offBy() !== undefined) return
    if (snapshot.frustration?.data.unscored !== undefined) return
    const isTranslated = isInTranslation(snapshot)
    for (const utterance of unscoredOf(snapshot)) {
      // What was scored before it was known that it has to be translated is asked for once more.
      const key = keyOf(utterance.conversationId, utterance.utteranceId, isTranslated)
      if (this.#handled.has(key)) continue
      this.#handled.add(key)
      const [oldest] = this.#handled
      if (this.#handled.size > MOST_HANDLED && oldest !== undefined) this.#handled.delete(oldest)
      if (scoring === 'service' || isTranslated) this.#ask(utterance, key)
      else this.#scorerNow().score(utterance)
    }
  }

  #scorerNow(): LocalScorer {
    if (this.#scorer !== undefined) return this.#scorer
    let isMine = (): boolean => true
    const scorer = this.#parts.createScorer(this.#settings.modelUrl, {
      state: (state) => {
        if (!isMine()) return
        this.#local = state
        if (state.kind === 'ready') this.#isServiceDown = false
        this.#parts.changed()
      },
      scored: (result) => {
        if (isMine()) this.#scored(result)
      },
      failed: (utterances, because, problem) => {
        if (!isMine()) return
        this.#tellOnce(because, problem)
        for (const utterance of utterances) this.#ask(utterance)
      },
    })
    this.#scorer = scorer
    // One that was let go may still have something to say.
    isMine = () => this.#scorer === scorer
    return scorer
  }

  #tellOnce(because: LocalObstacle, problem: string | undefined): void {
    if (this.#toldObstacles.has(because)) return
    this.#toldObstacles.add(because)
    this.#parts.failed({ code: because, message: problem ?? `utterances are not scored in this browser: ${because}` })
  }

  #scored(result: ScoredHere): void {
    const { conversationId, utteranceId } = result
    const followed = this.#snapshot
    // Scored before it was known that it has to be translated.
    if (followed?.conversationId === conversationId && isInTranslation(followed)) return
    const key = keyOf(conversationId, utteranceId)
    this.#unrecorded.set(key, result)
    const [oldest] = this.#unrecorded.keys()
    if (this.#unrecorded.size > MOST_WAITING && oldest !== undefined) this.#unrecorded.delete(oldest)
    if (conversationId === this.#snapshot?.conversationId) {
      this.#parts.dispatch(new CxAssistSentimentEvent({ utteranceId, frustration: frustrationOf(result.scores) }))
    }
    if (this.#takesReportsOn(conversationId)) void this.#send(key, result)
  }

  #takesReportsOn(conversationId: string): boolean {
    return this.#isJoined && this.#snapshot?.conversationId === conversationId
  }

  async #send(key: string, { conversationId, utteranceId, scores, backend }: ScoredHere): Promise<void> {
    const { negative, neutral, positive, frustration } = scores
    const outcome = await this.#parts.report({
      conversationId,
      utteranceId,
      negative,
      neutral,
      positive,
      ...(frustration === undefined ? {} : { frustration }),
      backend,
    })
    if (!canGoBetter(outcome)) this.#unrecorded.delete(key)
    else this.#retryLater()
  }

  #sendUnrecorded(): void {
    for (const [key, result] of this.#unrecorded) {
      if (this.#takesReportsOn(result.conversationId)) void this.#send(key, result)
    }
  }

  #ask(utterance: UtteranceToScore, key = keyOf(utterance.conversationId, utterance.utteranceId)): void {
    if (this.#toRequest.size === 0) queueMicrotask(() => this.#request())
    this.#toRequest.set(key, utterance)
  }

  async #request(): Promise<void> {
    const asked = [...this.#toRequest]
    this.#toRequest.clear()
    const conversationId = this.#snapshot?.conversationId
    const [wanted, others] = [asked.slice(-NEWEST_SCORED), asked.slice(0, -NEWEST_SCORED)]
    const utteranceIds = wanted.filter(([, each]) => each.conversationId === conversationId)
    // They are asked for when their conversation is followed again.
    for (const [key, each] of [...wanted, ...others]) {
      if (each.conversationId !== conversationId) this.#handled.delete(key)
    }
    if (conversationId === undefined || utteranceIds.length === 0) return
    const outcome = this.#isJoined
      ? await this.#parts.request({ conversationId, utteranceIds: utteranceIds.map(([, each]) => each.utteranceId) })
      : ({ refused: 'no_answer' } as const)
    if (this.#isClosed) return
    const wasDown = this.#isServiceDown
    if (outcome === 'recorded') {
      this.#isServiceDown = false
      this.#retryMs = FIRST_RETRY_MS
    } else {
      this.#isServiceDown = outcome.refused !== 'rate_limited' && outcome.refused !== 'forbidden' && this.#isJoined
      if (canGoBetter(outcome)) {
        for (const [key] of utteranceIds) this.#handled.delete(key)
        this.#retryLater()
      }
    }
    if (wasDown !== this.#isServiceDown) this.#parts.changed()
  }

  #retryLater(): void {
    if (this.#isClosed || this.#cancelRetry !== undefined) return
    this.#cancelRetry = this.#parts.timers.after(this.#retryMs, () => {
      this.#cancelRetry = undefined
      this.#sendUnrecorded()
      this.#look()
    })
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2)
  }
}

/** The newest of what the customer wrote, oldest first, without what is scored already. */
const unscoredOf = ({ conversationId, transcript, frustration }: ConversationSnapshot): UtteranceToScore[] => {
  const scored = new Set(frustration?.data.recent?.map((each) => each.utteranceId))
  const turns = transcript.map(({ data }) => data)
  return turns
    .map(({ speaker, utteranceId, text }, index) => ({ speaker, utteranceId, text, index }))
    .filter(({ speaker }) => speaker === 'customer')
    .slice(-NEWEST_SCORED)
    .filter(({ utteranceId }) => !scored.has(utteranceId))
    .map(({ utteranceId, text, index }) => {
      const before = saidBefore(turns, index)
      return { conversationId, utteranceId, text, ...(before === undefined ? {} : { before }) }
    })
}

/** Where a model folder is: a whole URL as it stands, anything else below the BFF. */
export const modelFolderUrl = (named: string, bff: string): string => {
  const folder = named.endsWith('/') ? named : `${named}/`
  return new URL(folder.replace(/^\/+/u, ''), `${withoutTrailingSlashes(bff)}/`).href
}
