import * as z from 'zod/mini'

/** One field that does not fit its schema. `path` is dotted, array positions are numbers: `entities.0.name`. */
const fieldError = z.object({
  path: z.string(),
  message: z.string(),
  /** The next three are told of handovers: what kind of finding it is, its mend, and whether it stopped anything. */
  code: z.optional(z.string()),
  fix: z.optional(z.string()),
  severity: z.optional(z.enum(['error', 'warning'])),
})
export type FieldError = z.infer<typeof fieldError>

/** RFC 9457 problem details, the body of every error answer (`application/problem+json`). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().check(z.minimum(400), z.maximum(599)),
  detail: z.string(),
  errors: z.optional(z.array(fieldError)),
})
export type Problem = z.infer<typeof problem>

/** What stands at a path of a body that came from outside; `undefined` where nothing does. */
export const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  )

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

/**
 * Checks `value` and gives either the typed value or one entry per field that does not fit, `mostErrors` of them at most.
 * Messages name what was expected and never repeat what was sent, so they are safe to log and to answer with.
 */
export const parseOrProblem = <S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  mostErrors = Number.POSITIVE_INFINITY,
): Parsed<z.output<S>> => {
  const result = schema.safeParse(value)
  if (result.success) return { ok: true, value: result.data }
  return {
    ok: false,
    errors: result.error.issues
      .slice(0, mostErrors)
      .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })),
  }
}

z.config(z.locales.en())
