/** Load process: boards of supervisors that read all they are sent, and count it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import * as z from 'zod/mini'
import { command, serveCommands } from '../harness/worker.ts'

const where = z.object({ url: z.string(), token: z.string() })
const packet = z.object({ data: z.optional(z.string()) })
const WARM_UP_MS = 1500

/** @param path what is asked of the server under test */
const ask = async (url: string, path: string): Promise<string> => await (await fetch(`${url}${path}`)).text()

serveCommands({
  measure: command(
    z.object({ side: z.enum(['hub', 'each']), url: z.string(), boards: z.number(), ms: z.number() }),
    async ({ side, url, boards, ms }) => {
      let bytes = 0
      let pushes = 0
      const own = side === 'hub' ? where.parse(JSON.parse(await ask(url, '/where'))) : { url, token: '' }
      const connect = async (): Promise<Socket> => {
        const { token } = own
        const socket = io(own.url, { transports: ['websocket'], forceNew: true, auth: { token } })
        await new Promise<void>((resolve) => {
          socket.once('connect', resolve)
        })
        socket.io.engine.on('packet', (arrived: unknown) => {
          bytes += Buffer.byteLength(packet.parse(arrived).data ?? '')
        })
        socket.on('board', () => {
          pushes += 1
        })
        if (side === 'hub') await socket.emitWithAck('board:join', {})
        return socket
      }
      const sockets = await Promise.all(Array.from({ length: boards }, connect))
      await ask(url, '/start')
      await sleep(WARM_UP_MS)
      bytes = 0
      pushes = 0
      const since = performance.now()
      await sleep(ms)
      const seconds = (performance.now() - since) / 1000
      await ask(url, '/stop')
      const answer = { bytesPerSecond: bytes / boards / seconds, pushesPerSecond: pushes / boards / seconds }
      for (const socket of sockets) socket.disconnect()
      return answer
    },
  ),
})
