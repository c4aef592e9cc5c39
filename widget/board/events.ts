/** The events of `<cx-board>`, one class each. All bubble and cross shadow boundaries. */
import type { ErrorDetail, TokenExpiringDetail } from '../events.ts'

abstract class BoardDomEvent<Detail> extends Event {
  readonly detail: Detail

  constructor(type: string, detail: Detail) {
    super(type, { bubbles: true, composed: true })
    this.detail = detail
  }
}

export interface BoardOpenDetail {
  /** `null` once it was closed. */
  readonly conversation: string | null
}

/** Another conversation is open beside the list, or none. */
export class CxBoardOpenEvent extends BoardDomEvent<BoardOpenDetail> {
  constructor(detail: BoardOpenDetail) {
    super('cx-board-open', detail)
  }
}

/** The supervisor's token runs out in a minute: set a new `token`, and nobody notices. Told once for each token. */
export class CxBoardTokenExpiringEvent extends BoardDomEvent<TokenExpiringDetail> {
  constructor(detail: TokenExpiringDetail) {
    super('cx-board-token-expiring', detail)
  }
}

/** Something went wrong; on `unauthorized` set a new `token`, on `forbidden` one of a supervisor. */
export class CxBoardErrorEvent extends BoardDomEvent<ErrorDetail> {
  constructor(detail: ErrorDetail) {
    super('cx-board-error', detail)
  }
}

/** By name: what typed frameworks need to know. */
export interface CxBoardEventMap {
  'cx-board-open': CxBoardOpenEvent
  'cx-board-token-expiring': CxBoardTokenExpiringEvent
  'cx-board-error': CxBoardErrorEvent
}

declare global {
  interface HTMLElementEventMap extends CxBoardEventMap {}
}
