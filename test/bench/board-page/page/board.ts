/** A supervisor's page: the board as an integrator embeds it, or no more than a socket that is sent the same. */
import { io } from 'socket.io-client'
import { type Observed, observe } from '../../panel/page/observed.ts'

export type BoardSide = 'element' | 'bare'

export interface BoardTask {
  readonly side: BoardSide
  readonly bff: string
  readonly token: string
}

/** What the benchmark asks the page. */
export interface BoardPage {
  /** Resolves once all rows came; those of the element may still have to be drawn. */
  readonly ready: Promise<void>
  /** What was noted since it was asked last. */
  observed(): Observed
}

declare global {
  interface Window {
    boardPage: BoardPage
  }
}

const { side, bff, token }: BoardTask = JSON.parse(decodeURIComponent(location.hash.slice(1)))

const style = document.createElement('style')
style.textContent = 'body { margin: 0 } cx-board { height: 100vh }'
document.head.append(style)

const element = (): Promise<void> => {
  const board = document.createElement('cx-board')
  board.setAttribute('bff', bff)
  board.setAttribute('token', token)
  document.body.append(board)
  const script = document.createElement('script')
  script.type = 'module'
  script.crossOrigin = 'anonymous'
  script.src = `${bff}/widget/board/cx-board.js`
  return new Promise((resolve, reject) => {
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${script.src} could not be loaded`))
    document.head.append(script)
  })
}

/** The same rows asked for, the same pushes received, and nothing made of them. */
const bare = (): Promise<void> => {
  const socket = io(bff, { transports: ['websocket'], auth: { token } })
  socket.on('board', () => undefined)
  return new Promise((resolve) => {
    socket.once('connect', () => socket.emit('board:join', {}, () => resolve()))
  })
}

window.boardPage = { ready: side === 'element' ? element() : bare(), observed: observe(document.body) }
