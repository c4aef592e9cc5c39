/** Makes what a script is told fit: CXone carries so much with a signal and no more. */
import { cutText } from '../../../../shared/domain/conversation/cut-text.ts'
import type { Told } from './signal.ts'

const LONGEST_BYTES = 8192

type Context = Readonly<Record<string, unknown>>

const sizeOf = (told: Told): number => Buffer.byteLength(JSON.stringify([told]))

/** Every text in it, at whatever depth, cut to so many characters. */
const cutAll = (value: unknown, longest: number): unknown => {
  if (typeof value === 'string') return cutText(value, longest)
  if (Array.isArray(value)) return value.map((each) => cutAll(each, longest))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cutAll(each, longest)]))
}

/** @returns with the longest texts of `context` cut so far that all fits; without a context that cannot be made to fit */
export const withContext = (
  told: Told,
  contextData: Context,
): { readonly told: Told & { readonly contextData: unknown }; readonly isCut: boolean } => {
  const whole = { ...told, contextData }
  if (sizeOf(whole) <= LONGEST_BYTES) return { told: whole, isCut: false }
  let [fits, tooLong] = [-1, LONGEST_BYTES + 1]
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (sizeOf({ ...told, contextData: cutAll(contextData, middle) }) <= LONGEST_BYTES) fits = middle
    else tooLong = middle
  }
  return { told: { ...told, contextData: fits < 0 ? {} : cutAll(contextData, fits) }, isCut: true }
}
