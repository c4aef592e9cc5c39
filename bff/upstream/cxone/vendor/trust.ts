/** Which hosts may be told a credential or a token: an answer that names another one is a lie. */
import { withoutTrailingSlashes } from '../../../../shared/wire/base-url.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { isLoopback } from '../../http/proxies.ts'
import type { VendorCxoneSettings } from '../dialects.ts'

const DOMAINS = [
  'niceincontact.com',
  'nice-incontact.com',
  'incontact.com',
  'nicecxone.com',
  'nicecxone-gov.com',
  'nicecxone-sov1.au',
  'nicecxone-sov1.eu',
]

const hostOf = (url: string): string => new URL(url).hostname

const isOrLiesUnder = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

/** The URL, without a slash at its end, if its host may be trusted. @throws UpstreamFailure `bad_answer` otherwise */
export type Trusted = (named: string) => string

export const createTrust = (settings: VendorCxoneSettings): Trusted => {
  const { client, issuer, authUrl, apiUrl, dfoUrl } = settings
  const configured = [issuer, authUrl, apiUrl, dfoUrl].flatMap((url) => (url === undefined ? [] : [hostOf(url)]))
  const domains = [...DOMAINS, ...configured.filter((host) => !isLoopback(host))]
  const issuers = client === undefined ? [issuer, authUrl] : [issuer]
  const isOnThisMachine = issuers.some((url) => isLoopback(hostOf(url)))
  const isTrusted = (url: URL): boolean => {
    if (url.username !== '' || url.password !== '' || url.hash !== '') return false
    if (isLoopback(url.hostname)) return isOnThisMachine && /^https?:$/.test(url.protocol)
    return url.protocol === 'https:' && domains.some((domain) => isOrLiesUnder(url.hostname, domain))
  }
  return (named) => {
    const url = URL.canParse(named) ? new URL(named) : undefined
    if (url === undefined || !isTrusted(url)) {
      throw new UpstreamFailure({ upstream: 'cxone', kind: 'bad_answer', code: 'untrusted_host', changedNothing: true })
    }
    return withoutTrailingSlashes(url.href)
  }
}
