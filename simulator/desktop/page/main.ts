/** The demo's agent desktop. Everything it knows of cx-assist is in `assist.ts`. */
import { html, nothing, render, type TemplateResult } from 'lit'
import { embedAssist } from './assist.ts'
import { keepAttention } from './attention.ts'
import { initials } from './format.ts'
import { sendMessage, subscribe } from './server.ts'
import { keepSession } from './session.ts'
import { addLine, type DesktopState, initialState, listOrder, replaceAll, select, upsert } from './state.ts'
import { applyTheme, nextTheme, storedTheme } from './theme.ts'
import { chatView } from './views/chat.ts'
import { listView } from './views/list.ts'

const AT_END_PX = 24
const root = document.querySelector<HTMLElement>('#desktop') ?? document.body

let state: DesktopState = initialState
let order: string[] = []
let isListPointedAt = false
let agentName = ''
let assistProblem: string | null = null
let theme = storedTheme()
const drafts = new Map<string, string>()
/** The suggestion that a draft began as, by conversation. */
const beganAs = new Map<string, string>()
const sendErrors = new Map<string, string>()

const enter = (next: DesktopState): void => {
  state = next
  order = listOrder(state.conversations, order, isListPointedAt)
  update()
}

const assist = embedAssist({
  // What the panel puts into an empty reply is what that reply began as.
  inserting: ({ suggestionId, conversation, mode }) => {
    const isBlank = (drafts.get(conversation) ?? '').trim() === ''
    if (isBlank || mode === 'replace') beganAs.set(conversation, suggestionId)
  },
  renewToken: () => session.renew(),
  status: ({ status }) => {
    document.documentElement.dataset['assist'] = status
  },
  unavailable: () => {
    assistProblem = 'The assist panel could not be loaded. Trying again.'
    update()
  },
})

const session = keepSession(
  (signedIn) => {
    agentName = signedIn.agentName
    assistProblem = null
    assist.signIn(signedIn)
    update()
  },
  (cause) => {
    assistProblem = `Not signed in to the assist service: ${cause}. Trying again.`
    update()
  },
)

const send = async (): Promise<void> => {
  const id = state.selectedId
  const text = id === null ? '' : (drafts.get(id) ?? '')
  if (id === null || text.trim() === '') return
  const suggestionId = beganAs.get(id)
  beganAs.delete(id)
  drafts.delete(id)
  sendErrors.delete(id)
  update()
  try {
    await sendMessage(id, text)
    if (suggestionId !== undefined) assist.element.reportSent(suggestionId, text)
  } catch (error) {
    // Whatever was begun meanwhile comes after what could not be sent.
    if (suggestionId !== undefined) beganAs.set(id, suggestionId)
    drafts.set(id, [text, drafts.get(id)].filter(Boolean).join('\n'))
    sendErrors.set(id, error instanceof Error ? error.message : String(error))
    update()
  }
}

const changeTheme = (): void => {
  theme = nextTheme(theme)
  update()
}

const topBar = (): TemplateResult => html`<header class="top">
  <span class="brand"><i aria-hidden="true"></i>Agent desktop</span>
  <span class="banner" role="status">${state.feed === 'lost' ? 'The desktop server is gone. Trying again.' : nothing}</span>
  <a class="to-board" href="/board">Board</a>
  <button class="theme" @click=${changeTheme}>Theme: ${theme}</button>
  ${
    agentName === ''
      ? nothing
      : html`<span class="signed-in"><span class="avatar small" aria-hidden="true">${initials(agentName)}</span>${agentName}</span>`
  }
</header>`

const page = (): TemplateResult => {
  const { selectedId } = state
  const now = Date.now()
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
      conversation: selectedId === null ? undefined : state.conversations.get(selectedId),
      draft: selectedId === null ? '' : (drafts.get(selectedId) ?? ''),
      sendError: selectedId === null ? null : (sendErrors.get(selectedId) ?? null),
      now,
      write: (text) => {
        if (selectedId !== null) drafts.set(selectedId, text)
        // What is written after everything was deleted is the agent's own.
        if (selectedId !== null && text.trim() === '') beganAs.delete(selectedId)
        update()
      },
      send,
    })}
    <aside class="assist" aria-label="Assist">
      ${assistProblem === null ? nothing : html`<p class="assist-problem" role="status">${assistProblem}</p>`}
      ${assist.element}
    </aside>
  `
}

let shownId: string | null = null
const attend = keepAttention()

const update = (): void => {
  const before = root.querySelector('.lines')
  const wasAtEnd = before === null || before.scrollHeight - before.clientHeight - before.scrollTop <= AT_END_PX
  assist.element.conversation = state.selectedId
  const draft = state.selectedId === null ? undefined : drafts.get(state.selectedId)
  attend({ conversationId: state.selectedId, isWriting: (draft ?? '').trim() !== '' })
  assist.element.theme = theme
  applyTheme(theme)
  render(page(), root)
  const lines = root.querySelector('.lines')
  const isOther = shownId !== state.selectedId
  if (lines && (wasAtEnd || isOther)) lines.scrollTop = lines.scrollHeight
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
