/** Chatwoot, from a dashboard app. It tells the open conversation once it is asked; it takes no text into its reply. */
import * as z from 'zod/mini'
import type { DesktopContext, OpenDesktop } from './port.ts'
import { any, idIn, ifFits, jsonIn } from './reading.ts'
import { Surroundings } from './surroundings.ts'

const appContext = z.object({ event: z.literal('appContext'), data: z.object({ conversation: any }) })
const open = z.object({ id: any, status: any, custom_attributes: any })
/** What an operator may keep with a conversation: the id that the service knows it by. */
const custom = z.object({ cx_assist_conversation: any })

const contextOf = (said: unknown): DesktopContext => {
  const conversation = ifFits(open, said)
  const own = idIn(ifFits(custom, conversation?.custom_attributes)?.cx_assist_conversation)
  const id = own ?? idIn(conversation?.id)
  return id === undefined ? { conversation: null } : { conversation: id, ended: conversation?.status === 'resolved' }
}

export const openDesktop: OpenDesktop = ({ inside, origins, listener }) => {
  const around = new Surroundings({
    inside,
    origins,
    heard: (data) => {
      const said = ifFits(appContext, typeof data === 'string' ? jsonIn(data) : undefined)
      if (said !== undefined) listener.told(contextOf(said.data.conversation))
    },
    strange: (origin) => listener.troubled({ kind: 'wrong_origin', origin }),
  })
  const ask = (): true => {
    around.say('chatwoot-dashboard-app:fetch-info')
    return true
  }
  ask()
  return { writing: 'clipboard', origin: () => around.origin, ask, close: () => around.close() }
}
