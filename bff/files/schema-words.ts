/** What does not fit a schema, in the words of people who wrote it by hand; never what was written, for it may be a secret. */
import { distance } from 'fastest-levenshtein'
import type * as z from 'zod/mini'
import { valueAt } from '../../shared/wire/problem.ts'

export interface Misfit {
  readonly path: readonly PropertyKey[]
  /** A predicate of what stands at the path. */
  readonly message: string
  /** Whether it is the name at the path that does not fit, not what stands there. */
  readonly isName: boolean
}

/** A name that is not known is a misspelt one where it differs by so few letters. */
const MOST_LETTERS_OFF = 2

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`

const KINDS: Readonly<Record<string, string>> = {
  record: 'object',
  int: 'whole number',
  array: 'list',
  string: 'text',
  nan: 'number',
}

const kind = (name: string): string => article(KINDS[name] ?? name)

const kindOf = (value: unknown): string =>
  value === null ? 'null' : kind(Array.isArray(value) ? 'array' : typeof value)

const bound = (word: 'least' | 'most', origin: string, limit: number | bigint, isInclusive: boolean): string => {
  if (origin === 'string') return `must have at ${word} ${limit} ${limit === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `must have at ${word} ${limit} ${limit === 1 ? 'entry' : 'entries'}`
  return isInclusive ? `must be at ${word} ${limit}` : `must be ${word === 'least' ? 'above' : 'below'} ${limit}`
}

const messageOf = (issue: z.core.$ZodIssue, value: unknown): string => {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'is missing' : `is ${kindOf(value)}, not ${kind(issue.expected)}`
    case 'too_small':
      return bound('least', issue.origin, issue.minimum, issue.inclusive !== false)
    case 'too_big':
      return bound('most', issue.origin, issue.maximum, issue.inclusive !== false)
    case 'invalid_value':
      return `must be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`
    default:
      return issue.message
  }
}

const shapeAt = (schema: unknown, path: readonly PropertyKey[]): readonly string[] => {
  const definition: unknown = Reflect.get(Object(schema), 'def')
  const inner: unknown = Reflect.get(Object(definition), 'innerType')
  if (inner !== undefined) return shapeAt(inner, path)
  const shape: unknown = Reflect.get(Object(schema), 'shape')
  const [key, ...rest] = path
  return key === undefined ? Object.keys(Object(shape)) : shapeAt(Reflect.get(Object(shape), key), rest)
}

/** One entry for each field that does not fit, in the order of the schema; none where all fit. */
export const misfits = (schema: z.ZodMiniType, value: unknown): readonly Misfit[] =>
  (schema.safeParse(value).error?.issues ?? []).flatMap((issue): readonly Misfit[] => {
    const found = valueAt(value, issue.path)
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: issue.path, message: messageOf(issue, found), isName: false }]
    }
    const known = shapeAt(schema, issue.path)
    return issue.keys.map((key) => {
      const meant = known.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= MOST_LETTERS_OFF)
      const message = `is no key that there is${meant === undefined ? '' : `: ${meant} is meant, probably`}`
      return { path: [...issue.path, key], message, isName: true }
    })
  })
