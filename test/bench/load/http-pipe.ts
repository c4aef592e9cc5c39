/**
 * A lean HTTP/1.1 client over one kept-open connection, one request at a time, no pipelining: the load side must not be
 * what is slow. It reads answers with a content-length, which all sides here send.
 */
import { connect, type Socket } from 'node:net'

const HEADER_END = '\r\n\r\n'

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface HttpPipe {
  /** `request` is the whole request as it goes over the wire. */
  send(request: Buffer): Promise<Answer>
  close(): void
}

/** The answer that `received` starts with, once all of it is there. */
const readAnswer = (received: Buffer): Answer | undefined => {
  const headEnd = received.indexOf(HEADER_END)
  if (headEnd < 0) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
  if (Number.isNaN(length)) throw new Error(`an answer without a content-length: ${head}`)
  const bodyStart = headEnd + HEADER_END.length
  if (received.length < bodyStart + length) return undefined
  return { status: Number(head.slice(9, 12)), body: received.toString('latin1', bodyStart, bodyStart + length) }
}

const connected = (url: URL): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

export const openHttpPipe = async (base: string): Promise<HttpPipe> => {
  const socket = await connected(new URL(base))
  let received: Buffer | undefined
  let settle: ((answer: Answer) => void) | undefined
  let fail: ((error: Error) => void) | undefined
  socket.on('data', (chunk) => {
    received = received === undefined ? chunk : Buffer.concat([received, chunk])
    const answer = readAnswer(received)
    if (answer === undefined) return
    received = undefined
    settle?.(answer)
  })
  socket.on('error', (error) => fail?.(error))
  socket.on('close', () => fail?.(new Error('the server closed the connection')))
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        settle = resolve
        fail = reject
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** A whole POST of JSON as bytes, so that making it costs nothing while the clock runs. */
export const postBytes = (
  path: string,
  host: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer => {
  const content = Buffer.from(body)
  const lines = Object.entries({
    host,
    'content-type': 'application/json',
    'content-length': String(content.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), content])
}
