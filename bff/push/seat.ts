/** A socket as the seat of a widget: its rooms are the conversations that it follows. */
import type { Seat } from '../ports/requests.ts'
import { boardRoom, isBoardRoom } from './board-rooms.ts'
import type { WidgetSocket } from './widget-sockets.ts'

export const createSeat = (socket: WidgetSocket): Seat => {
  const followed = new Map<string, string>()
  return {
    isTaken: () => socket.connected,
    // A socket is in a room of its own besides, and may be in that of a board.
    count: () => [...socket.rooms].filter((room) => room !== socket.id && !isBoardRoom(room)).length,
    follows: (conversationId) => socket.rooms.has(conversationId),
    followedBy: (alias) => followed.get(alias),
    enter: (conversationId, alias) => {
      followed.set(alias, conversationId)
      socket.join(conversationId)
    },
    leave: (conversationId, alias) => {
      if (conversationId !== undefined) socket.leave(conversationId)
      followed.delete(alias)
    },
    send: (envelope) => {
      socket.emit('assist', envelope)
    },
    watch: (view) => {
      socket.join(boardRoom(view))
    },
    sendBoard: (push) => {
      socket.emit('board', push)
    },
  }
}
