/** Who listens to the agent-assist stream, and the frames that wait for somebody to listen. */
import { WebSocket } from 'ws'

interface Sent {
  readonly frame: string | Buffer
  readonly at: number
}

interface Subscriber {
  readonly socket: WebSocket
  /** The newest last. */
  sent: Sent[]
  /** Silences in force: such a link is open as far as TCP can tell, but nothing comes over it. */
  silences: number
}

/** Of a listener that is gone without a word nobody knows what it still read of what came last. */
const IN_DOUBT_MS = 2000
const GONE_WITHOUT_A_WORD = 1006

export class Subscribers {
  #live: Subscriber[] = []
  #kept: (string | Buffer)[] = []
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get count(): number {
    return this.#live.length
  }

  get keptCount(): number {
    return this.#kept.length
  }

  /** Takes a new subscriber in and hands it what was kept. */
  add(socket: WebSocket): void {
    const subscriber: Subscriber = { socket, sent: [], silences: 0 }
    this.#live.push(subscriber)
    socket.on('close', (code) => {
      if (code === GONE_WITHOUT_A_WORD && this.#live.includes(subscriber)) this.#keepAgain(subscriber)
      this.#live = this.#live.filter((other) => other !== subscriber)
    })
    // Without a listener the error of a cut connection would end the process; `close` follows and tidies up.
    socket.on('error', () => undefined)
    socket.on('ping', (data) => {
      if (this.#hears(subscriber)) socket.pong(data)
    })
    this.flush()
  }

  /** Sends to everybody who hears, or keeps the frame for the next who does; the oldest kept frame goes first. */
  publish(frame: string | Buffer): void {
    this.#kept.push(frame)
    if (this.#kept.length > this.#capacity) this.#kept.shift()
    this.flush()
  }

  flush(): void {
    const hearing = this.#live.filter((subscriber) => this.#hears(subscriber))
    if (hearing.length === 0) return
    for (const frame of this.#kept) {
      for (const subscriber of hearing) this.#send(subscriber, frame)
    }
    this.#kept = []
  }

  #send(subscriber: Subscriber, frame: string | Buffer): void {
    const at = performance.now()
    subscriber.socket.send(frame, { binary: typeof frame !== 'string' })
    subscriber.sent = [...subscriber.sent.filter((each) => at - each.at < IN_DOUBT_MS), { frame, at }]
  }

  /** Told once more to whoever comes next: utterances have ids, and who heard one knows it. */
  #keepAgain({ sent }: Subscriber): void {
    if (this.#live.length > 1) return
    const now = performance.now()
    const inDoubt = sent.filter(({ at }) => now - at < IN_DOUBT_MS).map(({ frame }) => frame)
    this.#kept = [...inDoubt, ...this.#kept].slice(-this.#capacity)
  }

  /** Not kept: a heartbeat that nobody hears is worth nothing. */
  sendNow(frame: string | Buffer): void {
    for (const subscriber of this.#live) {
      if (this.#hears(subscriber)) subscriber.socket.send(frame, { binary: typeof frame !== 'string' })
    }
  }

  silence(ms: number): void {
    const silenced = [...this.#live]
    for (const subscriber of silenced) subscriber.silences += 1
    setTimeout(() => {
      for (const subscriber of silenced) subscriber.silences -= 1
      this.flush()
    }, ms).unref()
  }

  /** With a code an orderly close, without one the cable is pulled. */
  drop(code: number | undefined): void {
    for (const { socket } of this.#live) {
      if (code === undefined) socket.terminate()
      else socket.close(code)
    }
    // A socket that is closing hears nothing more, even before its `close` event.
    this.#live = []
  }

  #hears({ socket, silences }: Subscriber): boolean {
    return socket.readyState === WebSocket.OPEN && silences === 0
  }
}
