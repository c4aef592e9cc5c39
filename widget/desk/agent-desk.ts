/**
 * What an agent does in a panel, and what is said to them: acts on suggestions, what was meant, escalations, scoring,
 * announcements. It comes with the view, since nobody acts on what cannot be seen yet.
 */

import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { Composer, Insertion } from '../composer/composer.ts'
import { CxAssistEscalateEvent, CxAssistTokenExpiringEvent, type ErrorDetail } from '../events.ts'
import type { Text } from '../i18n/catalogue.ts'
import { KEY_ACTS, type KeyAct } from '../keys/key-map.ts'
import type { Link } from '../link/link.ts'
import { copyText } from '../page/copy-text.ts'
import type { LocalScorerFactory } from '../sentiment/sentiment.ts'
import { Announcer, type Spoken } from '../session/announcer.ts'
import type { AssistSession, SessionWatcher } from '../session/assist-session.ts'
import type { Clock } from '../session/clock.ts'
import { pageChanges } from '../session/page-changes.ts'
import { holderOf, TokenWatch } from '../session/token-watch.ts'
import { connectionOf } from '../state/connection.ts'
import { wasDeleted } from '../state/deleted.ts'
import { type AssistState, isRecalled, knownOf } from '../state/state.ts'
import { EscalationDesk } from './escalation-desk.ts'
import { EscalationNotice } from './escalation-notice.ts'
import { FeedbackOutbox, type FeedbackTrouble } from './feedback-outbox.ts'
import { IntentDesk } from './intent-desk.ts'
import { KnowledgeDesk } from './knowledge-desk.ts'
import { RewriteDesk } from './rewrite-desk.ts'
import type { ScoringSwitch } from './scoring-switch.ts'
import { modelFolderUrl, SentimentDesk } from './sentiment-desk.ts'
import { SuggestionDesk } from './suggestion-desk.ts'
import { SuggestionRequests, type SuggestionsAsked } from './suggestion-requests.ts'
import { WrapUpDesk } from './wrap-up-desk.ts'

export interface AgentDeskParts {
  readonly session: AssistSession
  /** The way to the reply that the agent writes. */
  readonly composer: Composer
  /** The conversation that the host asks for now, though another may still be shown. */
  asked(): string
  readonly createScorer: LocalScorerFactory
  readonly scoringSwitch: ScoringSwitch
  readonly clock: Clock
  readonly text: Text
  /** Of the panel's words, as BCP 47 has it. */
  language(): string
  /** For the host. Gives `false` where a listener prevented it. */
  dispatch(event: Event): boolean
  failed(error: ErrorDetail): void
  /** For screen readers. */
  speak(spoken: Spoken): void
  /** Something reads differently. */
  changed(): void
}

/** What acts on one link: replaced with it, and then silent. */
interface LinkDesks {
  readonly outbox: FeedbackOutbox
  readonly intents: IntentDesk
  readonly requests: SuggestionRequests
  readonly escalations: EscalationDesk
  readonly knowledge: KnowledgeDesk
  readonly sentiment: SentimentDesk
}

/** What keys do for whoever reads along. */
const READING: ReadonlySet<KeyAct> = new Set([
  'next',
  'previous',
  'first',
  'last',
  'source',
  'escalate',
  'hide',
  'keys',
])
const UNANSWERED = { refused: 'no_answer' } as const

export class AgentDesk implements SessionWatcher {
  readonly suggestions: SuggestionDesk
  readonly rewrites: RewriteDesk
  readonly wrapUps: WrapUpDesk
  /** What the agent is told of while they look elsewhere. */
  readonly notices: EscalationNotice
  readonly #parts: AgentDeskParts
  readonly #announcer: Announcer
  readonly #token: TokenWatch
  #desks: LinkDesks
  #isScoringOff: boolean
  /** The token is a supervisor's: the service refuses all but reading and escalating, and the panel offers no more. */
  #isReadOnly = false
  #isPageBlamed = false
  /** The one that the panel is shown in: the clipboard is for the window that has the focus. */
  #view: Window | undefined
  #isTranscriptFolded: boolean | undefined

  constructor(parts: AgentDeskParts) {
    const { clock, text, scoringSwitch } = parts
    this.#parts = parts
    this.#token = new TokenWatch(clock, (detail) => parts.dispatch(new CxAssistTokenExpiringEvent(detail)))
    this.#announcer = new Announcer(clock, text, (spoken) => parts.speak(spoken))
    this.notices = new EscalationNotice(clock, text)
    this.suggestions = new SuggestionDesk({
      clock,
      text,
      composer: parts.composer,
      asked: () => parts.asked(),
      isShown: (conversationId) => this.#shown?.conversationId === conversationId,
      dispatch: (event) => parts.dispatch(event),
      report: (feedback) => this.#desks.outbox.add(feedback),
      copy: this.#copy,
      say: this.say,
      changed: () => parts.changed(),
    })
    this.rewrites = new RewriteDesk({
      timers: clock,
      inquire: async (request) => (await parts.session.link?.inquire('suggestion:rewrite', request)) ?? UNANSWERED,
      suggestions: this.suggestions,
      text,
    })
    this.wrapUps = new WrapUpDesk({
      clock,
      inquire: async (request) => (await parts.session.link?.inquire('conversation:summary', request)) ?? UNANSWERED,
      send: async (request) => (await parts.session.link?.ask('summary:save', request)) ?? UNANSWERED,
      dispatch: (event) => parts.dispatch(event),
      copy: this.#copy,
      lastSaidIn: (conversationId) => {
        const shown = this.#shown
        return shown?.conversationId === conversationId ? (shown.transcript.at(-1)?.seq ?? 0) : undefined
      },
      // What browsers add for times and figures is no part of a language.
      language: () => new Intl.Locale(parts.language()).baseName,
      text,
      say: this.say,
      changed: () => parts.changed(),
    })
    this.#isScoringOff = scoringSwitch.isOff()
    this.#desks = this.#newDesks()
    this.configured()
    this.#followScoring()
  }

  /** The panel is shown in that window from now on. */
  moveTo(view: Window): void {
    this.#view = view
  }

  /** What the agent wants of it, in every conversation; `undefined` until they said. */
  get isTranscriptFolded(): boolean | undefined {
    return this.#isTranscriptFolded
  }

  readonly foldTranscript = (isFolded: boolean): void => {
    this.#isTranscriptFolded = isFolded
  }

  /** For screen readers, with what else is to be said. */
  readonly say = (sentence: string): void => this.#announcer.say(sentence)

  get feedbackTrouble(): FeedbackTrouble {
    const shown = this.#shown?.conversationId
    return shown === undefined ? null : this.#desks.outbox.troubleOf(shown)
  }

  /** What the agent says was meant. */
  get intents(): IntentDesk {
    return this.#desks.intents
  }

  /** What became of the suggestions that the agent asked for in the conversation that is shown. */
  get suggestionsAsked(): SuggestionsAsked {
    return this.#desks.requests.in(this.#shown?.conversationId ?? '')
  }

  /**
   * The agent wants suggestions for what is shown, now. Gives whether any can be asked for: not where there are none at
   * all, or where the conversation has ended.
   */
  readonly requestSuggestions = (): boolean => {
    const shown = this.#shown
    const { config } = this.#parts.session
    if (this.#isReadOnly) return false
    if (shown === undefined || shown.status?.data.state === 'ended' || config.maxSuggestions === 0) return false
    this.#desks.requests.request(shown.conversationId, shown.suggestions?.seq)
    return true
  }

  /** What the agent looks up in the operator's own knowledge. */
  get knowledge(): KnowledgeDesk {
    return this.#desks.knowledge
  }

  /** Whether there is anything to be searched: not where the service has no search, or once the conversation has ended. */
  get canSearch(): boolean {
    const shown = this.#shown
    return (
      !this.#isReadOnly &&
      shown !== undefined &&
      shown.status?.data.state !== 'ended' &&
      this.#parts.session.config.offers?.search === true
    )
  }

  /** Opens the search, or leads to it where it is open. Gives whether there is one. */
  readonly openSearch = (): boolean => {
    const shown = this.#shown
    if (shown === undefined || !this.canSearch) return false
    this.#desks.knowledge.open(shown.conversationId)
    return true
  }

  get escalations(): EscalationDesk {
    return this.#desks.escalations
  }

  /** Whether the service writes summaries and keeps them. */
  get offersWrapUp(): boolean {
    return this.#parts.session.config.offers?.wrapUp === true && !this.#isReadOnly
  }

  /** Whether whoever looks reads along, and answers nobody. */
  get isReadOnly(): boolean {
    return this.#isReadOnly
  }

  /** What no key leads to here, since the service or the desktop has nothing of it, or it is not for whoever looks. */
  get absentActs(): readonly KeyAct[] {
    if (this.#isReadOnly) return KEY_ACTS.filter((act) => !READING.has(act))
    const { search, wrapUp } = this.#parts.session.config.offers ?? {}
    return [
      ...(search ? [] : (['search'] as const)),
      ...(wrapUp ? [] : (['wrapUp'] as const)),
      ...(this.suggestions.canWrite ? [] : (['insert', 'replace'] as const)),
    ]
  }

  /** Where utterances are scored right now. */
  get scoring(): SentimentDesk['scoring'] {
    return this.#desks.sentiment.scoring
  }

  /** The agent's switch, remembered in this browser. */
  readonly setScoringOff = (isOff: boolean): void => {
    this.#isScoringOff = isOff
    this.#parts.scoringSwitch.remember(isOff)
    this.configured()
  }

  /** Whether a text is meant for what is shown: the host may be at another conversation already. */
  isCurrent({ conversation, conversationId }: Insertion): boolean {
    const followed = this.#parts.session.state.conversation
    return (
      followed.kind !== 'none' &&
      followed.asked === conversation &&
      this.#parts.asked() === conversation &&
      this.#shown?.conversationId === conversationId
    )
  }

  /** The host is about to show another conversation, or none. */
  leaving(): void {
    // What is reported goes to the conversation that is still followed.
    this.suggestions.settle()
    this.suggestions.decline()
    this.#desks.escalations.leave()
    this.wrapUps.leave()
    this.#desks.knowledge.close()
  }

  changed(before: AssistState, after: AssistState): void {
    this.#blamePage(after)
    if (before === after) return
    this.#announcer.changed(before, after, this.scoring.kind !== 'off')
    this.notices.changed(before, after)
    const shown = this.#shown
    if (this.offersWrapUp && hasEnded(knownOf(before)?.snapshot, shown)) this.wrapUps.ended(shown.conversationId)
    if (shown?.suggestions) this.#desks.requests.seen(shown.conversationId, shown.suggestions.seq)
    this.#followScoring()
  }

  joined(): void {
    this.#desks.outbox.retry()
    this.#desks.intents.retry()
    const shown = this.#shown
    if (shown && this.offersWrapUp) this.wrapUps.retry(shown.conversationId)
  }

  searchIsSlow(): void {
    this.say(this.#parts.text('announced.stillLooking'))
  }

  configured(): void {
    const { settings, config, isConfigRead, link } = this.#parts.session
    // Without one there is nothing that the settings could be for.
    if (link === undefined) return
    this.#token.watch(settings.token)
    this.#isReadOnly = holderOf(settings.token).isSupervisor
    const { scoring, model: operators } = config.sentiment
    this.#desks.sentiment.configure({
      // What is not known to be wanted is not loaded.
      scoring: isConfigRead ? scoring : undefined,
      modelUrl: modelFolderUrl(settings.model || operators, settings.bff),
      isOffByIntegrator: settings.isScoringOff,
      isOffByAgent: this.#isScoringOff,
    })
  }

  reset(): void {
    this.#token.close()
    this.#desks.sentiment.close()
    this.#desks = this.#newDesks()
  }

  /** Lets go of everything. Closing twice is harmless. */
  close(): void {
    this.suggestions.settle()
    this.#desks.sentiment.close()
    this.#announcer.silence()
    this.#token.close()
  }

  /** Cut off for so long, in a page that changed what browsers build in: whoever can help must know of both. */
  #blamePage(state: AssistState): void {
    if (this.#isPageBlamed || connectionOf(state, this.#parts.clock.now()).kind !== 'offline') return
    this.#isPageBlamed = true
    const changes = pageChanges(globalThis)
    if (changes.length === 0) return
    const message = `the service cannot be reached, and this page has changed what the browser builds in: ${changes.join(', ')}`
    this.#parts.failed({ code: 'page_altered', message })
  }

  readonly #copy = (copied: string): Promise<void> => copyText(copied, this.#view)

  get #shown() {
    return knownOf(this.#parts.session.state)?.snapshot
  }

  #newDesks(): LinkDesks {
    const { session, clock, text, dispatch, failed, createScorer } = this.#parts
    const timers = { after: (ms: number, callback: () => void) => clock.after(ms, callback) }
    // One that was replaced has nothing to show or to say any more.
    const isInUse = (): boolean => this.#desks === desks
    const say = (sentence: string): void => {
      if (isInUse()) this.say(sentence)
    }
    const changed = (): void => {
      if (isInUse()) this.#parts.changed()
    }
    const ask: Link['ask'] = async (name, request) => (await session.link?.ask(name, request)) ?? UNANSWERED
    const inquire: Link['inquire'] = async (name, request) => (await session.link?.inquire(name, request)) ?? UNANSWERED
    const desks: LinkDesks = {
      outbox: new FeedbackOutbox((report) => ask('suggestion:feedback', report), changed),
      intents: new IntentDesk({
        timers,
        send: (report) => ask('intent:confirm', report),
        seqOf: (conversationId) => (this.#shown?.conversationId === conversationId ? this.#shown.seq : undefined),
        text,
        say,
        changed,
      }),
      requests: new SuggestionRequests({
        timers,
        send: (request) => ask('suggestion:request', request),
        text,
        say,
        changed,
      }),
      escalations: new EscalationDesk({
        timers,
        send: (request) => ask('escalation:request', request),
        text,
        say,
        asked: (level, reason) => {
          dispatch(new CxAssistEscalateEvent(reason === undefined ? { level } : { level, reason }))
        },
        changed,
      }),
      knowledge: new KnowledgeDesk({
        timers,
        search: (request) => inquire('knowledge:search', request),
        answer: (request) => inquire('knowledge:answer', request),
        text,
        say,
        changed,
      }),
      sentiment: new SentimentDesk({
        createScorer: (modelUrl, listener) => createScorer(modelUrl, listener),
        timers,
        report: (report) => ask('sentiment:report', report),
        request: (request) => ask('sentiment:score', request),
        dispatch: (event) => {
          dispatch(event)
        },
        failed: (error) => failed(error),
        changed,
      }),
    }
    return desks
  }

  #followScoring(): void {
    const { conversation } = this.#parts.session.state
    // What may not be the agent's any more is neither read nor told of; whoever reads along scores nothing.
    const snapshot = isRecalled(conversation) || this.#isReadOnly ? undefined : this.#shown
    this.#desks.sentiment.follow(snapshot ?? null, conversation.kind === 'joined')
  }
}

/** Whether a conversation that went on until now is over, and anything of it is left. */
const hasEnded = (
  before: ConversationSnapshot | undefined,
  after: ConversationSnapshot | undefined,
): after is ConversationSnapshot =>
  before !== undefined &&
  before.conversationId === after?.conversationId &&
  before.status?.data.state !== 'ended' &&
  after.status?.data.state === 'ended' &&
  !wasDeleted(after)
