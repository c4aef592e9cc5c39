/** Load process: one stranger without credentials, whose every request has one odd header of nearly the largest size. */
import * as z from 'zod/mini'
import { command, serveCommands } from '../harness/worker.ts'
import { openHttpPipe } from './http-pipe.ts'

const HEADERS = [
  'content-type',
  'authorization',
  'x-api-key',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'svix-signature',
  'idempotency-key',
  'origin',
  'x-forwarded-for',
  'accept',
]
const SIGNS = [' ', '\t', ',', ';', '="', ' ,', '; ']
const HEADER_BYTES = 15_000
const PATHS = ['/webhook/cognigy', '/webhook/handover', '/api/widget/token']

/** A beginning that makes a parser look further, then the same sign again and again, then what it does not expect. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  authorization: 'Bearer ',
  'webhook-signature': 'v1,',
  'svix-signature': 'v1,',
  origin: 'https://a',
}

const requestOf = (serial: number, host: string): Buffer => {
  const name = HEADERS[serial % HEADERS.length] ?? 'accept'
  const sign = SIGNS[Math.floor(serial / HEADERS.length) % SIGNS.length] ?? ' '
  const value = `${BEGINNINGS[name] ?? 'a'}${sign.repeat(Math.floor(HEADER_BYTES / sign.length))}x`
  const type = name === 'content-type' ? '' : 'content-type: application/json\r\n'
  const path = PATHS[serial % PATHS.length]
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${type}${name}: ${value}\r\ncontent-length: 2\r\n\r\n{}`,
  )
}

const job = z.object({ url: z.string(), perSecond: z.number() })
let timer: NodeJS.Timeout | undefined
let sent = 0

const start = async ({ url, perSecond }: z.infer<typeof job>) => {
  const { host } = new URL(url)
  sent = 0
  timer = setInterval(() => {
    sent += 1
    const serial = sent
    // Each on a connection of its own: it is closed on them.
    openHttpPipe(url)
      .then(async (pipe) => {
        await pipe.send(requestOf(serial, host)).finally(pipe.close)
      })
      .catch(() => undefined)
  }, 1000 / perSecond)
  return {}
}

const stop = async () => {
  clearInterval(timer)
  return { sent }
}

serveCommands({ start: command(job, start), stop: command(z.object({}), stop) })
