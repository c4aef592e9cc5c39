/** Whether a corporate proxy stands between us and an upstream, by the environment that every tool reads. */
import { getProxyForUrl } from 'proxy-from-env'

/** @returns the proxy by which a URL is reached, maybe with credentials in it; `undefined`: it is reached directly. */
export type ProxyOf = (url: string) => string | undefined

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** @param hostname as {@link URL} spells it */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname)

/** The host and all domains above it: `NO_PROXY=example.com` means what is under it too, as in curl, Go and Python. */
const withParents = (url: URL): URL[] => {
  const labels = url.hostname.split('.')
  const isName = /[a-z]/i.test(labels.at(-1) ?? '')
  return (isName ? labels : [url.hostname]).map((_, at) => {
    const parent = new URL(url)
    parent.hostname = isName ? labels.slice(at).join('.') : url.hostname
    return parent
  })
}

/**
 * `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case, the lower one first. A loopback address is
 * never proxied: to a proxy it would be another machine.
 */
export const proxyOf: ProxyOf = (address) => {
  const url = new URL(address)
  if (isLoopback(url.hostname)) return undefined
  const [chosen = '', ...others] = withParents(url).map(({ href }) => getProxyForUrl(href))
  if (chosen === '' || others.includes('')) return undefined
  // A proxy named by host and port alone speaks HTTP, whatever is fetched through it.
  const isWhole = Object.values(process.env).includes(chosen)
  const proxy = isWhole ? chosen : chosen.replace(/^https:/, 'http:')
  return /^https?:\/\//.test(proxy) && URL.canParse(proxy) ? proxy : undefined
}

/** How a proxy is named to people: without user and password. */
export const shownProxy = (proxy: string): string => new URL(proxy).host

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'] as const

const isProxy = (value: string): boolean => {
  const text = value.includes('://') ? value : `http://${value}`
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** What of the environment names no proxy that can be used. Holds no value: there may be a password in it. */
export const proxyProblems = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  NAMES.filter((name) => {
    const value = env[name]?.trim() ?? ''
    return value !== '' && !isProxy(value)
  }).map((name) => `${name}: must be an http:// or https:// URL, or host:port, of a proxy`)
