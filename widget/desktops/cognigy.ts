/**
 * Cognigy's Agent Copilot, from an IFrame tile: what the tile's node holds comes as a message as it is, and a text goes to the
 * reply box of the desktop around it.
 */
import * as z from 'zod/mini'
import type { OpenDesktop } from './port.ts'
import { any, contextIn, ownWords } from './reading.ts'
import { Surroundings } from './surroundings.ts'

/** `writes`: the desktop around the workspace has a reply box. `postback`: the Flow wants to know what the agent does. */
const tile = z.object({ cxAssist: z.object({ ...ownWords, postback: any }) })

export const openDesktop: OpenDesktop = ({ inside, origins, listener }) => {
  let isPostedBack = false
  const around = new Surroundings({
    inside,
    origins,
    heard: (data) => {
      const said = tile.safeParse(data)
      if (!said.success) return
      const { cxAssist } = said.data
      isPostedBack = cxAssist.postback === true
      listener.told(contextIn(cxAssist))
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
