/** What does not fit a webhook's schema, as findings with mends. The schemas are the BFF's own. */
import * as z from 'zod/mini'
import { unused } from '../wire/lenient.ts'
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

const addition = (path: readonly PropertyKey[]): string => `add ${dotted(path)}`

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
        : addition(path)
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

type Shape = Readonly<Record<string, z.core.$ZodType>>

/** The fields of an object schema, also where it may be nothing or is read further. */
const shapeOf = (schema: z.core.$ZodType | undefined): Shape => {
  if (schema instanceof z.ZodMiniObject) return schema.shape
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniNullable) return shapeOf(schema.def.innerType)
  if (!(schema instanceof z.ZodMiniPipe)) return {}
  return { ...shapeOf(schema.def.in), ...shapeOf(schema.def.out) }
}

const shapeAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): Shape =>
  shapeOf(path.reduce<z.core.$ZodType | undefined>((current, key) => shapeOf(current)[String(key)], schema))

/** One finding for each field that does not fit, in the order of the schema. */
export const schemaFindings = (schema: z.ZodMiniType, body: unknown): readonly Finding[] => {
  const result = schema.safeParse(body)
  if (result.success) return []
  return result.error.issues.map((issue): Finding => {
    const value = valueAt(body, issue.path)
    if (issue.path.length > 0 && value === undefined) {
      return missing(issue.path, body, Object.keys(shapeAt(schema, issue.path.slice(0, -1))))
    }
    if (issue.code === 'invalid_type')
      return wrongType(issue.path, value, issue.expected === 'record' ? 'object' : String(issue.expected))
    const path = dotted(issue.path)
    return { path, code: 'invalid', message: issue.message, fix: 'send a value in these bounds', severity: 'error' }
  })
}

/** Fields that may be missing, and do, beside one that was probably meant for them. The BFF reads on without; each is a warning. */
export const overlookedFields = (
  schema: z.core.$ZodType,
  body: unknown,
  at: readonly PropertyKey[] = [],
): readonly Finding[] => {
  const shape = shapeOf(schema)
  const known = Object.keys(shape)
  return Object.entries(shape).flatMap(([name, field]) => {
    const path = [...at, name]
    const value = valueAt(body, path)
    if (value !== undefined) return overlookedFields(field, body, path)
    if (field === unused || !z.safeParse(field, undefined).success) return []
    const finding = missing(path, body, known)
    return finding.fix === addition(path) ? [] : [{ ...finding, code: 'overlooked', severity: 'warning' }]
  })
}
