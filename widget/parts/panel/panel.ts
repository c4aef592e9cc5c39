/**
 * All that an agent sees of the panel, as one module: it is fetched beside the words, without which it could not be shown
 * anyway, and so costs the element's own file nothing.
 */
import { type CSSResult, html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { Spoken } from '../../session/announcer.ts'
import type { AssistSession } from '../../session/assist-session.ts'
import { connectionOf } from '../../state/connection.ts'
import { knownOf } from '../../state/state.ts'
import { searchFor } from '../../state/suggestions.ts'
import { frustrationStyles } from '../frustration/frustration.ts'
import { noticeStyles } from '../shared/notice.ts'
import { shared } from '../shared/shared.styles.ts'
import { type ConversationInput, conversationPart } from './conversation.ts'
import { emptyPart, emptyStyles } from './empty.ts'
import { emptyReason } from './empty-reason.ts'
import { intentStyles } from './intent.ts'
import { panelFrame } from './panel.styles.ts'
import type { PanelShell } from './panel-shell.ts'
import { menuButton, statusLine, statusLineStyles } from './status-line.ts'

export interface PanelInput extends Pick<ConversationInput, 'language' | 'now' | 'isTranscriptFolded' | 'retry'> {
  readonly shell: PanelShell
  readonly session: Pick<AssistSession, 'state' | 'problem' | 'config'>
  readonly spoken: Spoken
}

/** Beside those that the element has from the start. */
export const panelStyles: readonly CSSResult[] = [
  shared,
  panelFrame,
  statusLineStyles,
  noticeStyles,
  emptyStyles,
  intentStyles,
  frustrationStyles,
]

export const panelPart = (input: PanelInput): TemplateResult => {
  const { session, spoken, shell, language, now, retry } = input
  const { desk, keyboard } = shell
  const { state, problem, config } = session
  const { wordsTag, direction, text } = language
  const connection = connectionOf(state, now)
  const known = knownOf(state)
  const isCovered = keyboard.isListShown || shell.isMenuShown
  shell.speak(language)
  return html`<section class="panel" part="panel" tabindex="-1" lang=${wordsTag} dir=${direction} aria-label=${text('panel.label')}>
    ${statusLine({ connection, isSetUp: problem === null, known: known?.snapshot, language, now, retry })}
    <div class="stage">
    <div class="body" ?inert=${isCovered}>
      ${
        known
          ? // What was typed, opened or begun in one conversation must not be found in another.
            keyed(
              known.snapshot.conversationId,
              conversationPart({
                ...input,
                desk,
                keyboard,
                showUtterance: shell.showUtterance,
                config,
                snapshot: known.snapshot,
                earlier: known.earlier,
                agentId: known.agentId,
                search: searchFor(connection.kind === 'live' ? known.awaited : null, now),
                connection,
              }),
            )
          : emptyPart(emptyReason(problem, state, connection, now), language, retry)
      }
    </div>
    ${keyboard.isListShown ? keyList(input) : nothing}
    ${shell.isMenuShown ? panelMenu(input) : nothing}
    </div>
    ${menuButton({ language, isMenuShown: shell.isMenuShown, toggleMenu: shell.toggleMenu })}
    <div class="for-screen-readers" role="status">${spoken.polite}</div>
    <div class="for-screen-readers" role="alert">${spoken.assertive}</div>
  </section>`
}

const keyList = ({ shell: { desk, keyboard }, language }: PanelInput): TemplateResult => html`<cx-assist-key-list
  .keys=${keyboard.keys}
  .isChanged=${keyboard.isChanged}
  .absent=${keyboard.absent}
  .shortcut=${keyboard.shortcut}
  .language=${language}
  .change=${keyboard.change}
  .reset=${keyboard.reset}
  .close=${keyboard.hideList}
  .say=${desk.say}
></cx-assist-key-list>`

const panelMenu = ({ shell, language }: PanelInput): TemplateResult => html`<cx-assist-panel-menu
  .isAway=${shell.isAway}
  .isBlocked=${shell.isBlocked}
  .notices=${shell.desk.notices}
  .wanted=${shell.desk.notices.wanted}
  .language=${language}
  .openWindow=${shell.openWindow}
  .bringBack=${shell.bringBack}
  .showKeys=${shell.showKeys}
  .close=${shell.hideMenu}
></cx-assist-panel-menu>`
