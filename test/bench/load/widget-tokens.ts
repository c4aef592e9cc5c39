import * as z from 'zod/mini'
import type { Caller } from './clients.ts'

const answer = z.object({ token: z.string() })

let agents = 0

/** A widget token from the service's own endpoint, as an integrator gets it; each for another agent, who has one panel. */
export const fetchToken = async (
  caller: Caller,
  bffUrl: string,
  integratorKey: string,
  conversations: readonly string[],
): Promise<string> => {
  const headers = { authorization: `Bearer ${integratorKey}` }
  const body = JSON.stringify({ agentId: `agent-${agents++}`, conversations })
  return answer.parse(JSON.parse(await caller.call('POST', bffUrl, '/api/widget/token', headers, body))).token
}
