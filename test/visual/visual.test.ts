/**
 * Every state of the panel, as agents with different eyes and screens see it: it looks as it did, nothing is cut off or
 * too small to press, and axe finds no flaw. One browser and one page, which is told which state to show.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from '../../simulator/http/listen.ts'
import { STATES } from '../../widget/playground/states.ts'
import { CHROMIUM_FLAGS, ensureChromium } from '../chromium.mjs'
import { serveDesktopPages } from '../support/desktop-pages.ts'
import { compare } from './compare.ts'
import { flawsOf } from './flaws.ts'
import { serveFonts, useFonts } from './fonts.ts'
import { MODES, type Mode } from './modes.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** The same letters whatever the machine's screen and settings. */
const SAME_LETTERS = ['--font-render-hinting=none', '--disable-lcd-text', '--force-device-scale-factor=1']

let browser: Browser
let desktop: Listening
let page: Page
let devtools: CDPSession

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_FLAGS, ...SAME_LETTERS] })
  desktop = await serveDesktopPages()
  page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', colorScheme: 'light' })
  devtools = await page.context().newCDPSession(page)
  await serveFonts(page)
  await page.goto(`${desktop.url}/playground?state=connecting`)
  await page.locator('#playground[data-shown]').waitFor()
  await useFonts(page)
  await page.evaluate(AXE)
})
afterAll(async () => {
  await browser.close()
  await desktop.close()
})

const wear = async ({ width, height, forcedColors }: Mode): Promise<void> => {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ forcedColors: forcedColors ?? 'none' })
}

const show = (search: string): Promise<void> =>
  page.evaluate(async (wanted) => {
    const root = document.querySelector<HTMLElement>('#playground')
    history.replaceState(null, '', wanted)
    dispatchEvent(new PopStateEvent('popstate'))
    while (root?.dataset['shown'] !== wanted) await new Promise((resolve) => setTimeout(resolve))
    await document.fonts.ready
    // What follows from a size is done a frame after it, and painted in the next.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
  }, search)

/** Right from the browser, which takes a third of the time that `page.screenshot` does. */
const picture = async (): Promise<Buffer> => {
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
  return Buffer.from(data, 'base64')
}

const axeFlaws = (): Promise<unknown> =>
  page.evaluate(
    `axe.run('cx-assist').then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 160)))`,
  )

describe.each(MODES)('the panel in $name', (mode) => {
  beforeAll(() => wear(mode))

  it.each(STATES)('the panel looks as it should and is accessible: $id', async ({ id }) => {
    await show(`?state=${id}&${mode.settings}`)
    const looks = mode.isPictured ? compare(`${mode.name}/${id}`, await picture(), mode.hasColours) : 'same'
    const axe = mode.isAxed ? await axeFlaws() : []
    const flaws = await page.evaluate(flawsOf)
    expect({ looks, axe, flaws }).toEqual({ looks: 'same', axe: [], flaws: [] })
  })
})
