/** What an operator should mend in a rules file before the service reads it. */
import { jsonPositions } from './json-positions.ts'
import { parseRules, type RulesProblem } from './rules-file.ts'

/** All that the service would refuse, and names that stand twice in one place, of which only the last one would count. */
export const rulesProblems = (text: string): readonly RulesProblem[] => {
  const reading = parseRules(text)
  const refused = reading.ok ? [] : reading.problems
  const repeated = jsonPositions(text)
    .repeated()
    .map(
      ({ path, line, column }): RulesProblem => ({
        path: path.join('.'),
        message: 'stands here a second time, and only the last one counts: leave one',
        at: { line, column },
      }),
    )
  const all = [...refused, ...repeated]
  return all.sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0))
}
