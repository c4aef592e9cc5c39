/** `/widget/board/cx-board.js` and `cx-assist/board`: the board, with `<cx-board>` named. */
import { define } from '../define.ts'
import { CxBoard } from './cx-board.ts'

export * from './events.ts'
export { CxBoard }

define('cx-board', CxBoard)
