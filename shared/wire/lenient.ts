/**
 * Reads what other programs mean where their JSON is nearly right: nothing in its three spellings, ids that are numbers,
 * numbers in quotes. What cannot be meant otherwise is read; what would have to be guessed still does not fit.
 */
import * as z from 'zod/mini'
import { identifier, unitInterval } from './identifiers.ts'

/** Decimal, as JSON or a form writes it; each part in one way only, so that it is read in one pass. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const LONGEST_NUMBER = 40

/** `null`, a missing key and blank text are the same. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const numberIn = (value: unknown): unknown => {
  if (typeof value !== 'string' || value.length > LONGEST_NUMBER) return value
  const digits = value.trim()
  return DECIMAL.test(digits) ? Number(digits) : value
}

/** Only what JSON kept whole: beyond 2^53 another id would be read than was written. */
const idIn = (value: unknown): unknown => (Number.isSafeInteger(value) ? String(value) : value)

const textIn = (value: unknown): unknown => {
  if (value === undefined || value === null) return ''
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : value
}

/** `92` and `"92%"` are .92; a confidence of 1 and less is one already. */
const shareIn = (value: unknown): unknown => {
  const isPercent = typeof value === 'string' && value.trim().endsWith('%')
  const number = numberIn(isPercent ? value.trim().slice(0, -1) : value)
  if (typeof number !== 'number') return value
  return isPercent || (number > 1 && number <= 100) ? number / 100 : number
}

/** `undefined` where there is nothing, else what `schema` reads. */
export const orNothing = <S extends z.ZodMiniType>(schema: S) =>
  z.pipe(
    z.transform((value: unknown) => (isNothing(value) ? undefined : value)),
    z.optional(schema),
  )

const openMembers = z.record(z.string(), z.unknown())

/** As {@link orNothing}, for objects: there is nothing either where `isVoid` knows the members to say nothing. */
export const objectOrNothing = <S extends z.ZodMiniType>(
  schema: S,
  isVoid: (members: Readonly<Record<string, unknown>>) => boolean,
) =>
  z.pipe(
    z.transform((value: unknown) => {
      if (isNothing(value)) return undefined
      const members = openMembers.safeParse(value).data
      return members !== undefined && isVoid(members) ? undefined : value
    }),
    z.optional(schema),
  )

/** `undefined` where there is nothing, or nothing that `schema` can read: for fields that must stop nobody. */
export const ifReadable = <S extends z.ZodMiniType>(schema: S) => z.catch(z.optional(schema), undefined)

/** A field that nobody reads: whatever it holds, it stops nobody. */
export const unused = z.optional(z.unknown())

/** Text that may be an id, as its digits where it is a whole number. */
export const idText = z.pipe(z.transform(idIn), z.string())

/** An {@link identifier}, or a whole number that is one. */
export const lenientId = z.pipe(z.transform(idIn), identifier)

/** What `schema` says of a number, also of one in quotes. */
export const lenientNumber = <S extends z.ZodMiniType<number, number>>(schema: S) =>
  z.pipe(z.transform(numberIn), schema)

/** Text; a number is its digits, nothing is no text. */
export const lenientText = z.pipe(z.transform(textIn), z._default(z.string(), ''))

/** A confidence in [0, 1], also as per cent. */
export const lenientShare = z.pipe(z.transform(shareIn), unitInterval)
