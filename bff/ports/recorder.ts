/** `RECORD_LOG`: what came in, for playing it again (`cx-assist record`, `cx-assist replay`). */

/** A call of an upstream that a webhook led to. */
export interface RecordedCall {
  readonly upstream: string
  readonly operation: string
  readonly outcome: string
}

/** A webhook that its sender proved to be its own. */
export interface RecordedArrival {
  readonly path: string
  readonly raw: Buffer
  /** As its sender names the delivery; `undefined` where it does not. */
  readonly deliveryId: string | undefined
}

export interface RecordedEnd {
  /** What was answered; `undefined` where the connection was gone before. */
  readonly status: number | undefined
  /** The answer's JSON, of which the outcome is read and nothing else. */
  readonly body: unknown
  readonly ms: number
}

/** Never waits, never throws. */
export interface Recorder {
  /**
   * Runs `act` for one webhook and notes which upstreams were called meanwhile.
   *
   * @param act is given what writes the line, to be called once the answer is out
   */
  during<T>(arrival: RecordedArrival, act: (end: (told: RecordedEnd) => void) => Promise<T>): Promise<T>
}
