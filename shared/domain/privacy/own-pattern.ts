/** Expressions of an operator's own, for what only they call a secret. */

/** With Unicode's rules; `undefined` where it is no expression. */
export const compilePattern = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source, 'gu')
  } catch {
    return undefined
  }
}
