/**
 * Any desktop that speaks our own words: it hears `cx-assist:ready` and tells with `cx-assist:context` what is open. Texts are
 * put into its reply as by `cx-assist/host`.
 */
import * as z from 'zod/mini'
import type { OpenDesktop } from './port.ts'
import { contextIn, ownWords } from './reading.ts'
import { Surroundings } from './surroundings.ts'

const context = z.object({ type: z.literal('cx-assist:context'), ...ownWords })

export const openDesktop: OpenDesktop = ({ inside, origins, version, listener }) => {
  const around = new Surroundings({
    inside,
    origins,
    heard: (data) => {
      const said = context.safeParse(data)
      if (said.success) listener.told(contextIn(said.data))
    },
    strange: (origin) => listener.troubled({ kind: 'wrong_origin', origin }),
  })
  const ask = (): true => {
    around.say({ type: 'cx-assist:ready', version })
    return true
  }
  ask()
  return { writing: 'composer-origin', origin: () => around.origin, ask, close: () => around.close() }
}
