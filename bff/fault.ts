/** A bug as the log may hold it: where it happened, not what was said (messages can quote what customers wrote). */
export const describeFault = (error: unknown): { readonly fault: string; readonly at: string } => {
  if (!(error instanceof Error)) return { fault: typeof error, at: '' }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    fault: error.name,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' < '),
  }
}

/** The code of a failed system call, such as `ECONNREFUSED`; never its message, which may hold an address. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown'
