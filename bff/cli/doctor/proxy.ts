/** Whether an upstream answers through the corporate proxy that the environment names. */
import { shownProxy } from '../../upstream/http/proxies.ts'
import type { Exchange } from './http.ts'
import { fail, type Line, ok } from './line.ts'

/**
 * @param variable the one that holds the URL
 * @param answer what came back through the proxy, or the code of why nothing did
 */
export const proxiedLine = (
  name: string,
  url: string,
  variable: string,
  proxy: string,
  answer: Exchange | string,
): Line => {
  const { host } = new URL(url)
  const way = `through the proxy ${shownProxy(proxy)}`
  if (typeof answer !== 'string') return ok(name, `${host} answers ${way}`)
  const fix =
    `check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, user and password of the proxy, whether it lets this machine reach ${host}, ` +
    `and ${variable}; a certificate of its own belongs into NODE_EXTRA_CA_CERTS`
  return fail(name, `${host} is not reached ${way} (${answer})`, fix)
}
