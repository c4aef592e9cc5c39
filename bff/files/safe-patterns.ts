/** Whether an operator's own expressions stay quick, whatever a customer writes. */
import { createRequire } from 'node:module'
import { LRUCache } from 'lru-cache'

/** Long enough for what anybody writes; an expression that takes longer to judge is refused. */
const JUDGE_WITHIN_MS = 5000
/** Chance is part of the judgement: the same expression is always judged alike. */
const SEED = 1

export type Judged = 'safe' | 'slow' | 'unknown'

/** Takes up to {@link JUDGE_WITHIN_MS}, and its thread waits for it. */
export const judge = (source: string): Judged => {
  // Loaded only where there is something to judge: it takes a quarter of a second. Its engine in JavaScript alone, which
  // needs neither Java nor another process.
  const { checkSync }: typeof import('recheck') = createRequire(import.meta.url)('recheck/lib/browser.js')
  const { status } = checkSync(source, 'u', { timeout: JUDGE_WITHIN_MS, randomSeed: SEED })
  return status === 'vulnerable' ? 'slow' : status
}

/** An edit of the rules file seldom changes its expressions. */
const known = new LRUCache<string, Judged>({ max: 200 })

/** Those that were not judged yet. */
export const unjudged = (sources: readonly string[]): readonly string[] =>
  sources.filter((source) => !known.has(source))

/** What was found of them elsewhere: to say why one is unsafe takes no time then. */
export const remember = (found: ReadonlyMap<string, Judged>): void => {
  for (const [source, judged] of found) known.set(source, judged)
}

/** Why an expression must not be used; `undefined` where it may. */
export const whyUnsafe = (source: string): string | undefined => {
  const judged = known.get(source) ?? judge(source)
  known.set(source, judged)
  switch (judged) {
    case 'safe':
      return undefined
    case 'slow':
      return 'can be made to take very long by what a customer writes: repeat nothing that is repeated already, or that may fit in two ways'
    case 'unknown':
      return 'could not be shown to stay quick: write it more simply, with neither look-around nor references back'
  }
}
