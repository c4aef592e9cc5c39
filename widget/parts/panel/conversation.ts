import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { WidgetConfig } from '../../../shared/wire/widget-api.ts'
import type { AgentDesk } from '../../desk/agent-desk.ts'
import type { Language } from '../../i18n/language.ts'
import { keyLabel } from '../../keys/key-words.ts'
import type { PanelKeys } from '../../keys/panel-keys.ts'
import type { Connection } from '../../state/connection.ts'
import { escalationView } from '../../state/escalation.ts'
import { type Truth, truthOf } from '../../state/one-truth.ts'
import type { Search, SuggestionSet } from '../../state/suggestions.ts'
import { frustrationPart } from '../frustration/frustration.ts'
import { noticePart } from '../shared/notice.ts'
import { noticesOf } from '../shared/notices.ts'
import { emptyPart } from './empty.ts'
import { intentPart } from './intent.ts'
import { routingPart } from './routing.ts'
import '../frustration/escalate.ts'
import '../frustration/escalation.ts'
import '../fallback/fallback.ts'
import '../handover/handover.ts'
import '../search/search.ts'
import '../suggestions/suggestions.ts'
import '../transcript/transcript.ts'
import '../wrap-up/wrap-up.ts'

export interface ConversationInput {
  readonly snapshot: ConversationSnapshot
  /** Sets of suggestions before the newest, oldest first. */
  readonly earlier: readonly SuggestionSet[]
  /** Whom the panel calls "you". */
  readonly agentId: string | undefined
  /** Whether suggestions are looked for. */
  readonly search: Search
  readonly connection: Connection
  readonly config: WidgetConfig
  readonly desk: AgentDesk
  readonly keyboard: PanelKeys
  readonly language: Language
  readonly now: number
  /** Until the agent folds or unfolds it. */
  readonly isTranscriptFolded: boolean
  /** Brings a message of the transcript before the agent's eyes. */
  showUtterance(utteranceId: string): void
  retry(): void
}

const isEnded = ({ status }: ConversationSnapshot): boolean => status?.data.state === 'ended'

/** Everything about one conversation, in the order of attention. */
export const conversationPart = (input: ConversationInput): TemplateResult => {
  const { snapshot, config, desk, language, now } = input
  const { conversationId, transcript, intent, routing, fallback, suggestions, frustration, handover, escalation } =
    snapshot
  const truth = truthOf(snapshot)
  const notices = noticesOf(snapshot, input.connection, language)
  const known = [handover, intent, routing, fallback, suggestions, frustration, escalation, ...transcript, ...notices]
  const isBlank = known.every((each) => each === null)
  if (isBlank) return emptyPart({ kind: 'nothingYet' }, language, input.retry)
  // None will come any more.
  const canHaveSuggestions = suggestions !== null || !isEnded(snapshot)
  return html`
    ${escalationPart(input)}
    ${notices.length > 0 ? html`<div class="block">${notices.map((notice) => noticePart(notice, language))}</div>` : nothing}
    ${wrapUpPart(input, true)}
    ${handoverPart(input, truth)}
    <div class="block now">${fallbackPart(input, truth)}</div>
    ${desk.canSearch ? searchPart(input) : nothing}
    ${canHaveSuggestions ? suggestionsPart(input) : nothing}
    <div class="block">
      ${truth.hasIntentRow ? intentPart(intent, config.confidenceBands, language, now) : nothing}${frustrationPart({ ...input, scoring: desk.scoring, setScoringOff: desk.setScoringOff })}${truth.hasRoutingRow ? routingPart(routing, language, now) : nothing}
      <div class="ends">${escalatePart(input)}${wrapUpPart(input, false)}</div>
    </div>
    <cx-assist-transcript
      exportparts="transcript, utterance"
      .conversationId=${conversationId}
      .entries=${transcript}
      .collapsed=${desk.isTranscriptFolded ?? input.isTranscriptFolded}
      .isShownByPage=${input.isTranscriptFolded}
      .folded=${desk.foldTranscript}
      .recent=${desk.scoring.kind === 'off' ? undefined : snapshot.frustration?.data.recent}
      .language=${language}
      .now=${now}
    ></cx-assist-transcript>
  `
}

const escalationPart = ({ snapshot, agentId, keyboard, language, now }: ConversationInput): TemplateResult =>
  html`<cx-assist-escalation
    exportparts="notice"
    .conversationId=${snapshot.conversationId}
    .view=${escalationView(snapshot, agentId)}
    .isRecord=${isEnded(snapshot)}
    .hideKey=${keyLabel(keyboard.keys.hide)}
    .language=${language}
    .now=${now}
  ></cx-assist-escalation>`

const handoverPart = ({ snapshot, desk, language, now }: ConversationInput, truth: Truth): TemplateResult =>
  html`<cx-assist-handover
    exportparts="handover"
    .conversationId=${snapshot.conversationId}
    .newest=${snapshot.handover}
    .isEarlier=${truth.isHandoverEarlier}
    .saidElsewhere=${truth.saidElsewhere}
    .language=${language}
    .now=${now}
    .say=${desk.say}
  ></cx-assist-handover>`

const fallbackPart = ({ snapshot, config, desk, language }: ConversationInput, truth: Truth): TemplateResult =>
  html`<cx-assist-fallback
    exportparts="notice"
    .conversationId=${snapshot.conversationId}
    .newest=${truth.fallback}
    .isEarlier=${truth.isFallbackEarlier}
    .choices=${desk.intents.choices}
    .bands=${config.confidenceBands}
    .language=${language}
    .pick=${desk.intents.pick}
  ></cx-assist-fallback>`

const suggestionsPart = (input: ConversationInput): TemplateResult => {
  const { snapshot, search, config, desk, keyboard, language, now } = input
  return html`<cx-assist-suggestions
    exportparts="suggestions, suggestion"
    .conversationId=${snapshot.conversationId}
    .newest=${snapshot.suggestions}
    .earlier=${input.earlier}
    .isEnded=${isEnded(snapshot)}
    .search=${search}
    .asked=${desk.suggestionsAsked}
    .entries=${snapshot.transcript}
    .config=${config}
    .marks=${desk.suggestions.marks}
    .keys=${keyboard.keys}
    .trouble=${desk.feedbackTrouble}
    .language=${language}
    .now=${now}
    .canWrite=${desk.suggestions.canWrite}
    .desk=${desk.suggestions}
    .showKeys=${keyboard.showList}
    .request=${desk.requestSuggestions}
    .rewrites=${config.offers?.languageModel ? desk.rewrites : undefined}
    .customerLanguage=${snapshot.frustration?.data.language}
    .openSearch=${desk.canSearch ? desk.openSearch : undefined}
    .isSearchOpen=${desk.knowledge.in(snapshot.conversationId).opened > 0}
  ></cx-assist-suggestions>`
}

const searchPart = ({ snapshot, config, desk, keyboard, language }: ConversationInput): TemplateResult => {
  const view = desk.knowledge.in(snapshot.conversationId)
  return html`<cx-assist-search
    class=${view.opened > 0 ? 'opened' : ''}
    exportparts="search, suggestion"
    .conversationId=${snapshot.conversationId}
    .view=${view}
    .entries=${snapshot.transcript}
    .config=${config}
    .marks=${desk.suggestions.marks}
    .keys=${keyboard.keys}
    .language=${language}
    .canWrite=${desk.suggestions.canWrite}
    .desk=${desk.suggestions}
    .knowledge=${desk.knowledge}
  ></cx-assist-search>`
}

const escalatePart = ({ snapshot, desk, language }: ConversationInput): TemplateResult | typeof nothing =>
  isEnded(snapshot)
    ? nothing
    : html`<cx-assist-escalate-form
        exportparts="escalate"
        class=${desk.escalations.formOf(snapshot.conversationId).kind === 'closed' ? '' : 'wide'}
        .conversationId=${snapshot.conversationId}
        .form=${desk.escalations.formOf(snapshot.conversationId)}
        .language=${language}
        .open=${desk.escalations.open}
        .close=${desk.escalations.close}
        .send=${desk.escalations.send}
      ></cx-assist-escalate-form>`

/**
 * Quiet and below while the conversation goes on, on top once it is over; where it was opened it stays.
 * @param isOnTop of which of the two places this is.
 */
const wrapUpPart = (input: ConversationInput, isOnTop: boolean): TemplateResult | typeof nothing => {
  const { snapshot, config, desk, language } = input
  const { conversationId } = snapshot
  const form = desk.wrapUps.formOf(conversationId)
  const isPlace = (form.isOpen ? form.isOnTop : isEnded(snapshot)) === isOnTop
  if (!desk.offersWrapUp || !isPlace) return nothing
  const part = html`<cx-assist-wrap-up
    exportparts="wrap-up"
    class=${form.isOpen || form.saved ? 'wide' : ''}
    .conversationId=${conversationId}
    .form=${form}
    .isEnded=${isEnded(snapshot)}
    .entries=${snapshot.transcript}
    .config=${config}
    .language=${language}
    .desk=${desk.wrapUps}
    .showUtterance=${input.showUtterance}
  ></cx-assist-wrap-up>`
  return isOnTop ? html`<div class="block now">${part}</div>` : part
}
