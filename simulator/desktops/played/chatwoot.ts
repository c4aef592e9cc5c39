/** A dashboard app of Chatwoot: asks, and is told conversation, contact and agent as the text of a JSON object. */
import { type OpenConversation, type Play, shapeOf } from './workspace.ts'

const ASKED = 'chatwoot-dashboard-app:fetch-info'

/** Ids are whole numbers there; those of other programs have to be kept in an attribute. */
const numbers = new Map<string, number>()
const numberOf = (id: string): number => {
  const own = Number(id)
  if (Number.isSafeInteger(own)) return own
  const known = numbers.get(id) ?? numbers.size + 1
  numbers.set(id, known)
  return known
}

export const chatwoot: Play = ({ agent, mine, open, post, refuse }) => {
  const appContext = ({ id, customerName, isEnded }: OpenConversation): string =>
    JSON.stringify({
      event: 'appContext',
      data: {
        conversation: {
          id: numberOf(id),
          status: isEnded ? 'resolved' : 'open',
          can_reply: !isEnded,
          custom_attributes: { cx_assist_conversation: id },
          meta: { sender: { id: numberOf(id), name: customerName }, channel: 'Channel::WebWidget' },
          messages: [],
        },
        contact: { id: numberOf(id), name: customerName, custom_attributes: {} },
        currentAgent: { id: 7, name: agent.name, email: `${agent.id}@desktop.example` },
      },
    })
  const tell = (): void => {
    const conversation = open()
    if (conversation !== undefined) post(appContext(conversation), '*')
  }
  let wasEnded = new Set<string>()
  return {
    heard: (message) => {
      if (message === ASKED) tell()
      else refuse('unknown-message', `${shapeOf(message)} is not “${ASKED}”, and Chatwoot hears nothing else`)
      return true
    },
    loaded: tell,
    // What it knows of the open one changed.
    changed: () => {
      const ended = new Set(mine().flatMap(({ id, isEnded }) => (isEnded ? [id] : [])))
      const isNews = [...ended].some((id) => !wasEnded.has(id))
      wasEnded = ended
      if (isNews) tell()
    },
    renewsFrame: true,
    isDeafWhileHidden: true,
    claim: appContext,
  }
}
