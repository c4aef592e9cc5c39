/** How much of what is to be loaded is here: never less than was told before, and told in steps of a hundredth. */

export class Progress {
  readonly #tell: (progress: number) => void
  #total = 0
  #loaded = 0
  #told = -1

  constructor(tell: (progress: number) => void) {
    this.#tell = tell
  }

  /** So many bytes more are to come. */
  expect(bytes: number): void {
    this.#total += bytes
  }

  readonly add = (bytes: number): void => {
    this.#loaded += bytes
    const progress = this.#total === 0 ? 0 : Math.floor(Math.min(1, this.#loaded / this.#total) * 100) / 100
    if (progress <= this.#told) return
    this.#told = progress
    this.#tell(progress)
  }
}
