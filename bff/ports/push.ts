/** What reaches the widgets. */
import type { StatusData } from '../../shared/wire/assist.ts'

/** How the service itself is: what agents are told when live transcript or suggestions are not to be had. */
export interface ServiceStatus {
  current(): StatusData
}

/** The widgets that are connected to this process. */
export interface Push {
  /** Names of the conversations that a widget follows right now. */
  followed(): readonly string[]
}
