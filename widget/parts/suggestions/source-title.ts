import { readableIntent } from '../../i18n/intent-names.ts'

const NO_TITLE = /^(?:undefined|null|fallback|knowledge)?$/iu

/**
 * What people call the place a suggestion comes from; `undefined` where it has no name. Never a bare address.
 * @param isTitle it was written for people, and is left as it is.
 */
export const sourceTitle = (source: string, isTitle = false): string | undefined => {
  const name = source.trim()
  if (NO_TITLE.test(name)) return undefined
  if (/^https?:\/\//iu.test(name)) return URL.canParse(name) ? pageTitle(new URL(name)) : undefined
  // A name for machines: "refund-policy".
  return isTitle || /\s/u.test(name) ? name : readableIntent(name)
}

/**
 * Where the agent can read the source: an address of the web, without a sign-in in it. Nothing else may be followed from
 * a text that came from elsewhere.
 */
export const sourceLink = (source: string): string | undefined => {
  const name = source.trim()
  if (!URL.canParse(name)) return undefined
  const { protocol, username, password, href } = new URL(name)
  return /^https?:$/u.test(protocol) && username === '' && password === '' ? href : undefined
}

/** "Refund policy (help.example.com)" for `https://help.example.com/articles/refund-policy.html`. */
const pageTitle = ({ hostname, pathname }: URL): string => {
  const page = pathname.split('/').findLast((step) => step !== '')
  if (page === undefined) return hostname
  return `${readableIntent(decoded(page.replace(/\.\w{1,5}$/u, '')))} (${hostname})`
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that encodes nothing.
    return text
  }
}
