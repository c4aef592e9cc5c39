/** What the command line asks for. */
import { parseArgs } from 'node:util'
import { readScaleOptions, SCALE_ARGUMENTS, SCALE_USAGE, type ScaleOptions } from './scale/options.ts'

export interface Options {
  /** How often each pair of sides is measured. */
  readonly rounds: number
  /** Names of scenarios, or parts of names; empty: all. */
  readonly only: readonly string[]
  /** Fewer and shorter rounds, to see that everything runs. Its figures prove nothing. */
  readonly quick: boolean
  /** How long each side of `panel` and of the board's page is looked at in a round. */
  readonly minutes: number
  /** A missed bar fails the process. */
  readonly strict: boolean
  /** Where the raw rounds go. */
  readonly json: string
  /** Folder for CPU profiles of the service under test; figures of such a run are not to be compared. */
  readonly profile: string | undefined
  readonly scale: ScaleOptions
}

export const USAGE = `usage: npm run bench -- [NAME]... [--rounds N] [--only NAME]... [--minutes N] [--quick] [--strict] [--json FILE] [--profile FOLDER]
  of scale: ${SCALE_USAGE}`

/** Reads `process.argv` without the first two; throws with a sentence for people. */
export const readOptions = (args: readonly string[], defaultJson: string): Options => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true },
      minutes: { type: 'string' },
      quick: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      json: { type: 'string', default: defaultJson },
      profile: { type: 'string' },
      ...SCALE_ARGUMENTS,
    },
  })
  const rounds = values.rounds === undefined ? (values.quick ? 2 : 5) : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50) throw new Error('--rounds takes 1 to 50')
  const minutes = values.minutes === undefined ? (values.quick ? 0.25 : 1) : Number(values.minutes)
  if (!(minutes > 0 && minutes <= 60)) throw new Error('--minutes takes a number up to 60')
  const { quick, strict, json, profile } = values
  const only = [...positionals, ...(values.only ?? [])]
  return { rounds, only, quick, minutes, strict, json, profile, scale: readScaleOptions(values) }
}
