/**
 * Cognigy's Agent Copilot, from an IFrame tile: what the tile's node holds comes as a message as it is, and a text goes to the
 * reply box of the desktop around it.
 */
import * as z from 'zod/mini'
import type { OpenDesktop } from './port.ts'
import { anyId, anyToken, ifFits } from './reading.ts'
import { Surroundings } from './surroundings.ts'

const tile = z.object({
  cxAssist: z.object({
    conversation: ifFits(z.nullable(anyId)),
    token: ifFits(anyToken),
    theme: ifFits(z.enum(['auto', 'light', 'dark'])),
    lang: ifFits(z.string().check(z.maxLength(100))),
    ended: ifFits(z.boolean()),
    /** The desktop around the workspace has a reply box that it fills. */
    writes: ifFits(z.boolean()),
    /** The Flow wants to know what the agent does. */
    postback: ifFits(z.boolean()),
  }),
})

export const openDesktop: OpenDesktop = ({ inside, origins, listener }) => {
  let isPostedBack = false
  const around = new Surroundings({
    inside,
    origins,
    heard: (data) => {
      const said = tile.safeParse(data)
      if (!said.success) return
      const { postback, ...context } = said.data.cxAssist
      isPostedBack = postback ?? isPostedBack
      listener.told(context)
    },
    strange: (origin) => listener.troubled({ kind: 'wrong_origin', origin }),
  })
  const tell = (type: string, payload?: unknown): void =>
    around.say({
      __INTER_FRAME_SOCKET_MESSAGE: true,
      workspaceEvent: payload === undefined ? { type } : { type, payload },
    })
  tell('sdk-loaded')
  tell('ready')
  return {
    writing: 'message',
    origin: () => around.origin,
    ask: () => {
      tell('ready')
      // Whether a workspace tells anew what it told already, nobody published.
      return false
    },
    write: (text) => around.say({ type: 'replyBoxContent', content: text }),
    report: ({ action, suggestionId }) => {
      if (isPostedBack) tell('postback', { cxAssist: { action, suggestionId } })
    },
    close: () => around.close(),
  }
}
