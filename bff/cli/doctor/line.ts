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

/** The code of a failed system call, such as `ECONNREFUSED`; never its message, which may hold an address. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown'

/** `work`, or `late` once the time is up. Whatever it still does then is nobody's concern. */
export const within = async <T>(ms: number, work: Promise<T>, late: () => T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const isLate = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms)
  })
  try {
    return await Promise.race([work, isLate])
  } finally {
    clearTimeout(timer)
  }
}
