/** Conversations with seats that only write down what reaches them, in the order in which it does. */
import { createConversations } from '../../../../bff/conversations/conversations.ts'
import { systemClock } from '../../../../bff/deadline.ts'
import { createJoinRequests } from '../../../../bff/flows/join/requests.ts'
import type { Seat } from '../../../../bff/ports/requests.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'
import type { AssistEnvelope } from '../../../../shared/wire/assist.ts'
import type { JoinAnswer, JoinRequest, PlainAnswer } from '../../../../shared/wire/socket-events.ts'
import type { TokenClaims } from '../../../../shared/wire/token.ts'
import { createAloneStatus } from '../../../support/alone-status.ts'

export interface SeatedWidget {
  /** `answer 3`, `event 4`, in the order in which they were sent. */
  readonly sent: string[]
  readonly rooms: Set<string>
  /** Closes the connection: nothing that is sent arrives any more. */
  leaveForGood(): void
  join(more?: Partial<JoinRequest>): Promise<JoinAnswer>
  leave(conversationId: string): Promise<PlainAnswer>
}

export const openSeats = () => {
  let ids = 0
  const newId = (): string => `id-${ids++}`
  const store = createMemoryStore({ newId, clock: systemClock }).conversations
  const rooms = new Map<string, Set<(envelope: AssistEnvelope) => void>>()
  const open = (room: string): Set<(envelope: AssistEnvelope) => void> => {
    const members = new Set<(envelope: AssistEnvelope) => void>()
    store.follow(room, (notice) => {
      if (notice.kind === 'event') for (const send of members) send(notice.envelope)
    })
    rooms.set(room, members)
    return members
  }
  const conversations = createConversations({
    store,
    push: { followed: () => [] },
    status: createAloneStatus(),
    clock: systemClock,
    metrics: { conversationDropped: () => undefined, eventPublished: () => undefined },
    newId,
  })
  const takers = createJoinRequests(conversations)

  const seat = (claims: TokenClaims, alias: string): SeatedWidget => {
    const sent: string[] = []
    const entered = new Set<string>()
    const followed = new Map<string, string>()
    let isTaken = true
    const send = ({ seq }: AssistEnvelope): void => {
      sent.push(`event ${seq}`)
    }
    const place: Seat = {
      isTaken: () => isTaken,
      count: () => entered.size,
      follows: (conversationId) => entered.has(conversationId),
      followedBy: (by) => followed.get(by),
      enter: (conversationId, by) => {
        entered.add(conversationId)
        followed.set(by, conversationId)
        const members = rooms.get(conversationId) ?? open(conversationId)
        members.add(send)
      },
      leave: (conversationId, by) => {
        entered.delete(conversationId ?? '')
        followed.delete(by)
        rooms.get(conversationId ?? '')?.delete(send)
      },
      send,
      watch: () => undefined,
      sendBoard: () => undefined,
    }
    return {
      sent,
      rooms: entered,
      leaveForGood: () => {
        isTaken = false
      },
      join: (more) =>
        takers['conversation:join'](
          { conversationId: alias, ...more },
          {
            claims,
            seat: place,
            answerNow: (answer) => sent.push(answer.ok ? `answer ${answer.seq}` : answer.error.code),
          },
        ),
      leave: (conversationId) =>
        takers['conversation:leave']({ conversationId }, { claims, seat: place, answerNow: () => undefined }),
    }
  }

  let said = 0
  return {
    seat,
    /** The customer says so many things, each of them an event. */
    say: async (count: number, ids: { readonly conversationId: string; readonly interactionId?: string }) => {
      for (let n = 0; n < count; n += 1) {
        await conversations.hear(ids, { channel: 'stream', speaker: 'customer', text: `line ${said++}` })
      }
    },
    assignAgent: conversations.assignAgent,
  }
}
