/** What both pages put on `window.bench` for the benchmark that opened them. */

export interface PageScore {
  /** In lower case. */
  readonly label: string
  readonly probability: number
}

export interface Burst {
  /** Milliseconds of each utterance, in the steps that the browser's clock has. */
  readonly each: readonly number[]
  /** Milliseconds of all of them: long enough for that clock. */
  readonly all: number
}

export interface Side {
  /** Milliseconds from the navigation to the score of the first utterance, which is in the address of the page. */
  readonly firstScoreAfter: Promise<number>
  /** The most probable label. */
  score(text: string): Promise<PageScore>
  /** One after the other, each when the score of the one before is there. */
  time(texts: readonly string[]): Promise<Burst>
}

declare global {
  interface Window {
    bench: Side
  }
}

export interface PageTask {
  /** Name of the model's folder. */
  readonly model: string
  /** The first utterance. */
  readonly text: string
}

export const taskOf = (address: string): PageTask => {
  const { searchParams } = new URL(address)
  return { model: searchParams.get('model') ?? '', text: searchParams.get('text') ?? '' }
}

/** Puts a scorer behind the door that the benchmark uses, and starts it with the first utterance. */
export const show = ({ text }: PageTask, score: (text: string) => Promise<PageScore>): void => {
  const firstScoreAfter = score(text).then(() => performance.now())
  const time = async (texts: readonly string[]): Promise<Burst> => {
    const each: number[] = []
    const startedAt = performance.now()
    let last = startedAt
    for (const one of texts) {
      await score(one)
      const now = performance.now()
      each.push(now - last)
      last = now
    }
    return { each, all: last - startedAt }
  }
  window.bench = { firstScoreAfter, score, time }
}
