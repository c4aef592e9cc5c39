/** What the page was served with: who may be around it, which version it is of, and which desktop its address names. */
import { DESKTOPS, type DesktopName } from '../../shared/wire/desktops.ts'

export interface HostedPage {
  /** As the address has it. */
  readonly named: string
  /** `undefined`: there is no adapter of that name. */
  readonly desktop: DesktopName | undefined
  readonly origins: readonly string[]
  readonly version: string
  /** Where the service is; ends with a slash. */
  readonly base: string
}

const ANCESTORS = 'cx-assist-ancestors'
const VERSION = 'cx-assist-version'
/** As in a Content Security Policy: pages of this page's own origin. */
const SELF = "'self'"

export const readPage = (page: Document): HostedPage => {
  const meta = (name: string): string => page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''
  const { href, origin } = new URL(page.URL)
  const named = new URL(href).searchParams.get('desktop') ?? ''
  const origins = meta(ANCESTORS)
    .split(' ')
    .filter((each) => each !== '')
  return {
    named,
    desktop: DESKTOPS.find((each) => each === named),
    origins: origins.map((each) => (each === SELF ? origin : each)),
    version: meta(VERSION),
    base: new URL('.', href).href,
  }
}
