/** Who listens to the agent-assist stream, and the frames that wait for somebody to listen. */
import { WebSocket } from 'ws'

interface Subscriber {
  readonly socket: WebSocket
  /** Silences in force: such a link is open as far as TCP can tell, but nothing comes over it. */
  silences: number
}

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
    const subscriber: Subscriber = { socket, silences: 0 }
    this.#live.push(subscriber)
    socket.on('close', () => {
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
      for (const { socket } of hearing) socket.send(frame, { binary: typeof frame !== 'string' })
    }
    this.#kept = []
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
