/** What does not fit a webhook's schema, as findings with mends. The schemas are the BFF's own. */
import type * as z from 'zod/mini'
import { valueAt } from '../wire/problem.ts'
import type { HandoverFinding } from '../wire/vocabulary.ts'
import { likelyField } from './likely-field.ts'

type Finding = HandoverFinding

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.')

const typeName = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'an array'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`

/** @param known the fields that the schema has beside the missing one */
const missing = (path: readonly PropertyKey[], body: unknown, known: readonly string[]): Finding => {
  const name = String(path.at(-1) ?? '')
  const parent = path.slice(0, -1)
  const instead = likelyField(name, keysOf(valueAt(body, parent)), known)
  // A field one level too high is the commonest mistake between the webhooks: sessionId for session.id.
  const above = parent.length > 0 ? likelyField(`${dotted(parent)}${name}`, keysOf(body), []) : undefined
  const there = parent.length === 0 ? undefined : keysOf(body).find((key) => key === name)
  const fix =
    instead !== undefined
      ? `rename ${dotted([...parent, instead])} to ${dotted(path)}`
      : (above ?? there) !== undefined
        ? `move ${above ?? there} to ${dotted(path)}`
        : `add ${dotted(path)}`
  return { path: dotted(path), code: 'missing', message: 'is missing', fix, severity: 'error' }
}

const wrongType = (path: readonly PropertyKey[], value: unknown, expected: string): Finding => {
  const isNumberInQuotes =
    expected === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
  const fix = isNumberInQuotes
    ? 'send it without quotes'
    : expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
      ? 'send it in quotes'
      : `send ${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`
  const message = `is ${typeName(value)}, not ${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`
  return { path: dotted(path), code: 'wrong_type', message, fix, severity: 'error' }
}

const shapeAt = (schema: z.ZodMiniType, path: readonly PropertyKey[]): readonly string[] => {
  let current: unknown = schema
  for (const key of path) current = shapeOf(current)?.[String(key)]
  return Object.keys(shapeOf(current) ?? {})
}

const shapeOf = (schema: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (typeof schema !== 'object' || schema === null || !('shape' in schema)) return undefined
  const { shape } = schema
  return typeof shape === 'object' && shape !== null ? Object.fromEntries(Object.entries(shape)) : undefined
}

/** One finding for each field that does not fit, in the order of the schema. */
export const schemaFindings = (schema: z.ZodMiniType, body: unknown): readonly Finding[] => {
  const result = schema.safeParse(body)
  if (result.success) return []
  return result.error.issues.map((issue): Finding => {
    const value = valueAt(body, issue.path)
    if (issue.path.length > 0 && value === undefined) {
      return missing(issue.path, body, shapeAt(schema, issue.path.slice(0, -1)))
    }
    if (issue.code === 'invalid_type')
      return wrongType(issue.path, value, issue.expected === 'record' ? 'object' : String(issue.expected))
    const path = dotted(issue.path)
    return { path, code: 'invalid', message: issue.message, fix: 'send a value in these bounds', severity: 'error' }
  })
}
