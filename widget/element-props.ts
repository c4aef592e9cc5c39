/** What frameworks may set on `<cx-assist>` and `<cx-board>`. Types only. */
import type { CxBoard } from './board/cx-board.ts'
import type { CxBoardEventMap } from './board/events.ts'
import type { CxAssist } from './cx-assist.ts'
import type { CxAssistEventMap } from './events.ts'

type Settable =
  | 'bff'
  | 'token'
  | 'conversation'
  | 'theme'
  | 'density'
  | 'lang'
  | 'model'
  | 'sentiment'
  | 'transcript'
  | 'composer'
  | 'composerOrigin'
  | 'shortcut'
  | 'keys'
  | 'keyStore'
  | 'createScorer'

export type CxAssistProps = { [Name in Settable]?: CxAssist[Name] | undefined } & {
  /** `sound`, `desktop`, or both with a space between. */
  'escalation-notice'?: string | undefined
}

/** `oncx-assist-insert` and the like. */
export type CxAssistListeners = {
  [Name in keyof CxAssistEventMap as `on${Name}`]?: ((event: CxAssistEventMap[Name]) => void) | undefined
}

export type CxBoardProps = { [Name in 'bff' | 'token' | 'theme' | 'density' | 'lang']?: CxBoard[Name] | undefined }

/** `oncx-board-open` and the like. */
export type CxBoardListeners = {
  [Name in keyof CxBoardEventMap as `on${Name}`]?: ((event: CxBoardEventMap[Name]) => void) | undefined
}
