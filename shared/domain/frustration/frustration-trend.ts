/** Where a conversation's frustration goes, and what moved it. */
import type { ScoredUtterance } from '../../wire/assist.ts'

export type Trend = 'rising' | 'steady' | 'falling'

/** How much the figure must move over the last two utterances to be worth an arrow. */
export const TREND_STEP = 0.05
/** How much one utterance must add to be named. */
const NAMED_RISE = 0.08

/** @param recent oldest first */
export const trendOf = (recent: readonly Pick<ScoredUtterance, 'score'>[]): Trend => {
  const newest = recent.at(-1)
  const before = recent.at(-3) ?? recent[0]
  if (newest === undefined || before === undefined) return 'steady'
  const moved = newest.score - before.score
  if (moved >= TREND_STEP) return 'rising'
  return moved <= -TREND_STEP ? 'falling' : 'steady'
}

/**
 * The utterance that raised the figure most, if one is worth naming: what was made good since is not. The first one of all
 * counts from nothing.
 *
 * @param recent oldest first
 */
export const riseOf = (recent: readonly ScoredUtterance[]): ScoredUtterance | undefined => {
  const now = recent.at(-1)?.score ?? 0
  let most: { readonly utterance: ScoredUtterance; readonly by: number } | undefined
  for (const [i, utterance] of recent.entries()) {
    const before = recent[i - 1]?.score ?? 0
    const by = utterance.score - before
    if (by >= NAMED_RISE && now - before >= NAMED_RISE && by > (most?.by ?? 0)) most = { utterance, by }
  }
  return most?.utterance
}
