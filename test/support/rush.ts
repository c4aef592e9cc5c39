/** Webhooks as quickly as they are taken: a connection sends the next ones before the last are answered. */
import { once } from 'node:events'
import { createConnection } from 'node:net'

const CONNECTIONS = 8
/** Of each connection; the service reads on while it works. */
const AHEAD = 40
/** Right behind the body before it, wherever that ends. */
const ANSWER = /HTTP\/1\.1 \d{3} /g

export interface Rush {
  /** Answers so far. */
  answered(): number
  stop(): void
}

/**
 * @param bodyOf the body of the n-th webhook, from 0
 * @param most how many are sent in all
 * @param ahead how many of each connection are sent before their answers come
 */
export const startRush = async (
  base: string,
  path: string,
  bodyOf: (n: number) => unknown,
  { most = Number.POSITIVE_INFINITY, ahead = AHEAD }: { readonly most?: number; readonly ahead?: number } = {},
): Promise<Rush> => {
  const { hostname, port, host } = new URL(base)
  let sent = 0
  let answered = 0
  const next = (): string => {
    const body = JSON.stringify(bodyOf(sent))
    sent += 1
    const length = Buffer.byteLength(body)
    return `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`
  }
  const open = async () => {
    const socket = createConnection(Number(port), hostname)
    await once(socket, 'connect')
    socket.setEncoding('latin1').on('error', () => undefined)
    let waiting = 0
    const send = (): void => {
      const room = Math.min(ahead - waiting, most - sent)
      if (room <= 0) return
      waiting += room
      socket.write(Array.from({ length: room }, next).join(''))
    }
    let rest = ''
    socket.on('data', (piece: string) => {
      // A status line that is cut in two is counted with its second half.
      const text = rest + piece
      const end = text.lastIndexOf('\n') + 1
      const count = text.slice(0, end).match(ANSWER)?.length ?? 0
      rest = text.slice(end)
      waiting -= count
      answered += count
      if (waiting < ahead / 2) send()
    })
    send()
    return socket
  }
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, open))
  return {
    answered: () => answered,
    stop: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
