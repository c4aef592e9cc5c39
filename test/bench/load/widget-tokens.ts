import * as z from 'zod/mini'
import type { Caller } from './clients.ts'

const answer = z.object({ token: z.string() })

let agents = 0

/** A widget token from the service's own endpoint, as an integrator gets it; each for another agent unless one is named. */
export const fetchToken = async (
  caller: Caller,
  bffUrl: string,
  integratorKey: string,
  conversations: readonly string[],
  agentId = `agent-${agents++}`,
): Promise<string> => {
  const headers = { authorization: `Bearer ${integratorKey}` }
  const body = JSON.stringify({ agentId, conversations })
  return answer.parse(JSON.parse(await caller.call('POST', bffUrl, '/api/widget/token', headers, body))).token
}
