/** An upstream that answers as a test says, down to its bytes, and counts what it is asked. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'

export interface ScriptedUpstream {
  readonly url: string
  readonly port: number
  /** `METHOD /path`, in the order in which they came. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => void

export const startUpstream = async (answer: Answering): Promise<ScriptedUpstream> => {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    request.resume()
    request.on('end', () => answer(request, response))
  }
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
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
