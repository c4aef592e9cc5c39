/**
 * An agent's way through each desktop of others that the hosted panel can be shown in: a suggestion arrives, goes into the
 * reply, the next customer is taken up, a conversation ends. Once by mouse and once by keys alone.
 */
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlayedDesktop } from '../../simulator/desktop/wire.ts'
import { choose, violations } from '../support/played-desktop.ts'
import { openBrowser } from './browser.ts'
import { ANA, BEN, type DesktopStage, openDesktopStage } from './desktop-stage.ts'

const SUGGESTED = /^I am sorry you want to leave\./

interface Way {
  readonly name: PlayedDesktop
  /** What the panel does with a text here. */
  readonly does: 'Insert' | 'Copy'
}
const WAYS: readonly Way[] = [
  { name: 'generic', does: 'Insert' },
  { name: 'cxone', does: 'Copy' },
  { name: 'cognigy', does: 'Insert' },
  { name: 'chatwoot', does: 'Copy' },
]

let browser: Browser
let desk: DesktopStage
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  desk = await openDesktopStage(browser)
})
afterEach(() => desk.close())

const reply = () => desk.page.getByRole('textbox', { name: /^Reply to/ })
const act = (name: string) => desk.panel.getByRole('button', { name, exact: true }).first()
const press = (key: string) => desk.page.keyboard.press(key)
/** What is said in the conversation that the panel follows, wherever it is on screen. */
const follows = (words: string) => desk.panel.getByText(words).first().waitFor({ state: 'attached' })
const isWritten = () => expect.poll(() => reply().inputValue()).toMatch(SUGGESTED)
/** The desktop hands the focus over by a message, which is not there at once. */
const isInPanel = () =>
  desk.panel.locator('html').evaluate(() => document.hasFocus() && document.activeElement !== document.body)
const suggested = () => desk.panel.getByText(SUGGESTED).first().waitFor()
const benComes = (): void => {
  desk.site.begin(BEN.id, BEN.name)
  desk.says(BEN, BEN.says)
}
const isOver = () =>
  desk.panel
    .getByText(/Conversation ended|has ended this conversation/)
    .first()
    .waitFor()
const isAnaGone = () => expect.poll(() => desk.panel.getByText(ANA.says).count()).toBe(0)

/** Presses Tab, and nothing else, until the focus is there. */
const tabTo = async (goal: Locator, key = 'Tab'): Promise<void> => {
  const isThere = () => goal.evaluate((element) => document.hasFocus() && element.matches(':focus')).catch(() => false)
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await isThere()) return
    await press(key)
  }
  throw new Error(`80 times ${key} do not lead to ${String(goal)}`)
}

describe.each(WAYS)('an agent in the desktop $name', ({ name, does }) => {
  it(`an agent in the desktop ${name} receives, uses a suggestion, goes to the next customer and ends, by mouse`, async () => {
    await desk.open(name)
    await suggested()
    await act(does).click()
    if (does === 'Copy') {
      await desk.panel.getByText('Copied').first().waitFor()
      await reply().click()
      await press('ControlOrMeta+v')
    }
    await isWritten()

    benComes()
    await choose(desk.page, BEN.name)
    await follows(BEN.says)
    await isAnaGone()

    await desk.page.getByRole('button', { name: 'End the conversation' }).click()
    await isOver()
    expect(await violations(desk.page)).toEqual([])
  })

  it(`an agent in the desktop ${name} receives, uses a suggestion, goes to the next customer and ends, by keys alone`, async () => {
    await desk.open(name)
    await suggested()
    await tabTo(reply())
    if (name === 'generic') {
      await press('F8')
      await expect.poll(isInPanel).toBe(true)
      await press('Enter')
    } else {
      await tabTo(act(does))
      await press('Enter')
    }
    if (does === 'Copy') {
      await desk.panel.getByText('Copied').first().waitFor()
      await tabTo(reply(), 'Shift+Tab')
      await press('ControlOrMeta+v')
    }
    await isWritten()

    benComes()
    await desk.page.getByRole('option').filter({ hasText: BEN.name }).waitFor()
    await tabTo(desk.page.getByRole('option', { selected: true }), 'Shift+Tab')
    await press('ArrowDown')
    await press('Enter')
    await follows(BEN.says)
    await isAnaGone()

    await tabTo(desk.page.getByRole('button', { name: 'End the conversation' }))
    await press('Enter')
    await isOver()
    expect(await violations(desk.page)).toEqual([])
  })

  it(`an agent in the desktop ${name} goes on where they were once the frame was loaded anew, or hidden for a while`, async () => {
    await desk.open(name)
    await suggested()
    await desk.panel.locator('html').evaluate((html) => html.setAttribute('data-before', ''))
    await desk.page.getByRole('button', { name: 'Reload the frame' }).click()
    await expect.poll(() => desk.panel.locator('html[data-before]').count()).toBe(0)
    await suggested()
    await desk.page.getByRole('button', { name: 'Hide the frame' }).click()
    benComes()
    await choose(desk.page, BEN.name)
    await desk.page.getByRole('button', { name: 'Hide the frame' }).click()
    await follows(BEN.says)
    await isAnaGone()
    expect(await violations(desk.page)).toEqual([])
  })
})

/** Chatwoot and a tile's workspace tell of themselves once the frame is loaded. */
describe.each(['generic', 'cxone'] as const)('an agent in the desktop %s that has to be asked', (name) => {
  it(`an agent in the desktop ${name} that has to be asked is told where it does not answer, and sees the conversation once it does`, async () => {
    await desk.open(name)
    await suggested()
    await desk.page.getByRole('radio', { name: 'later' }).check()
    await desk.page.getByRole('button', { name: 'Reload the frame' }).click()
    await desk.panel.getByText('Waiting for your desktop').first().waitFor({ state: 'attached' })
    await desk.panel.getByText('Your desktop has not answered').first().waitFor({ state: 'attached' })
    await desk.page.getByRole('radio', { name: 'at once' }).check()
    await suggested()
    expect(await violations(desk.page)).toEqual([])
  })
})
