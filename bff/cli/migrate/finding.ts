/** What was found of one thing that an earlier version wrote. */
export interface Finding {
  readonly part: 'store' | 'index' | 'knowledge' | 'model' | 'rules'
  /** Its folder or file; `undefined`: the environment names none. */
  readonly place: string | undefined
  readonly found: string
  readonly wanted: string
  /** `old`: it can be brought up here. `refused`: this version does not read it. */
  readonly state: 'current' | 'old' | 'refused'
  /** A sentence: what would be done, or what the operator has to do. */
  readonly todo: string
}

export const NOTHING = 'nothing to do'

/** A line a finding, under a head. */
export const findingsTable = (findings: readonly Finding[]): string => {
  const rows = [
    ['part', 'found', 'wanted', ''],
    ...findings.map(({ part, found, wanted, place, todo }) => [
      part,
      found,
      wanted,
      place === undefined ? todo : `${place}: ${todo}`,
    ]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
