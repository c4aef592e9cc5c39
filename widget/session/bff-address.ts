import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'

/**
 * The service's address as a whole, without what follows its path; `undefined` for what is none.
 *
 * @param given a whole `http` or `https` address, or a path as `/assist` or `//host/assist`.
 * @param base of the page, which paths are of; without it they are no address.
 */
export const bffAddress = (given: string, base?: string): string | undefined => {
  // A name alone is more likely a whole address that lacks its beginning.
  const from = /^\.{0,2}\//u.test(given) ? base : undefined
  if (!URL.canParse(given, from)) return undefined
  const { protocol, origin, pathname } = new URL(given, from)
  return /^https?:$/u.test(protocol) ? origin + withoutTrailingSlashes(pathname) : undefined
}
