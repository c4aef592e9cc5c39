/** A browser so far as cookies and redirects go: one jar, and nothing that is followed by itself. */
import { parseCookie } from 'cookie'

export interface Browsing {
  /** Cookies by name, whatever host they are of: the tests' hosts have none in common. */
  readonly jar: Map<string, string>
  ask(url: string, more?: RequestInit): Promise<Response>
  /** Goes on as long as it is led on; gives the last answer, and its address. */
  follow(url: string, more?: RequestInit): Promise<{ readonly url: string; readonly response: Response }>
}

export const createBrowsing = (): Browsing => {
  const jar = new Map<string, string>()
  const keep = (response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [[name, value] = ['', '']] = Object.entries(parseCookie(pair))
      if (value === undefined || value === '' || /max-age=0\b/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
  }
  const ask = async (url: string, more: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...more, redirect: 'manual', headers: { cookie, ...more.headers } })
    keep(response)
    return response
  }
  const follow: Browsing['follow'] = async (url, more) => {
    const response = await ask(url, more)
    const to = response.headers.get('location')
    return to === null ? { url, response } : await follow(new URL(to, url).href)
  }
  return { jar, ask, follow }
}

/** Signs in at the provider's own page, to which `browsing` was led. */
export const signInAs = async (
  browsing: Browsing,
  account: string,
  from: string,
): Promise<{ readonly url: string; readonly response: Response }> => {
  const shown = await browsing.follow(from)
  if (!shown.url.includes('/interaction/')) return shown
  return await browsing.follow(shown.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `prompt=login&login=${encodeURIComponent(account)}&password=p`,
  })
}
