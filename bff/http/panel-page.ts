/** `GET /panel`: a page with nothing but the panel, for desktops that can only be given an address (docs/contract.md). */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request, Response, Router } from 'express'
import { DESKTOPS } from '../../shared/wire/desktops.ts'
import { httpProblem } from '../problem-answer.ts'
import { writeAnswer } from './answers.ts'

export interface PanelPageParts {
  /** Holds `panel.html`, as it was built. */
  readonly folder: string
  /** Origins that may show it; empty: its own. */
  readonly ancestors: readonly string[]
  readonly version: string
}

const SELF = "'self'"

/**
 * Scripts of this origin and no others, none within the page, and no styles: the panel constructs its own. `worker-src` and
 * `wasm-unsafe-eval` are for scoring, models of other places included.
 */
const policyFor = (ancestors: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html cx-assist',
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ')

const filled = (page: string, name: string, content: string): string =>
  page.replace(`name="${name}" content=""`, () => `name="${name}" content="${content}"`)

const unknown = `desktop must name what the panel is shown in: ${DESKTOPS.join(', ')}`

export const mountPanelPage = (router: Router, { folder, ancestors, version }: PanelPageParts): void => {
  const mayShow = ancestors.length === 0 ? [SELF] : ancestors
  const policy = policyFor(mayShow)
  const readPage = async (): Promise<string> => {
    const page = await readFile(join(folder, 'panel.html'), 'utf8')
    // Both are checked at start: origins have no quotes in them, and neither has a version.
    return filled(filled(page, 'cx-assist-ancestors', mayShow.join(' ')), 'cx-assist-version', version)
  }
  router.get('/panel', async (request, response) => {
    const isKnown = DESKTOPS.some((name) => name === request.query['desktop'])
    response.vary('accept')
    if (!isKnown && !wantsPage(request)) {
      const errors = [{ path: 'desktop', message: `must be one of ${DESKTOPS.join(', ')}`, code: 'invalid_value' }]
      writeAnswer(response, httpProblem(400, unknown, { errors }))
      return
    }
    const page = await readPage().catch(() => undefined)
    if (page === undefined) writeAnswer(response, httpProblem(503, 'the panel’s page has not been built'))
    else sendPage(response, isKnown ? 200 : 400, page, policy)
  })
}

/** People see it in words, in the page itself. */
const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html'

const sendPage = (response: Response, status: number, page: string, policy: string): void => {
  // It knows one origin or none, and would gainsay the policy.
  response.removeHeader('x-frame-options')
  response
    .status(status)
    .set({ 'content-security-policy': policy, 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' })
    .send(page)
}
