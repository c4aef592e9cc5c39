/** An upstream that answers as a test says, down to its bytes, and counts what it is asked. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'

/** One request as it came. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Parsed; `undefined` where it is no JSON. */
  readonly body: unknown
}

export interface ScriptedUpstream {
  readonly url: string
  readonly port: number
  /** `METHOD /path`, in the order in which they came. */
  readonly asked: readonly string[]
  /** The same, whole. */
  readonly requests: readonly Asked[]
  close(): Promise<void>
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const startUpstream = async (answer: Answering): Promise<ScriptedUpstream> => {
  const asked: string[] = []
  const requests: Asked[] = []
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      requests.push({ method, path, headers, body: jsonIn(Buffer.concat(pieces).toString()) })
      answer(request, response)
    })
  }
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const answerJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
