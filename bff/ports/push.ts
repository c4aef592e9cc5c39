/** What reaches the widgets. */
import type { StatusData } from '../../shared/wire/assist.ts'
import type { BoardPush } from '../../shared/wire/board.ts'

/** How the service itself is: what agents are told when live transcript or suggestions are not to be had. */
export interface ServiceStatus {
  current(): StatusData
}

/** The boards that are connected to this process. Those that see the same have one view. */
export interface Boards {
  /** Sends it to each board of the view. */
  tell(view: string, push: BoardPush): void
  /** Calls back when the last board of a view has gone. */
  onLeft(listener: (view: string) => void): void
}

/** The widgets that are connected to this process. */
export interface Push {
  /** Names of the conversations that a widget follows right now. */
  followed(): readonly string[]
}
