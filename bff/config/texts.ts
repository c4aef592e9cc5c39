/** How the environment's texts are read. */

/** Parts between commas, without blanks around them; none of them is empty. */
export const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Blank counts as unset, and a stray newline at the end of a secret is not part of it. */
export const tidy = (
  raw: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = raw[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
