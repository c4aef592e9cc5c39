/** Which pages may use the BFF from a browser: origins as configured, `https://*.example.com` for one label of any name. */

const WILDCARD = '*.'
/** No host name is longer than 253 characters. */
const LONGEST_ORIGIN = 300

const urlOf = (text: string): URL | undefined => {
  if (text.length > LONGEST_ORIGIN || !URL.canParse(text)) return undefined
  const url = new URL(text)
  // The dot of the root: the same host, and browsers keep it in the origin.
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1)
  return url.hostname.split('.').includes('') ? undefined : url
}

/**
 * The one spelling of an origin: lower case, internationalised names in ASCII, without a scheme's own port and without a
 * slash or a dot at its end. `undefined` for anything that names more or less than an origin, or a pattern that would match none.
 */
export const readOrigin = (text: string): string | undefined => {
  const url = urlOf(text)
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return undefined
  const namesMore = url.username !== '' || url.password !== '' || url.pathname !== '/' || /[?#]/.test(text)
  if (namesMore) return undefined
  if (!url.hostname.includes('*')) return url.origin
  const rest = url.hostname.slice(WILDCARD.length)
  const isPattern = url.hostname.startsWith(WILDCARD) && !rest.includes('*') && rest.includes('.', 1)
  return isPattern || (url.hostname.startsWith(WILDCARD) && rest === 'localhost') ? url.origin : undefined
}

/**
 * Whether a page that this very service served asks: the hosted panel does. Behind a proxy that names another host than
 * browsers do, it is not recognised, and its origin has to be allowed as any other.
 */
export const isOwnOrigin = (origin: string, host: string | undefined): boolean => {
  const own = host === undefined ? undefined : urlOf(origin)
  return own !== undefined && own.host === host?.toLowerCase()
}

/** Where in an origin its host begins. */
const hostStart = (origin: string): number => origin.indexOf('//') + 2

/** @param configured each as {@link readOrigin} gives it */
export const createAllowedOrigins = (configured: readonly string[]): ((origin: string | undefined) => boolean) => {
  const exact = new Set(configured.filter((origin) => !origin.includes(WILDCARD)))
  const patterns = new Set(configured.filter((origin) => origin.includes(WILDCARD)))
  return (origin) => {
    // "null" and the like parse to nothing.
    const given = origin === undefined ? undefined : readOrigin(origin)
    if (given === undefined || given.includes('*')) return false
    if (exact.has(given)) return true
    const start = hostStart(given)
    const dot = given.indexOf('.', start)
    return dot > start && patterns.has(`${given.slice(0, start)}*${given.slice(dot)}`)
  }
}
