/** The policy of the rules in force, compiled once for as long as they are. */
import { createPolicy, type Policy } from '../shared/domain/policy/policy.ts'
import type { Rules } from '../shared/rules.ts'

export const createCurrentPolicy = (rules: () => Rules): (() => Policy) => {
  let compiledFrom = rules().policy
  let policy = createPolicy(compiledFrom)
  return () => {
    if (rules().policy !== compiledFrom) {
      compiledFrom = rules().policy
      policy = createPolicy(compiledFrom)
    }
    return policy
  }
}
