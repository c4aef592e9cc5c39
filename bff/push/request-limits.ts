/** How much one socket, and one agent over all sockets and reconnections, may ask. */
import { createRate } from '../rate.ts'

/** Enough for an agent with sixty chats who reconnects, and far too little for a flood. */
export const REQUESTS_PER_WINDOW = 300
/** An agent with several panels, each of them busy. */
const REQUESTS_OF_AGENT = 900
const WINDOW_SECONDS = 10

export interface RequestLimits {
  /** Why one more request is refused, as a sentence; `undefined` where it is not. */
  refuses(socketId: string, agentId: string): Promise<string | undefined>
}

export const createRequestLimits = (): RequestLimits => {
  const isWithinOfSocket = createRate({ most: REQUESTS_PER_WINDOW, seconds: WINDOW_SECONDS })
  const isWithinOfAgent = createRate({ most: REQUESTS_OF_AGENT, seconds: WINDOW_SECONDS })

  return {
    refuses: async (socketId, agentId) => {
      if (!(await isWithinOfSocket(socketId))) {
        return `at most ${REQUESTS_PER_WINDOW} requests in ${WINDOW_SECONDS} seconds`
      }
      if (await isWithinOfAgent(agentId)) return undefined
      return `at most ${REQUESTS_OF_AGENT} requests of one agent in ${WINDOW_SECONDS} seconds`
    },
  }
}
