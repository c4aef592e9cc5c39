/** Whether the agent-assist stream takes our handshake. It is closed again at once. */
import { WebSocket } from 'ws'
import { streamUrl } from '../../upstream/cognigy/tutorial/assist-stream.ts'
import { shownProxy } from '../../upstream/http/proxies.ts'
import { tunnel } from '../../upstream/http/tunnel.ts'
import { codeOf, fail, type Line, ok } from './line.ts'

const FIXES: Readonly<Record<number, string>> = {
  401: 'renew COGNIGY_CLIENT_ID and COGNIGY_CLIENT_SECRET: the token is issued but not accepted',
  403: 'grant the client the scope streaming:subscribe',
  404: 'check COGNIGY_ORG_URL: this organisation has no agent-assist stream, or a proxy hides it',
}
const PROXY_FIX = 'see that every proxy between passes WebSocket upgrades on'

export const streamLine = (
  name: string,
  { orgUrl, token, proxy }: { readonly orgUrl: string; readonly token: string; readonly proxy: string | undefined },
  timeoutMs: number,
): Promise<Line> =>
  new Promise((resolve) => {
    const link = new WebSocket(streamUrl(orgUrl), {
      ...tunnel(proxy),
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: timeoutMs,
      perMessageDeflate: false,
    })
    const end = (line: Line): void => {
      link.removeAllListeners()
      // A link that is torn down while it connects still reports an error.
      link.on('error', () => undefined)
      link.terminate()
      resolve(line)
    }
    link.on('open', () =>
      end(
        ok(name, `the handshake was accepted${proxy === undefined ? '' : ` through the proxy ${shownProxy(proxy)}`}`),
      ),
    )
    link.on('unexpected-response', (_request, { statusCode = 0 }) =>
      end(fail(name, `the handshake was refused (${statusCode})`, FIXES[statusCode] ?? PROXY_FIX)),
    )
    link.on('error', (error) => end(fail(name, `no handshake came about (${codeOf(error)})`, PROXY_FIX)))
  })
