/** The servers of the examples: files as they were built, with what a server fills in, and the session. */
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BUILT = fileURLToPath(new URL('../../dist/examples', import.meta.url))
/** What needs no build is served as it was written. */
const WRITTEN = fileURLToPath(new URL('../../examples', import.meta.url))
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' }

const read = (path: string): string | undefined => {
  for (const folder of [BUILT, WRITTEN]) {
    try {
      return readFileSync(join(folder, path), 'utf8')
    } catch {}
  }
  return undefined
}

export interface ExamplesSite {
  /** What the server knows, by the names that the examples have in braces. */
  filledIn: Readonly<Record<string, string>>
  /** Of every page. */
  policy: string
  readonly answer: RequestListener
}

export const examplesSite = (): ExamplesSite => {
  const site: ExamplesSite = {
    filledIn: {},
    policy: '',
    answer: (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://any')
      const { bff, token, conversation } = site.filledIn
      const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname
      const type = TYPES[extname(path)] ?? 'application/json'
      const text = path === '/session' ? JSON.stringify({ bff, token, conversation }) : read(path)
      response.writeHead(text === undefined ? 404 : 200, {
        'content-type': type,
        'content-security-policy': site.policy,
      })
      response.end(
        type === TYPES['.html']
          ? text?.replace(/\{\{(\w+)\}\}/g, (_, name: string) => site.filledIn[name] ?? '')
          : text,
      )
    },
  }
  return site
}
