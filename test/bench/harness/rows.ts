/** Rows of the result: two sides measured in turn, and the bar between them. */
import { median } from './statistics.ts'

export type Bar =
  | { readonly kind: 'ratio-at-least' | 'ratio-at-most'; readonly value: number }
  /** Of ours over the baseline, in the unit of the row. */
  | { readonly kind: 'difference-at-most'; readonly value: number }
  /** Of ours alone; the baseline is there to compare. */
  | { readonly kind: 'ours-at-most'; readonly value: number }
  /** Of ours over `factor` times the baseline, in the unit of the row. */
  | { readonly kind: 'factor-plus-at-most'; readonly factor: number; readonly allowance: number }
  | { readonly kind: 'none' }

export interface Round<S> {
  readonly ours: S
  readonly baseline: S
}

export interface Row {
  readonly scenario: string
  /** What the figures are, for example `requests/s`. */
  readonly metric: string
  readonly baselineName: string
  readonly bar: Bar
  readonly rounds: readonly Round<number>[]
}

export interface Verdict {
  readonly ours: number
  readonly baseline: number
  /** Median of the ratios of each round, which noise that lasts longer than a round cannot move. */
  readonly ratio: number
  readonly difference: number
  readonly state: 'ok' | 'over' | 'info'
}

/** Measures both sides in turn, A B A B, so that a slow minute of the machine hits both. */
export const interleave = async <S>(
  rounds: number,
  sides: { readonly ours: () => Promise<S>; readonly baseline: () => Promise<S> },
): Promise<Round<S>[]> => {
  const measured: Round<S>[] = []
  for (let round = 0; round < rounds; round += 1) {
    const ours = await sides.ours()
    measured.push({ ours, baseline: await sides.baseline() })
  }
  return measured
}

/** One figure of each side of each round. */
export const figures = <S>(rounds: readonly Round<S>[], pick: (side: S) => number): Round<number>[] =>
  rounds.map(({ ours, baseline }) => ({ ours: pick(ours), baseline: pick(baseline) }))

const isMet = ({ bar, rounds }: Row, { ours, ratio, difference }: Omit<Verdict, 'state'>): boolean => {
  switch (bar.kind) {
    case 'ratio-at-least':
      return ratio >= bar.value
    case 'ratio-at-most':
      return ratio <= bar.value
    case 'difference-at-most':
      return difference <= bar.value
    case 'ours-at-most':
      return ours <= bar.value
    case 'factor-plus-at-most':
      return median(rounds.map((round) => round.ours - bar.factor * round.baseline)) <= bar.allowance
    case 'none':
      return true
  }
}

export const judge = (row: Row): Verdict => {
  const { rounds, bar } = row
  const facts = {
    ours: median(rounds.map(({ ours }) => ours)),
    baseline: median(rounds.map(({ baseline }) => baseline)),
    ratio: median(rounds.map(({ ours, baseline }) => ours / baseline)),
    difference: median(rounds.map(({ ours, baseline }) => ours - baseline)),
  }
  return { ...facts, state: bar.kind === 'none' ? 'info' : isMet(row, facts) ? 'ok' : 'over' }
}
