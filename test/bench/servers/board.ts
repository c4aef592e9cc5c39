/**
 * Both sides of `board`: a store in memory with thousands of live conversations, and so many changes a second while somebody
 * wants them. `SIDE=hub`: the service's own boards. `SIDE=each`: every change goes to every board at once, as the row that it makes.
 */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { rowOf } from '../../../shared/domain/board/row.ts'
import { startBff } from '../../support/start-bff.ts'
import { listenAsTold } from './listen.ts'

const CONVERSATIONS = Number(process.env['CONVERSATIONS'])
const CHANGES_A_SECOND = Number(process.env['CHANGES'])
const EVERY_MS = 50
const TEXT = 'I have been waiting since yesterday, and nobody has told me what happens with my order. '

/** Where a page of its own comes from, for whom the element is served too. */
const origin = process.env['ORIGIN']
const widget = process.env['WIDGET']

const bff = await startBff(
  { url: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' },
  {
    ...(origin !== undefined && { allowedOrigins: [origin] }),
    ...(widget !== undefined && { folders: { widget, models: widget } }),
  },
)
const { conversations } = bff.store

const change = (n: number): Promise<undefined> =>
  conversations.change({ conversationId: `conv_${n}` }, ({ snapshot }) => ({
    value: undefined,
    change: {
      events: [
        { type: 'transcript', data: { utteranceId: `u_${n}_${snapshot.seq}`, speaker: 'customer', text: TEXT } },
        {
          type: 'frustration',
          data: { score: randomInt(100) / 100, level: 'standard', recent: [], utteranceId: `u_${n}_${snapshot.seq}` },
        },
      ],
    },
  }))
for (let n = 0; n < CONVERSATIONS; n += 1) await change(n)

let isWanted = false
setInterval(() => {
  if (!isWanted) return
  for (let n = 0; n < (CHANGES_A_SECOND * EVERY_MS) / 1000; n += 1) void change(randomInt(CONVERSATIONS))
}, EVERY_MS)

const server = createServer((request, response) => {
  if (request.url === '/start') isWanted = true
  if (request.url === '/stop') isWanted = false
  if (request.url !== '/where') {
    response.end('ok')
    return
  }
  void bff
    .token({ agentId: 'sup_1', role: 'supervisor' })
    .then((token) => response.end(JSON.stringify({ url: bff.url, token })))
})

if (process.env['SIDE'] === 'each') {
  const io = new Server(server, { serveClient: false, perMessageDeflate: false })
  conversations.onCommit(({ record }) => {
    io.emit('board', { upserts: [rowOf(record)], removed: [] })
  })
}
listenAsTold(server)
