import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import type { EscalationDesk } from '../escalation-desk.ts'
import type { FeedbackTrouble } from '../feedback-outbox.ts'
import type { Language } from '../i18n/language.ts'
import type { PickIntent } from '../intent-desk.ts'
import type { PanelKeys } from '../panel-keys.ts'
import type { ScoringState } from '../sentiment/sentiment.ts'
import type { Connection } from '../state/connection.ts'
import { type Choices, openFallback } from '../state/fallback.ts'
import type { Search } from '../state/suggestions.ts'
import type { SuggestionDesk } from '../suggestion-desk.ts'
import { emptyPart } from './empty.ts'
import { frustrationPart } from './frustration.ts'
import { intentPart } from './intent.ts'
import { noticePart } from './notice.ts'
import { noticesOf } from './notices.ts'
import { routingPart } from './routing.ts'
import './escalate.ts'
import './fallback.ts'
import './handover.ts'
import './suggestions.ts'
import './transcript.ts'

export interface ConversationInput {
  readonly snapshot: ConversationSnapshot
  /** Whether suggestions are looked for. */
  readonly search: Search
  readonly connection: Connection
  readonly config: WidgetConfig
  readonly desk: SuggestionDesk
  readonly keyboard: PanelKeys
  readonly trouble: FeedbackTrouble
  readonly choices: Choices
  readonly pickIntent: PickIntent
  readonly scoring: ScoringState
  readonly escalations: EscalationDesk | undefined
  readonly language: Language
  readonly now: number
  /** For screen readers. */
  readonly say: (sentence: string) => void
  setScoringOff(isOff: boolean): void
  /** Brings a message of the transcript before the agent's eyes. */
  showUtterance(utteranceId: string): void
  retry(): void
}

/** Everything about one conversation, in the order of attention. */
export const conversationPart = (input: ConversationInput): TemplateResult => {
  const { snapshot, config, language, now } = input
  const { conversationId, transcript, intent, routing, fallback, suggestions, frustration, handover } = snapshot
  const notices = noticesOf(snapshot, input.connection, language)
  const known = [handover, intent, routing, fallback, suggestions, frustration, ...transcript, ...notices]
  const isBlank = known.every((each) => each === null)
  if (isBlank) return emptyPart({ kind: 'nothingYet' }, language, input.retry)
  // None will come any more.
  const canHaveSuggestions = suggestions !== null || snapshot.status?.data.state !== 'ended'
  return html`
    ${handoverPart(input)}
    <div class="block now">${notices.map((notice) => noticePart(notice, language))}${fallbackPart(input)}</div>
    ${canHaveSuggestions ? suggestionsPart(input) : nothing}
    <div class="block">
      ${intentPart(intent, config.confidenceBands, language, now)}${frustrationPart(input)}${routingPart(routing, language, now)}
      ${escalatePart(input)}
    </div>
    <cx-assist-transcript
      exportparts="transcript, utterance"
      .conversationId=${conversationId}
      .entries=${transcript}
      .recent=${input.scoring.kind === 'off' ? undefined : snapshot.frustration?.data.recent}
      .language=${language}
      .now=${now}
    ></cx-assist-transcript>
  `
}

const handoverPart = ({ snapshot, say, language, now }: ConversationInput): TemplateResult =>
  html`<cx-assist-handover
    exportparts="handover"
    .conversationId=${snapshot.conversationId}
    .newest=${snapshot.handover}
    .language=${language}
    .now=${now}
    .say=${say}
  ></cx-assist-handover>`

const fallbackPart = ({ snapshot, config, choices, pickIntent, language }: ConversationInput): TemplateResult =>
  html`<cx-assist-fallback
    exportparts="notice"
    .conversationId=${snapshot.conversationId}
    .newest=${openFallback(snapshot)}
    .choices=${choices}
    .bands=${config.confidenceBands}
    .language=${language}
    .pick=${pickIntent}
  ></cx-assist-fallback>`

const suggestionsPart = (input: ConversationInput): TemplateResult => {
  const { snapshot, search, config, desk, keyboard, trouble, language, now } = input
  return html`<cx-assist-suggestions
    exportparts="suggestions, suggestion"
    .conversationId=${snapshot.conversationId}
    .newest=${snapshot.suggestions}
    .search=${search}
    .entries=${snapshot.transcript}
    .config=${config}
    .marks=${desk.marks}
    .keys=${keyboard.keys}
    .trouble=${trouble}
    .language=${language}
    .now=${now}
    .desk=${desk}
    .showKeys=${keyboard.showList}
  ></cx-assist-suggestions>`
}

const escalatePart = ({ snapshot, escalations, language }: ConversationInput): TemplateResult | typeof nothing =>
  escalations === undefined || snapshot.status?.data.state === 'ended'
    ? nothing
    : html`<cx-assist-escalate-form
        exportparts="escalate"
        .conversationId=${snapshot.conversationId}
        .form=${escalations.formOf(snapshot.conversationId)}
        .language=${language}
        .open=${escalations.open}
        .close=${escalations.close}
        .send=${escalations.send}
      ></cx-assist-escalate-form>`
