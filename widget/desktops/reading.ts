/** How leniently a desktop's messages are read: what does not fit counts as not said, and spoils nothing beside it. */
import * as z from 'zod/mini'

const LONGEST_ID = 256
const LONGEST_TOKEN = 8192

/** `undefined` for what does not fit. */
export const ifFits = <S extends z.ZodMiniType>(schema: S) =>
  z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value): z.output<S> | undefined => schema.safeParse(value).data),
    ),
  )

/** Ids are numbers in some desktops. */
export const anyId = z.pipe(
  z.transform((value: unknown) => (Number.isSafeInteger(value) ? String(value) : value)),
  z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_ID)),
)

export const anyToken = z.string().check(z.minLength(1), z.maxLength(LONGEST_TOKEN))

/** JSON in a text; `undefined` for any other text. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
