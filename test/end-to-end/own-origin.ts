/**
 * A company that serves page, element, models and BFF from one origin: a page server before the BFF, with the policy that the
 * test wants, that notes what is asked for and spoils what the test wants spoiled.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'

/** What hands tests the element's own scorer: they cannot import a module from within a page. */
const DOOR = "import { scorerWith } from './widget/cx-assist.js'\nglobalThis.scorerWith = scorerWith\n"
const PAGE = `<!doctype html><meta charset="utf-8"><title>A desktop</title>
<script type="module" src="door.js"></script>`

/** What a strict page allows, and nothing more. */
export const STRICT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "require-trusted-types-for 'script'",
].join('; ')

export interface OwnOrigin {
  readonly url: string
  /** Paths that were asked for, as they were asked for. */
  readonly asked: string[]
  /** Of every answer, that of the worker's script too. */
  policy: string | undefined
  isIsolated: boolean
  /** Bodies that are given instead of the real ones; `undefined` where there is none, 404 where it is `null`. */
  spoil: (path: string) => Uint8Array | null | undefined
  close(): Promise<void>
}

export const serveOwnOrigin = async (bffUrl: string): Promise<OwnOrigin> => {
  const { hostname, port } = new URL(bffUrl)
  const forwarded = (incoming: IncomingMessage) => {
    const { origin: _, ...headers } = incoming.headers
    return { ...headers, host: `${hostname}:${port}` }
  }
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '/'
    own.asked.push(path)
    const headers = {
      ...(own.policy === undefined ? {} : { 'content-security-policy': own.policy }),
      ...(own.isIsolated
        ? { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
        : {}),
    }
    if (path === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' })
      response.end(PAGE)
      return
    }
    if (path === '/door.js') {
      response.writeHead(200, { ...headers, 'content-type': 'text/javascript' }).end(DOOR)
      return
    }
    const instead = own.spoil(path)
    if (instead !== undefined) {
      response.writeHead(instead === null ? 404 : 200, headers).end(instead ?? '')
      return
    }
    const onward = request(
      { hostname, port, path, method: incoming.method, headers: forwarded(incoming) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...headers })
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  })
  server.on('upgrade', (incoming, socket) => {
    const lines = Object.entries(forwarded(incoming)).map(([name, value]) => `${name}: ${String(value)}`)
    const onward = connect(Number(port), hostname, () => {
      onward.write(`GET ${incoming.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      onward.pipe(socket).pipe(onward)
    })
    for (const each of [onward, socket]) each.on('error', () => each.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const own: OwnOrigin = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked: [],
    policy: undefined,
    isIsolated: false,
    spoil: () => undefined,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return own
}
