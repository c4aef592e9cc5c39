/** Rooms of boards, beside those of conversations: one for each view, named as no conversation can be. */
import type { Boards } from '../ports/push.ts'
import type { WidgetServer } from './widget-sockets.ts'

/** No id holds a control character. */
const MARK = '\u0001'

export const boardRoom = (view: string): string => `${MARK}${view}`
export const isBoardRoom = (room: string): boolean => room.startsWith(MARK)

export interface BoardRooms extends Boards {
  /** Boards connected right now. */
  count(): number
}

export const createBoardRooms = (io: WidgetServer): BoardRooms => {
  const { adapter } = io.sockets
  return {
    tell: (view, push) => {
      io.to(boardRoom(view)).emit('board', push)
    },
    onLeft: (listener) => {
      adapter.on('delete-room', (room: string) => {
        if (isBoardRoom(room)) listener(room.slice(MARK.length))
      })
    },
    count: () => [...adapter.rooms].reduce((sum, [room, members]) => (isBoardRoom(room) ? sum + members.size : sum), 0),
  }
}
