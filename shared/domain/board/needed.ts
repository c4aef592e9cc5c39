/** When a conversation needed somebody, and how many did so at once, minute by minute, for an hour. */

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const HOUR_MS = HOUR_MINUTES * MINUTE_MS
/** Of one conversation in an hour: whoever needs somebody more often was not helped in between. */
const MOST_SPELLS = 30

/** A time in which a conversation needed somebody, in milliseconds since 1970. Without an end it still does. */
export interface Spell {
  readonly since: number
  readonly until?: number | undefined
}

const isOpen = ({ until }: Spell): boolean => until === undefined

/**
 * The spells of a conversation after a change, those of the last hour alone.
 *
 * @param spells oldest first; only the last one may be without an end
 * @param isNeeded whether it needs somebody now
 * @param now milliseconds since 1970
 */
export const neededOn = (spells: readonly Spell[], isNeeded: boolean, now: number): readonly Spell[] => {
  if (spells.some(isOpen) === isNeeded) return spells
  const recent = spells.filter(({ until = now }) => now - until < HOUR_MS)
  if (isNeeded) return [...recent, { since: now }].slice(-MOST_SPELLS)
  return recent.map(({ since, until = now }) => ({ since, until }))
}

/** Of two conversations that turn out to be one: it needed somebody while either did. */
export const neededTogether = (one: readonly Spell[], other: readonly Spell[]): readonly Spell[] => {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one
  const together: Spell[] = []
  for (const spell of [...one, ...other].toSorted((a, b) => a.since - b.since)) {
    const last = together.at(-1)
    if (last === undefined || (last.until !== undefined && last.until < spell.since)) together.push(spell)
    else if (last.until !== undefined) {
      together.pop()
      together.push(
        spell.until === undefined
          ? { since: last.since }
          : { since: last.since, until: Math.max(last.until, spell.until) },
      )
    }
  }
  return together.slice(-MOST_SPELLS)
}

/**
 * For each minute up to now, oldest first and 60 at most, how many needed somebody at once when it was worst.
 *
 * @param since of what was before that, nothing is known; milliseconds since 1970, as `now`
 */
export const lastHourOf = (spells: readonly Spell[], since: number, now: number): number[] => {
  const steps = spells
    .flatMap(({ since: at, until = Number.POSITIVE_INFINITY }) => [
      { at, by: 1 },
      { at: until, by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || b.by - a.by)
  let next = 0
  let standing = 0
  /** @returns the most that it was on the way */
  const goTo = (moment: number): number => {
    let most = standing
    for (let step = steps[next]; step !== undefined && step.at <= moment; step = steps[next]) {
      standing += step.by
      most = Math.max(most, standing)
      next += 1
    }
    return most
  }
  const minutes = Math.min(HOUR_MINUTES, Math.max(1, Math.ceil((now - since) / MINUTE_MS)))
  goTo(now - minutes * MINUTE_MS)
  return Array.from({ length: minutes }, (_, minute) => goTo(now - (minutes - 1 - minute) * MINUTE_MS))
}
