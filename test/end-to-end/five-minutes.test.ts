/** What the README tells a new user to do, done to the letter: the panel on a page of their own shows what a customer wrote. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BffProcess, startBffProcess } from '../support/bff-process.ts'
import { openBrowser } from './browser.ts'

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
const recipe = readme.slice(readme.indexOf('### In five minutes'), readme.indexOf('### In your desktop'))
const blocks = [...recipe.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, code = '']) => ({
  language,
  code,
}))
const [start, askForToken, page, say] = blocks.map(({ code }) => code)

const SERVED_AT = 'http://localhost:8080'
let bff: BffProcess
let browser: Browser
let html = ''
const desktop = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
})

/** What a `curl` of the README asks, of the BFF of this test. */
const curl = async (code = ''): Promise<unknown> => {
  const [, url = ''] = /curl -X POST (\S+)/.exec(code) ?? []
  const [, body = ''] = /-d '([\s\S]*)'/.exec(code) ?? []
  const [, key] = /export INTEGRATOR_API_KEY=(\S+)/.exec(code) ?? []
  const response = await fetch(url.replace(SERVED_AT, bff.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body,
  })
  expect(response.status).toBe(200)
  return response.json()
}

beforeAll(async () => {
  desktop.listen(0, '127.0.0.1')
  await once(desktop, 'listening')
  const exported = [...(start ?? '').matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ])
  bff = await startBffProcess({ ...Object.fromEntries(exported), ALLOWED_ORIGINS: origin() })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await bff.stop()
  desktop.close()
})

const origin = (): string => {
  const address = desktop.address()
  return `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`
}

it('the panel shows on a page of one’s own what a customer wrote, in four steps', async () => {
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'sh', 'html', 'sh'])
  expect(start).toContain('npm run bff')
  const answer = await curl(askForToken)
  const token = typeof answer === 'object' && answer !== null && 'token' in answer ? String(answer.token) : ''
  html = (page ?? '').replaceAll(SERVED_AT, bff.url).replace('eyJ…', token)
  const opened = await browser.newPage()
  await opened.goto(origin())
  const panel = opened.locator('cx-assist')
  await panel.getByText('Live', { exact: true }).waitFor()
  await curl(say)
  await panel.getByText('I want to check my bill').waitFor()
  await panel.getByText('Billing inquiry').waitFor()
  await opened.close()
})
