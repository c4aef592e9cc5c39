/** How deep and how large JSON of others may be before anything here reads it. */

/** Levels of arrays and objects. Far more than any bot sends, far less than what recursive code fails on. */
export const DEEPEST_JSON = 64
/** Members of objects and items of arrays, all levels together. */
export const MOST_JSON_VALUES = 10_000

export interface JsonExcess {
  readonly kind: 'too_deep' | 'too_many_values'
  /** The member of the outermost object under which it lies. A sender's own word: not to be quoted unless it is known. */
  readonly member: string | undefined
  /** What went beyond its limit, for a person. Quotes nothing that was sent. */
  readonly message: string
}

interface Level {
  readonly values: readonly unknown[]
  /** Names of the outermost object's members; elsewhere nobody asks. */
  readonly names: readonly string[] | undefined
  next: number
}

const levelOf = (value: unknown, isOutermost: boolean): Level | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return { values: value, names: undefined, next: 0 }
  return { values: Object.values(value), names: isOutermost ? Object.keys(value) : undefined, next: 0 }
}

/**
 * Looks through a parsed JSON value, once and without recursion: a value too deep for `JSON.stringify` is not too deep
 * for this. @returns what exceeds the limits, `undefined` where nothing does.
 */
export const findJsonExcess = (
  value: unknown,
  deepest = DEEPEST_JSON,
  mostValues = MOST_JSON_VALUES,
): JsonExcess | undefined => {
  const outermost = levelOf(value, true)
  if (outermost === undefined) return undefined
  const excess = (kind: JsonExcess['kind']): JsonExcess => ({
    kind,
    member: outermost.names?.[outermost.next - 1],
    message:
      kind === 'too_deep'
        ? `must not be nested more than ${deepest} levels deep`
        : `must not hold more than ${mostValues} values`,
  })
  const open: Level[] = [outermost]
  let counted = outermost.values.length
  if (counted > mostValues) return { ...excess('too_many_values'), member: undefined }
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    if (level.next === level.values.length) {
      open.pop()
      continue
    }
    const inner = levelOf(level.values[level.next], false)
    level.next += 1
    if (inner === undefined) continue
    if (open.length === deepest) return excess('too_deep')
    counted += inner.values.length
    if (counted > mostValues) return excess('too_many_values')
    open.push(inner)
  }
  return undefined
}
