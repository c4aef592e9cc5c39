import type { Options } from '../options.ts'
import type { Row } from './rows.ts'

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
