/** Everything of a deployment, each part a program of its own: CXone, Cognigy, the BFF's process, a foreign desktop page. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CognigyStandIn, startCognigy } from '../../simulator/cognigy/tutorial/server.ts'
import { type CxoneStandIn, startCxone } from '../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, startBffProcess } from '../support/bff-process.ts'
import { SOME_SECRET, signed } from '../support/routing-webhook.ts'

const INTEGRATOR_KEY = 'integrator-key-of-the-stage-0123456789'

export interface Stage {
  readonly cxone: CxoneStandIn
  readonly cognigy: CognigyStandIn
  readonly bff: BffProcess
  /** A page of another origin with one `<cx-assist>` on it. */
  pageUrl(conversation: string, token: string): string
  /** Where each of the given sites is served. */
  readonly sites: readonly string[]
  token(agentId: string, conversations?: readonly string[]): Promise<string>
  /** A signed webhook, of routing unless told otherwise; gives the answer. */
  webhook(body: unknown, id: string, path?: string): Promise<{ status: number; body: unknown }>
  /** Where the BFF keeps what agents say was meant. */
  readonly dataFolder: string
  /** Stops the BFF in an orderly way and starts it again at the same address. */
  restartBff(between?: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** The tag as an integrator writes it; the values come from the address, so that one page serves every test. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>A desktop</title>
<style>body{margin:0}cx-assist{display:block;width:380px;height:700px}</style><body><script>
const given = new URLSearchParams(location.hash.slice(1))
const tag = document.createElement('cx-assist')
for (const name of ['bff', 'token', 'conversation']) tag.setAttribute(name, given.get(name))
document.body.append(tag)
const module = document.createElement('script')
module.type = 'module'
module.src = given.get('bff') + '/widget/cx-assist.js'
document.head.append(module)
</script>`

const page: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
}

const serveSite = async (answer: RequestListener): Promise<Server> => {
  const server = createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const originOf = (server: Server): string => {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

/** @param sites each has an origin of its own, which the BFF lets in, and which may show the hosted panel; the first one is where `pageUrl` is */
export const openStage = async (sites: readonly RequestListener[] = [page]): Promise<Stage> => {
  const [cxone, cognigy, servers] = await Promise.all([
    startCxone(),
    startCognigy({ acceptUnknownSessions: true }),
    Promise.all(sites.map(serveSite)),
  ])
  const origins = servers.map(originOf)
  const dataFolder = await mkdtemp(join(tmpdir(), 'cx-assist-stage-'))
  const env = {
    DATA_DIR: dataFolder,
    COGNIGY_API_URL: cognigy.url,
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
    COGNIGY_ORG_URL: cognigy.url,
    COGNIGY_CLIENT_ID: cognigy.clientId,
    COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
    COGNIGY_API_KEY: cognigy.apiKey,
    WEBHOOK_SECRET: SOME_SECRET,
    METRICS_LOG: '-',
    WIDGET_TOKEN_SECRET: 'widget-token-secret-of-the-stage-0123456789',
    INTEGRATOR_API_KEY: INTEGRATOR_KEY,
    ALLOWED_ORIGINS: origins.join(','),
    PANEL_ANCESTORS: origins.join(','),
  }
  let bff = await startBffProcess(env)
  const post = async (path: string, body: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${bff.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const answer: unknown = await response.json()
    return { status: response.status, body: answer }
  }
  return {
    cxone,
    cognigy,
    get bff() {
      return bff
    },
    pageUrl: (conversation, token) => `${origins[0]}/#${new URLSearchParams({ bff: bff.url, token, conversation })}`,
    sites: origins,
    token: async (agentId, conversations) => {
      const { body } = await post('/api/widget/token', JSON.stringify({ agentId, conversations }), {
        authorization: `Bearer ${INTEGRATOR_KEY}`,
      })
      if (typeof body !== 'object' || body === null || !('token' in body)) throw new Error('no token was issued')
      return String(body.token)
    },
    dataFolder,
    webhook: (body, id, path = '/webhook/cognigy/routing') => {
      const text = JSON.stringify(body)
      return post(path, text, signed(text, { id }))
    },
    restartBff: async (between) => {
      const { port } = new URL(bff.url)
      await bff.stop()
      await between?.()
      bff = await startBffProcess({ ...env, PORT: port })
    },
    close: async () => {
      await bff.stop()
      await Promise.all([cxone.close(), cognigy.close(), rm(dataFolder, { recursive: true })])
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}
