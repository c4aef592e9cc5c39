/** Both prefixes are live; whoever names a version means it. */
import { withoutTrailingSlashes } from '../../../../shared/wire/base-url.ts'

/** @param apiUrl as configured */
export const apiBase = (apiUrl: string): string => {
  const url = withoutTrailingSlashes(apiUrl)
  return url.endsWith('/v2.0') ? url : `${url}/new/v2.0`
}
