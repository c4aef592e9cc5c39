import type { Options } from '../options.ts'
import type { Row } from './rows.ts'

/** Something that the scenario needs is not here. The message is one sentence that says what to do about it. */
export class NotMeasured extends Error {}

export interface Context {
  readonly options: Options
  /** A count or a time of a full run, cut down where `--quick` asks for it. */
  scaled(full: number): number
  /** Tells people what is going on; standard error, so that the table stays alone on standard output. */
  say(line: string): void
}

export interface Scenario {
  readonly name: string
  readonly about: string
  run(context: Context): Promise<readonly Row[]>
}
