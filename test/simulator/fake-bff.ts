/** Just enough of a BFF for the simulator's own tests: tokens for integrators, and rooms that publish what they are told. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { applyEvent, emptySnapshot } from '../../shared/domain/conversation/conversation.ts'
import { type AssistEvent, assistEnvelope, type ConversationSnapshot } from '../../shared/wire/assist.ts'

export const INTEGRATOR_KEY = 'integrator-key-of-the-tests'

export interface FakeBff {
  readonly url: string
  /** Bodies of the token requests that were granted. */
  readonly tokenRequests: unknown[]
  /** Status for token requests instead of 200. */
  tokenStatus: number
  publish(conversationId: string, event: AssistEvent): void
  /** How often a conversation was joined. */
  readonly joins: number
  /** Ends every connection; widgets come back by themselves. */
  dropWidgets(): void
  close(): Promise<void>
}

export const startFakeBff = async (): Promise<FakeBff> => {
  const tokenRequests: unknown[] = []
  const snapshots = new Map<string, ConversationSnapshot>()
  const http = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const isKnown = request.headers.authorization === `Bearer ${INTEGRATOR_KEY}`
    const status = isKnown ? bff.tokenStatus : 401
    if (status === 200) tokenRequests.push(JSON.parse(text))
    const answer = status === 200 ? { token: 'token-1', expiresAt: '2026-01-31T10:30:00.000Z' } : { status }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  const io = new Server(http)
  let joins = 0
  const snapshotOf = (id: string): ConversationSnapshot => snapshots.get(id) ?? emptySnapshot(id)
  io.on('connection', (socket) => {
    socket.on(
      'conversation:join',
      ({ conversationId }: { conversationId: string }, acknowledge: (answer: unknown) => void) => {
        const snapshot = snapshotOf(conversationId)
        socket.join(conversationId)
        joins += 1
        acknowledge({ ok: true, conversationId, seq: snapshot.seq, epoch: 'e1', snapshot })
      },
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const bff: FakeBff = {
    url: `http://127.0.0.1:${port}`,
    tokenRequests,
    tokenStatus: 200,
    publish: (conversationId, event) => {
      const before = snapshotOf(conversationId)
      const envelope = assistEnvelope.parse({
        ...event,
        conversationId,
        seq: before.seq + 1,
        at: new Date().toISOString(),
      })
      snapshots.set(conversationId, applyEvent(before, envelope))
      io.to(conversationId).emit('assist', envelope)
    },
    get joins() {
      return joins
    },
    dropWidgets: () => {
      io.disconnectSockets(true)
    },
    close: async () => {
      await io.close()
    },
  }
  return bff
}
