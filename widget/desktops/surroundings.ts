/**
 * The one way between a hosted panel and the page around it. Heard is `window.parent` alone, and only from origins that the
 * operator named; what is sent is addressed to such an origin, never to everybody.
 */

export interface SurroundingsParts {
  readonly inside: Window
  readonly origins: readonly string[]
  /** What the page around said. Whatever it is: it may come from any program. */
  heard(data: unknown): void
  /** The page around is of an origin that was not named. Told once. */
  strange(origin: string): void
}

export class Surroundings {
  readonly #parts: SurroundingsParts
  #origin: string | undefined
  #isStrange = false

  constructor(parts: SurroundingsParts) {
    this.#parts = parts
    parts.inside.addEventListener('message', this.#hear)
    const around = this.#browsersWord
    if (around === undefined) return
    if (parts.origins.includes(around)) this.#origin = around
    else this.#wonder(around)
  }

  /** Of the page around, once it is known. */
  get origin(): string | undefined {
    return this.#origin
  }

  /** Until it is known who is around, each that may be is addressed: browsers deliver to the one that is. */
  say(message: unknown): void {
    const { inside, origins } = this.#parts
    if (inside.parent === inside) return
    for (const origin of this.#origin === undefined ? origins : [this.#origin]) {
      inside.parent.postMessage(message, origin)
    }
  }

  close(): void {
    this.#parts.inside.removeEventListener('message', this.#hear)
  }

  readonly #hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    const { inside, origins, heard } = this.#parts
    if (inside.parent === inside || source !== inside.parent) return
    if (!origins.includes(origin)) {
      this.#wonder(origin)
      return
    }
    this.#origin = origin
    heard(data)
  }

  #wonder(origin: string): void {
    if (this.#isStrange) return
    this.#isStrange = true
    // Whoever opened this is still being told what it opened.
    queueMicrotask(() => this.#parts.strange(origin))
  }

  /** Not every browser says who is around. */
  get #browsersWord(): string | undefined {
    const { location } = this.#parts.inside
    return 'ancestorOrigins' in location ? (location.ancestorOrigins[0] ?? undefined) : undefined
  }
}
