/** Chatwoot, from a dashboard app. It tells the open conversation once it is asked; it takes no text into its reply. */
import * as z from 'zod/mini'
import type { DesktopContext, OpenDesktop } from './port.ts'
import { anyId, ifFits, jsonIn } from './reading.ts'
import { Surroundings } from './surroundings.ts'

const appContext = z.object({
  event: z.literal('appContext'),
  data: z.object({
    conversation: ifFits(
      z.object({
        id: anyId,
        status: ifFits(z.string()),
        custom_attributes: ifFits(z.object({ cx_assist_conversation: ifFits(anyId) })),
      }),
    ),
    // They are told too; nothing of them is needed.
    contact: ifFits(z.record(z.string(), z.unknown())),
    currentAgent: ifFits(z.record(z.string(), z.unknown())),
  }),
})

const contextOf = ({ data: { conversation } }: z.infer<typeof appContext>): DesktopContext => {
  if (conversation === undefined) return { conversation: null }
  const { id, status, custom_attributes: custom } = conversation
  return { conversation: custom?.cx_assist_conversation ?? id, ended: status === 'resolved' }
}

export const openDesktop: OpenDesktop = ({ inside, origins, listener }) => {
  const around = new Surroundings({
    inside,
    origins,
    heard: (data) => {
      const said = appContext.safeParse(typeof data === 'string' ? jsonIn(data) : undefined)
      if (said.success) listener.told(contextOf(said.data))
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
