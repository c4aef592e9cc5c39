/** Tells the host how the connection is: each change once. */
import type { StatusDetail } from '../events.ts'
import { connectionOf } from '../state/connection.ts'
import type { Moment } from '../state/moment.ts'
import type { AssistState } from '../state/state.ts'

export class StatusTeller {
  readonly #tell: (detail: StatusDetail) => void
  #told: StatusDetail = { status: 'idle', conversation: null }

  constructor(tell: (detail: StatusDetail) => void) {
    this.#tell = tell
  }

  changed(state: AssistState, now: Moment): void {
    const { conversation } = state
    const status = connectionOf(state, now).kind
    const asked = conversation.kind === 'none' ? null : conversation.asked
    if (status === this.#told.status && asked === this.#told.conversation) return
    this.#told = { status, conversation: asked }
    this.#tell(this.#told)
  }
}
