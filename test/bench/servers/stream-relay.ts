/** Baseline of the stream: a bare `ws` client that hands each frame to a room of a plain socket.io server. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { interactionUpdate } from '../../../shared/wire/stream.ts'
import { listenAsTold } from './listen.ts'

const update = z.object({ type: z.literal('INTERACTION_UPDATE'), payload: interactionUpdate })

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
})
const io = new Server(server, { serveClient: false })
io.on('connection', (socket) => {
  socket.on(
    'conversation:join',
    async (request: { conversationId: string }, acknowledge: (answer: unknown) => void) => {
      await socket.join(request.conversationId)
      acknowledge({ ok: true })
    },
  )
})

let seq = 0
const stream = new WebSocket(process.env['STREAM_URL'] ?? '', {
  headers: { authorization: `Bearer ${process.env['STREAM_TOKEN'] ?? ''}` },
})
stream.on('message', (data) => {
  const parsed = update.safeParse(JSON.parse(String(data)))
  if (!parsed.success || parsed.data.payload.conversationId == null) return
  const { conversationId, utteranceId, speaker, transcript } = parsed.data.payload
  seq += 1
  io.to(conversationId).emit('assist', {
    conversationId,
    seq,
    at: new Date().toISOString(),
    type: 'transcript',
    data: { utteranceId, speaker, text: transcript },
  })
})
listenAsTold(server)
