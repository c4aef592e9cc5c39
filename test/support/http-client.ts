/** What a stranger can send over HTTP, down to the single byte, and what comes back. */
import { request } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { TLS } from './tls.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Parsed; `undefined` where it is not JSON. */
  readonly body: unknown
}

export interface Sending {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Without a content-length, in pieces. */
  readonly chunked?: boolean
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends exactly what it is told: no header is added but the length, no path is tidied, no redirect followed. */
export const send = (base: string, path: string, sending: Sending = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(base)
    const { method = 'GET', headers = {}, body, chunked = false } = sending
    const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const options = { hostname, port, path, method, headers: { ...length, ...headers } }
    const open = protocol === 'https:' ? requestSecurely : request
    const call = open({ ...options, ca: TLS.cert }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) })
      })
    })
    call.on('error', reject)
    if (body !== undefined && chunked) {
      const bytes = Buffer.from(body)
      for (let at = 0; at < bytes.length; at += 16_384) call.write(bytes.subarray(at, at + 16_384))
      call.end()
    } else {
      call.end(body)
    }
  })

export const sendJson = (
  base: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  send(base, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
