/** What the doctor says of one thing: a line, and how to mend it where it is not well. */

export type LineState = 'ok' | 'warn' | 'fail' | 'skip'

export interface Line {
  readonly name: string
  readonly state: LineState
  /** For a person; holds no secret. */
  readonly detail: string
  /** How to mend it; with `warn` and `fail`. */
  readonly fix?: string
}

export const ok = (name: string, detail: string): Line => ({ name, state: 'ok', detail })
export const warn = (name: string, detail: string, fix: string): Line => ({ name, state: 'warn', detail, fix })
export const fail = (name: string, detail: string, fix: string): Line => ({ name, state: 'fail', detail, fix })
/** Not examined, since something that it needs is not well: one fault is one `fail`. */
export const skip = (name: string, because: string): Line => ({ name, state: 'skip', detail: `because ${because}` })

export const isWell = ({ state }: Line): boolean => state === 'ok' || state === 'warn'
