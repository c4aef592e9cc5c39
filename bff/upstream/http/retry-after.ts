/**
 * `Retry-After` (RFC 9110, 10.2.3) as seconds from `nowMs`: a number of seconds or an HTTP date, the past counting as 0.
 * `undefined` where the header is missing or is neither.
 */
export const parseRetryAfter = (header: string | undefined, nowMs: number): number | undefined => {
  const text = header?.trim()
  if (text === undefined || text === '') return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const at = Date.parse(text)
  return /[a-z]/i.test(text) && Number.isFinite(at) ? Math.max(0, (at - nowMs) / 1000) : undefined
}
