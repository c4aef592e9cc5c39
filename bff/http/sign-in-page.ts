/** The pages of the sign-in window. Their scripts and styles are these alone, and nobody may frame them. */
import { randomBytes } from 'node:crypto'
import type { Response } from 'express'
import type { SignInMessage } from '../../shared/wire/sign-in.ts'
import { SIGN_IN_WORDS, type SignInLanguage } from './sign-in-words.ts'

export interface SignInPage {
  readonly status: number
  readonly language: SignInLanguage
  /** What the agent reads. */
  readonly says: string
  /** What the panel is told that opened the window, if it is a page of this origin. */
  readonly tells?: { readonly message: SignInMessage; readonly origin: string }
  /** The window has nothing more to say, where a panel opened it. */
  readonly closes: boolean
  readonly cookies?: readonly string[]
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; text-align: center }
main { max-width: 26rem; padding: 2rem 1.5rem }
h1 { font-size: 1.25rem; margin: 0 0 .75rem }
p { margin: 0 0 .75rem; overflow-wrap: anywhere }
`

/** A window of somebody else learns nothing: what is told is told to our own origin alone. */
const SCRIPT = `
const { message, origin, closes } = JSON.parse(document.getElementById('told').textContent)
if (window.opener !== null) {
  if (message !== undefined) window.opener.postMessage(message, origin)
  if (closes) window.close()
}
`

/** As JSON within a script element: nothing in it ends that. */
const asScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** The window answers the panel that opened it, across all that lies between: a policy of ours would cut it off. */
export const keepOpener = (response: Response): void => {
  response.setHeader('cross-origin-opener-policy', 'unsafe-none')
}

/** Nothing of a request stands in it, and all that it says is ours. */
export const writeSignInPage = (response: Response, page: SignInPage): void => {
  const { language, says, tells, closes, cookies = [] } = page
  const words = SIGN_IN_WORDS[language]
  const nonce = randomBytes(16).toString('base64')
  const told = asScript({ ...tells, closes })
  response.status(page.status)
  keepOpener(response)
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  response.end(`<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${words.title}</title>
<style nonce="${nonce}">${STYLE}</style>
<main>
<h1>${words.title}</h1>
<p role="status">${says}</p>
<p>${words.close}</p>
</main>
<script type="application/json" id="told">${told}</script>
<script nonce="${nonce}" type="module">${SCRIPT}</script>
</html>
`)
}
