/** Which skill group a recognised intent goes to (docs/contract.md 1.1). */
import type { RoutingRules } from '../../rules.ts'

/** What the bot understood; `score` in [0, 1]. */
export interface RecognisedIntent {
  readonly name: string
  readonly score: number
}

export type RoutingDecision =
  | { readonly kind: 'bot_fallback'; readonly reason: 'low_confidence' }
  | { readonly kind: 'route'; readonly skill: string; readonly unmapped: boolean }

/**
 * The gate, then the map: a score equal to the threshold routes; an intent that is not in the map goes to the default group.
 *
 * @param intent `undefined` where the bot recognised nothing, which no threshold lets through
 */
export const decideRouting = (intent: RecognisedIntent | undefined, rules: RoutingRules): RoutingDecision => {
  if (intent === undefined || !(intent.score >= rules.confidenceThreshold))
    return { kind: 'bot_fallback', reason: 'low_confidence' }
  const isMapped = Object.hasOwn(rules.intentToSkill, intent.name)
  const mapped = isMapped ? rules.intentToSkill[intent.name] : undefined
  return { kind: 'route', skill: mapped ?? rules.defaultSkill, unmapped: mapped === undefined }
}

/** All that the rules may route to, each once. */
export const skillsOf = ({ intentToSkill, defaultSkill, overflowSkill }: RoutingRules): readonly string[] => [
  ...new Set([...Object.values(intentToSkill), defaultSkill, overflowSkill]),
]

export interface SkillChoice {
  readonly skill: string
  /** The wanted group, where nobody in it was available. */
  readonly overflowFrom?: string
}

/**
 * @param availableAgents people available in `skill` right now; `undefined` where it is not known (the check is off or
 *   failed), which never stands in the way of routing.
 */
export const chooseSkill = (skill: string, availableAgents: number | undefined, rules: RoutingRules): SkillChoice => {
  const nobodyThere = availableAgents === 0
  if (!nobodyThere || skill === rules.overflowSkill) return { skill }
  return { skill: rules.overflowSkill, overflowFrom: skill }
}
