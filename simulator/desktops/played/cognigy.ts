/** The workspace of Cognigy's Agent Copilot, with the panel in an IFrame tile. */
import * as z from 'zod/mini'
import { type OpenConversation, type Play, shapeOf } from './workspace.ts'

const socketMessage = z.object({
  __INTER_FRAME_SOCKET_MESSAGE: z.literal(true),
  workspaceEvent: z.object({ type: z.string(), payload: z.optional(z.unknown()) }),
})
const replyBoxContent = z.strictObject({ type: z.literal('replyBoxContent'), content: z.string() })

export const cognigy: Play = ({ token, open, post, fill, refuse, note }) => {
  /** What the Flow's node put into the tile: message data as it is, without anything around it. */
  const tile = ({ id: conversation, isEnded: ended }: OpenConversation) => ({
    cxAssist: { conversation, ended, ...(token() !== '' && { token: token() }), postback: true },
  })
  let told = ''
  const tell = (): void => {
    const conversation = open()
    if (conversation === undefined) return
    told = JSON.stringify(tile(conversation))
    post(tile(conversation), '*')
  }
  const say = (type: string): void => post({ __INTER_FRAME_SOCKET_MESSAGE: true, workspaceEvent: { type } }, '*')

  const postedBack = (payload: unknown): void => {
    const isOver = open()?.isEnded !== false
    say(isOver ? 'postback-rejected' : 'postback-accepted')
    if (isOver) refuse('postback-without-session', 'a postback where no session is open')
    else note(`To the Flow: ${JSON.stringify({ data: { _cognigy: { _agentAssist: { type: 'submit', payload } } } })}`)
  }
  const heardSocket = ({ type, payload }: z.infer<typeof socketMessage>['workspaceEvent']): void => {
    if (type === 'ready') tell()
    else if (type === 'postback') postedBack(payload)
    else if (type !== 'sdk-loaded') refuse('unknown-event', `the workspace knows no event “${type.slice(0, 60)}”`)
  }
  return {
    heard: (message) => {
      const reply = replyBoxContent.safeParse(message)
      const socket = socketMessage.safeParse(message)
      if (socket.success) heardSocket(socket.data.workspaceEvent)
      else if (!reply.success) refuse('unknown-message', `${shapeOf(message)} is nothing that a tile says`)
      else if (!fill(reply.data.content)) refuse('no-reply-box', 'a text where no reply can be written')
      return true
    },
    loaded: () => {
      // Whether the desktop around the workspace has a reply box that it fills.
      post({ type: 'toggleButton', show: true }, '*')
      tell()
    },
    changed: () => {
      const conversation = open()
      if (conversation !== undefined && told !== JSON.stringify(tile(conversation))) tell()
    },
    claim: tile,
  }
}
