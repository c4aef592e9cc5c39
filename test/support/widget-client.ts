/** A widget, so far as the wire goes: a socket.io client that keeps what it was sent. */
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import * as z from 'zod/mini'
import { type AssistEnvelope, assistEnvelope } from '../../shared/wire/assist.ts'
import { type JoinAnswer, joinAnswer } from '../../shared/wire/socket-events.ts'

export interface Widget {
  readonly socket: Socket
  /** Every `assist` envelope so far, each checked against the wire schema. */
  readonly events: AssistEnvelope[]
  join(conversationId: string, more?: { readonly afterSeq?: number; readonly epoch?: string }): Promise<JoinAnswer>
  /** Emits any event with any arguments and gives the acknowledgement; rejects where none comes. */
  ask(event: string, ...args: readonly unknown[]): Promise<unknown>
  seqs(conversationId?: string): number[]
  close(): void
}

const ACK_WITHIN_MS = 3000

/** A socket that has not connected yet; the caller may look at how the handshake fails. */
export const dialWidget = (url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Socket =>
  io(url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options })

const refusedHandshake = z.object({ data: z.object({ code: z.string() }) })

/** The code of the refusal, `connected`, or `without code` and the words of a refusal that carries none. */
export const handshakeOutcome = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    const end = (outcome: string): void => {
      socket.disconnect()
      resolve(outcome)
    }
    socket.once('connect', () => end('connected'))
    socket.once('connect_error', (error) => {
      const refused = refusedHandshake.safeParse(error)
      end(refused.success ? refused.data.data.code : `without code: ${error.message}`)
    })
  })

export const connectWidget = async (
  url: string,
  token: string,
  options: Partial<ManagerOptions & SocketOptions> = {},
): Promise<Widget> => {
  const socket = dialWidget(url, { auth: { token }, ...options })
  const events: AssistEnvelope[] = []
  socket.on('assist', (envelope: unknown) => events.push(assistEnvelope.parse(envelope)))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const ask = async (event: string, ...args: readonly unknown[]): Promise<unknown> =>
    await socket.timeout(ACK_WITHIN_MS).emitWithAck(event, ...args)
  return {
    socket,
    events,
    ask,
    join: async (conversationId, more = {}) =>
      joinAnswer.parse(await ask('conversation:join', { conversationId, ...more })),
    seqs: (conversationId) =>
      events
        .filter((event) => conversationId === undefined || event.conversationId === conversationId)
        .map((e) => e.seq),
    close: () => void socket.disconnect(),
  }
}

/** What a join that must succeed was answered. */
export const accepted = (answer: JoinAnswer): Extract<JoinAnswer, { ok: true }> => {
  if (!answer.ok) throw new Error(`the join was refused: ${answer.error.code}`)
  return answer
}
