/** Whether the agent-assist stream takes our handshake. It is closed again at once. */
import { WebSocket } from 'ws'
import { codeOf } from '../../../fault.ts'
import type { Deadline } from '../../../ports/time.ts'
import type { ProbeFinding } from '../../../ports/upstream.ts'
import { type ProxyOf, shownProxy } from '../../http/proxies.ts'
import { tunnel } from '../../http/tunnel.ts'
import { streamUrl } from './assist-stream.ts'

const FIXES: Readonly<Record<number, string>> = {
  401: 'renew COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET: the token is issued but not accepted',
  403: 'grant the client the scope streaming:subscribe',
  404: 'check COGNIGY_ORG_URL: this organisation has no agent-assist stream, or a proxy hides it',
}
const PROXY_FIX = 'see that every proxy between passes WebSocket upgrades on'

export interface StreamProbeParts {
  readonly orgUrl: string
  readonly token: string
  readonly proxyOf: ProxyOf | undefined
}

export const probeHandshake = (
  { orgUrl, token, proxyOf }: StreamProbeParts,
  deadline: Deadline,
): Promise<ProbeFinding> =>
  new Promise((resolve) => {
    const proxy = proxyOf?.(orgUrl)
    const link = new WebSocket(streamUrl(orgUrl), {
      ...tunnel(proxy),
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: deadline.remainingMs(),
      perMessageDeflate: false,
    })
    const end = (finding: ProbeFinding): void => {
      link.removeAllListeners()
      // A link that is torn down while it connects still reports an error.
      link.on('error', () => undefined)
      link.terminate()
      resolve(finding)
    }
    const fail = (detail: string, fix: string): void => end({ state: 'fail', detail, fix })
    const way = proxy === undefined ? '' : ` through the proxy ${shownProxy(proxy)}`
    link.on('open', () => end({ state: 'ok', detail: `the handshake was accepted${way}` }))
    link.on('unexpected-response', (_request, { statusCode = 0 }) =>
      fail(`the handshake was refused (${statusCode})`, FIXES[statusCode] ?? PROXY_FIX),
    )
    link.on('error', (error) => fail(`no handshake came about (${codeOf(error)})`, PROXY_FIX))
  })
