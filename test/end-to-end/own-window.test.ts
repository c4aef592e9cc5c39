/** An agent who moves the panel into a window of its own, by real keys, in the pages as they are built. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Listening } from '../../simulator/http/listen.ts'
import { serveDesktopPages } from '../support/desktop-pages.ts'
import { openBrowser } from './browser.ts'

const MESSAGE = 'I was charged twice for January'

let browser: Browser
let desktop: Listening
let context: BrowserContext
let page: Page
let faults: string[]
beforeAll(async () => {
  browser = await openBrowser()
  desktop = await serveDesktopPages()
})
afterAll(async () => {
  await browser.close()
  await desktop.close()
})
beforeEach(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  faults = []
  context.on('weberror', (fault) => faults.push(fault.error().message))
})
afterEach(async () => {
  expect(faults).toEqual([])
  await context.close()
})

/** By keys alone, from the panel to a window of its own. */
const moveOut = async (search = ''): Promise<Page> => {
  await page.goto(`${desktop.url}/playground${search}`)
  const panel = page.locator('.desk cx-assist')
  await panel.locator('.bubble', { hasText: MESSAGE }).waitFor()
  await page.getByRole('button', { name: 'Three arrive', exact: true }).click()
  await panel.locator('.card').first().waitFor()
  await panel.locator('button.panel-menu').focus()
  await page.keyboard.press('Enter')
  await panel.locator('button.window').waitFor()
  await page.keyboard.press('Tab')
  const opened = context.waitForEvent('page')
  await page.keyboard.press('Enter')
  const own = await opened
  await own.locator('.bubble', { hasText: MESSAGE }).waitFor()
  return own
}

describe('a window of the panel', () => {
  for (const isPinned of [true, false]) {
    const kind = isPinned ? 'above all others' : 'as pages open them'
    it(`a window of the panel, ${kind}, takes it by keys alone, and what is inserted there is in the reply of the page`, async () => {
      if (!isPinned) await page.addInitScript('delete window.documentPictureInPicture')
      const own = await moveOut('?theme=dark')
      await own.locator('.card:focus').waitFor()
      await own.keyboard.press('c')
      await own.locator('.card', { hasText: 'Copied' }).waitFor()
      await own.keyboard.press('Enter')
      await expect
        .poll(() => page.getByLabel('Reply to Maya Lindqvist').inputValue())
        .toMatch(/^I can see both charges/)
      await page.getByRole('button', { name: 'Bring it back' }).press('Enter')
      await page.locator('.desk cx-assist').locator('.bubble', { hasText: MESSAGE }).waitFor()
      await expect.poll(() => own.isClosed()).toBe(true)
    })
  }

  it('a window of the panel looks the same in a page with a strict policy', async () => {
    await page.addInitScript(`addEventListener('load', () => {
      const policy = document.createElement('meta')
      policy.httpEquiv = 'content-security-policy'
      policy.content = "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'"
      document.head.append(policy)
    })`)
    await page.addInitScript('delete window.documentPictureInPicture')
    const own = await moveOut()
    const card = own.locator('.card').first()
    expect(await card.evaluate((each) => getComputedStyle(each).borderRadius)).toBe('6px')
    expect(await own.locator('.status').evaluate((each) => getComputedStyle(each).display)).toBe('flex')
  })

  it('a window of the panel goes with its page', async () => {
    await page.addInitScript('delete window.documentPictureInPicture')
    const own = await moveOut()
    await page.goto('about:blank')
    await expect.poll(() => own.isClosed()).toBe(true)
  })

  it('a window of the panel leaves a whole panel in the page when it is closed', async () => {
    const own = await moveOut()
    await own.close({ runBeforeUnload: true })
    await page.locator('.desk cx-assist').locator('.bubble', { hasText: MESSAGE }).waitFor()
    expect(await page.getByRole('button', { name: 'Bring it back' }).count()).toBe(0)
  })
})
