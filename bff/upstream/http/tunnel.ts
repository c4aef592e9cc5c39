import type { ClientRequestArgs } from 'node:http'
import { HttpsProxyAgent } from 'https-proxy-agent'

/** Options by which a WebSocket goes through a proxy, by `CONNECT`; none without one. */
export const tunnel = (proxy: string | undefined): Pick<ClientRequestArgs, 'agent'> =>
  proxy === undefined ? {} : { agent: new HttpsProxyAgent(proxy) }
