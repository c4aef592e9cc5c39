/** A desktop of others with the hosted panel in a frame: the page of all four, around the stand-in that its address names. */
import { html, nothing, render, type TemplateResult } from 'lit'
import { keepAttention } from '../desktop/page/attention.ts'
import { endConversation, sendMessage, subscribe } from '../desktop/page/server.ts'
import { keepSession } from '../desktop/page/session.ts'
import {
  addLine,
  type Conversation,
  type DesktopState,
  initialState,
  listOrder,
  replaceAll,
  select,
  upsert,
} from '../desktop/page/state.ts'
import { applyTheme, nextTheme, storedTheme } from '../desktop/page/theme.ts'
import { chatView } from '../desktop/page/views/chat.ts'
import { listView } from '../desktop/page/views/list.ts'
import { type DesktopSession, isPlayedDesktop, PLAYED_DESKTOPS, type PlayedDesktop } from '../desktop/wire.ts'
import { controlsView } from './controls.ts'
import { PanelFrame } from './frame.ts'
import { lieTo } from './liar-frame.ts'
import { Notes } from './notes.ts'
import { STAND_INS } from './played/stand-ins.ts'
import type { OpenConversation, StandIn } from './played/workspace.ts'
import { serveReply } from './reply.ts'

const root = document.querySelector<HTMLElement>('#desktop') ?? document.body
const given = location.pathname.split('/').at(-1) ?? ''
const name: PlayedDesktop = isPlayedDesktop(given) ? given : 'generic'
document.title = `${PLAYED_DESKTOPS[name]}: a desktop with the hosted panel`

let state: DesktopState = initialState
let order: string[] = []
let isListPointedAt = false
let theme = storedTheme()
let signedIn: DesktopSession | undefined
let problem: string | null = null
let sendError: string | null = null
let played: { readonly frame: PanelFrame; readonly standIn: StandIn } | undefined
let isHidden = false
const drafts = new Map<string, string>()
const notes = new Notes(() => update())

const asOpen = ({ summary }: Conversation): OpenConversation => ({
  id: summary.id,
  customerName: summary.customerName,
  isEnded: summary.status === 'ended',
})
const opened = (): Conversation | undefined =>
  state.selectedId === null ? undefined : state.conversations.get(state.selectedId)
const mine = (): readonly Conversation[] =>
  [...state.conversations.values()].filter(({ summary: { status } }) => status === 'active' || status === 'ended')

const enter = (next: DesktopState): void => {
  const isSwitched = next.selectedId !== state.selectedId && state.selectedId !== null
  state = next
  order = listOrder(state.conversations, order, isListPointedAt)
  if (isSwitched && played?.standIn.renewsFrame) played.frame.renew()
  else played?.standIn.changed?.()
  update()
}

const fill = (text: string): boolean => {
  const conversation = opened()
  if (conversation?.summary.status !== 'active') return false
  drafts.set(conversation.summary.id, text)
  update()
  return true
}

/** Once it is known who is at this desk, and where the panel comes from. */
const play = ({ agentId, agentName, bffUrl }: DesktopSession): NonNullable<typeof played> => {
  const frame = new PanelFrame({
    src: `${bffUrl}/panel?desktop=${name}`,
    heard: (message) => (isHidden && standIn.isDeafWhileHidden ? true : standIn.heard(message)),
    stranger: (origin) => notes.refuse('foreign-window', `a message from a window of ${origin} that is not the panel`),
    loaded: () => standIn.loaded?.(),
  })
  const standIn = STAND_INS[name]({
    agent: { id: agentId, name: agentName },
    panelOrigin: new URL(bffUrl).origin,
    token: () => signedIn?.token ?? '',
    open: () => {
      const conversation = opened()
      return conversation === undefined ? undefined : asOpen(conversation)
    },
    mine: () => mine().map(asOpen),
    theme: () => theme,
    post: (message, targetOrigin) => frame.post(message, targetOrigin),
    fill,
    refuse: notes.refuse,
    note: notes.note,
  })
  return { frame, standIn }
}

keepSession(
  (fresh) => {
    signedIn = fresh
    problem = null
    if (played === undefined) {
      played = play(fresh)
      // After the frame's own listener, so that it hears nothing that is held back.
      if (name === 'generic') serveReply(played.frame.element)
    } else played.standIn.changed?.()
    update()
  },
  (cause) => {
    problem = `Not signed in to the assist service: ${cause}. Trying again.`
    update()
  },
)

const send = async (): Promise<void> => {
  const id = state.selectedId
  const text = id === null ? '' : (drafts.get(id) ?? '')
  if (id === null || text.trim() === '') return
  drafts.delete(id)
  sendError = null
  update()
  try {
    await sendMessage(id, text)
  } catch (error) {
    drafts.set(id, [text, drafts.get(id)].filter(Boolean).join('\n'))
    sendError = error instanceof Error ? error.message : String(error)
    update()
  }
}

const lie = async (): Promise<void> => {
  if (played === undefined) return
  const other = mine().find(({ summary }) => summary.id !== state.selectedId)
  const claimed = other === undefined ? { id: '4711', customerName: 'Nobody', isEnded: false } : asOpen(other)
  await lieTo(played.frame, played.standIn.claim(claimed))
  notes.note(`Another origin told the panel that ${claimed.customerName} is open`)
}

const end = async (): Promise<void> => {
  const id = state.selectedId
  if (id === null) return
  await endConversation(id).catch((error: unknown) => notes.note(error instanceof Error ? error.message : 'not ended'))
}

const controls = (): TemplateResult | typeof nothing => {
  if (played === undefined) return nothing
  const { frame } = played
  return controlsView({
    hearing: frame.hearing,
    held: frame.held,
    isHidden,
    mayEnd: opened()?.summary.status === 'active',
    hear: (hearing) => {
      frame.hearing = hearing
      if (hearing === 'now') frame.release()
      if (hearing === 'never') frame.drop()
      update()
    },
    reload: () => frame.reload(),
    hide: (hidden) => {
      isHidden = hidden
      update()
    },
    lie,
    end,
  })
}

const topBar = (): TemplateResult => html`<header class="top">
  <nav class="desktops" aria-label="Desktops">
    ${Object.entries(PLAYED_DESKTOPS).map(
      ([each, title]) =>
        html`<a href="/desktops/${each}" aria-current=${each === name ? 'page' : nothing}>${title}</a>`,
    )}
    <a href="/">Demo desktop</a>
  </nav>
  <span class="banner" role="status">${state.feed === 'lost' ? 'The desktop server is gone. Trying again.' : (problem ?? nothing)}</span>
  <button
    class="theme"
    @click=${() => {
      theme = nextTheme(theme)
      played?.standIn.changed?.()
      update()
    }}
  >
    Theme: ${theme}
  </button>
</header>`

const page = (): TemplateResult => {
  const { selectedId } = state
  const now = Date.now()
  const hasNumbers = [...state.conversations.keys()].some((id) => /^\d+$/.test(id))
  return html`
    ${topBar()}
    ${listView({
      entries: order.map((id) => state.conversations.get(id)).filter((entry) => entry !== undefined),
      selectedId,
      now,
      select: (id) => enter(select(state, id)),
      pointedAt: (isPointedAt) => {
        isListPointedAt = isPointedAt
        enter(state)
      },
    })}
    ${chatView({
      conversation: opened(),
      draft: selectedId === null ? '' : (drafts.get(selectedId) ?? ''),
      sendError,
      now,
      write: (text) => {
        if (selectedId !== null) drafts.set(selectedId, text)
        update()
      },
      send,
    })}
    <aside class="assist" aria-label="Assist">
      ${
        name === 'cxone' && state.conversations.size > 0 && !hasNumbers
          ? html`<p class="assist-problem">
              CXone Agent knows contacts by number. These have none: start with <code>--dialect vendor</code>.
            </p>`
          : nothing
      }
      <div class="frame" ?hidden=${isHidden}>${played?.frame.element ?? nothing}</div>
      ${controls()} ${notes.view()}
    </aside>
  `
}

let shownId: string | null = null
const attend = keepAttention()

const update = (): void => {
  attend({
    conversationId: state.selectedId,
    isWriting: (drafts.get(state.selectedId ?? '') ?? '').trim() !== '',
  })
  applyTheme(theme)
  render(page(), root)
  const lines = root.querySelector('.lines')
  if (lines && shownId !== state.selectedId) lines.scrollTop = lines.scrollHeight
  shownId = state.selectedId
}

subscribe({
  lost: () => enter({ ...state, feed: 'lost' }),
  conversations: (summaries) => enter(replaceAll(state, summaries)),
  conversation: (summary) => enter(upsert(state, summary)),
  line: ({ conversationId, line }) => enter(addLine(state, conversationId, line)),
})
setInterval(update, 1_000)
update()
