/** A widget comes to a conversation: let in or not, told what it missed, and sent all that happens from then on. */

import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { JoinAnswer } from '../../../shared/wire/socket-events.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Taker } from '../../ports/requests.ts'
import { NOT_COVERED, refuse } from '../../refusals.ts'
import { isCovered } from './access.ts'
import { welcomeTo } from './welcome.ts'

/** More than any agent has chats, and so few that one widget costs little. */
export const MOST_FOLLOWED = 200
const TOO_MANY = refuse('too_many_rooms', `a widget follows at most ${MOST_FOLLOWED} conversations`)

export const createJoin =
  (conversations: Pick<Conversations, 'join'>): Taker<'conversation:join'> =>
  async (request, { claims, seat, answerNow }) => {
    const { conversationId: alias } = request
    let answer: JoinAnswer = NOT_COVERED
    await conversations.join({
      alias,
      // A token that names a conversation may wait for it; others learn of it once it has their agent.
      mayCreate: isCovered(claims, alias, undefined),
      admits: (record: ConversationRecord) => {
        if (!isCovered(claims, alias, record)) {
          answer = NOT_COVERED
          return false
        }
        // Joins that wait count only once they are in.
        const isFull = seat.count() >= MOST_FOLLOWED && !seat.follows(record.conversationId)
        if (isFull) answer = TOO_MANY
        return !isFull
      },
      // All at once: what is published next must find it in the room, behind its answer and what it missed.
      admitted: (record) => {
        const welcome = welcomeTo(record, request, claims.sub)
        answer = welcome.answer
        if (!seat.isTaken()) return
        answerNow(welcome.answer)
        for (const envelope of welcome.missed) seat.send(envelope)
        seat.enter(record.conversationId, alias)
      },
    })
    return answer
  }
