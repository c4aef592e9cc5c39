/** What follows from frustration: what agents see, and what Cognigy is told (docs/contract.md 1.3, 7.2). */
import type { Rules } from '../../rules.ts'
import type { EscalationLevel } from '../../wire/vocabulary.ts'
import { comparable } from '../conversation/utterances.ts'
import { levelOf } from './frustration.ts'

type EscalationRules = Rules['escalation']

const SEVERITY: Readonly<Record<EscalationLevel, number>> = { standard: 0, supervisor: 1, manager: 2 }

export const isHigher = (level: EscalationLevel, other: EscalationLevel): boolean => SEVERITY[level] > SEVERITY[other]

/**
 * The level that agents see. It rises as soon as the score reaches a cut and falls only once the score is more than
 * `hysteresis` below it, so that a score that hovers there does not flicker.
 *
 * @param shown the level they see now
 */
export const shownLevel = (
  score: number,
  shown: EscalationLevel,
  { matrix, hysteresis }: Pick<EscalationRules, 'matrix' | 'hysteresis'>,
): EscalationLevel => {
  const plain = levelOf(score, matrix)
  if (!isHigher(shown, plain)) return plain
  // One cut at a time: what is well below the upper one may still hover at the lower one.
  const held = levelOf(Math.min(1, score + hysteresis), matrix)
  return isHigher(held, shown) ? shown : held
}

/** Where a level leads. */
export const targetOf = (
  level: EscalationLevel,
  { matrix }: Pick<EscalationRules, 'matrix'>,
): { readonly flow: string; readonly node: string } => {
  const band = matrix.find((each) => each.level === level) ?? matrix[0]
  return { flow: band?.targetFlow ?? '', node: band?.targetNode ?? '' }
}

/** What a session was last escalated to. */
export interface Triggered {
  readonly level: EscalationLevel
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * What Cognigy is to be told:
 * - `data`: the figures, and nothing else happens in the flow;
 * - `trigger`: the figures, and the flow goes on at the level's target;
 * - `nothing`: this level, or a higher one, was triggered so lately that telling it again would only interrupt the flow.
 */
export type Telling = 'data' | 'trigger' | 'nothing'

/** @param now milliseconds since 1970 */
export const decideTelling = (
  level: EscalationLevel,
  last: Triggered | undefined,
  now: number,
  { coolDownSeconds, redirectOnStandard }: Pick<EscalationRules, 'coolDownSeconds' | 'redirectOnStandard'>,
): Telling => {
  if (level === 'standard') return redirectOnStandard ? 'trigger' : 'data'
  const isCoolingDown = last !== undefined && now - last.at < coolDownSeconds * 1000
  return isCoolingDown && !isHigher(level, last.level) ? 'nothing' : 'trigger'
}

/** A language without region or script, in small letters; `''` where nothing is said. */
export const primaryLanguage = (code: string): string => code.trim().toLowerCase().split(/[-_]/u)[0] ?? ''

/** `en`, `en-US` and `EN_gb` are all English. Nothing said is taken for the first language that is spoken. */
export const isSpoken = (
  language: string | undefined,
  allowed: readonly string[],
  spoken: readonly string[],
): boolean => {
  const wanted = primaryLanguage(language ?? '')
  if (wanted === '') return true
  const holds = (codes: readonly string[]): boolean => codes.some((code) => primaryLanguage(code) === wanted)
  return holds(allowed) && holds(spoken)
}

/** Entries of a history that name whose turn they are; anything else is the customer's, as Cognigy sends it. */
const OTHERS = new Set(['bot', 'agent', 'assistant', 'system'])

const saidBy = (entry: object): string | undefined => {
  for (const key of ['speaker', 'role', 'source']) {
    const value: unknown = Reflect.get(entry, key)
    if (typeof value === 'string') return value.toLowerCase()
  }
  return undefined
}

/**
 * What the customer said, oldest first, blank and foreign entries left out. `userInput` is the newest unless the history
 * ends with it already.
 *
 * @param limit at most so many, the newest
 * @param keyOf equal where two texts are the same
 */
export const customerUtterances = (
  history: readonly unknown[],
  userInput: string,
  limit: number,
  keyOf: (text: string) => string = comparable,
): readonly string[] => {
  const earlier = history.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return []
    const text: unknown = Reflect.get(entry, 'userInput')
    const isCustomers = !OTHERS.has(saidBy(entry) ?? '')
    return typeof text === 'string' && text.trim() !== '' && isCustomers ? [text] : []
  })
  const last = earlier.at(-1)
  const isNew = userInput.trim() !== '' && (last === undefined || keyOf(last) !== keyOf(userInput))
  return (isNew ? [...earlier, userInput] : earlier).slice(-limit)
}
