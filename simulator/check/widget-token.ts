/** How an integrator's server gets a widget token: from the BFF, with the key that never reaches a browser. */
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { type TokenAnswer, type TokenRequest, tokenAnswer } from '../../shared/wire/token.ts'

export interface TokenSourceOptions {
  readonly bffUrl: string
  readonly integratorKey: string
}

const TIMEOUT_MS = 5000

/** Rejects, with a message that holds no secret, when the BFF is down or says no. */
export const requestWidgetToken = async (
  { bffUrl, integratorKey }: TokenSourceOptions,
  request: TokenRequest,
): Promise<TokenAnswer> => {
  const response = await fetch(new URL('/api/widget/token', bffUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${integratorKey}` },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the BFF answered ${response.status} to a request for a widget token`)
  }
  const answer: unknown = await response.json()
  const parsed = parseOrProblem(tokenAnswer, answer)
  if (!parsed.ok) throw new Error('the BFF answered a request for a widget token with something else')
  return parsed.value
}
