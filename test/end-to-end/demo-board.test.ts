/** The demo's page for supervisors as they work at it, beside an agent at the demo's desktop: by the keyboard alone. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Demo, simulate } from './simulate.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const flawsOf = async (page: Page): Promise<unknown> => {
  await page.evaluate(AXE)
  return await page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 160)))`,
  )
}

/** Through all shadows: its role, else what element it is. */
const focusedIn = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return at?.getAttribute('role') ?? at?.localName
  })

const tabTo = (page: Page, wanted: string): Promise<void> =>
  expect
    .poll(async () => {
      await page.keyboard.press('Tab')
      return await focusedIn(page)
    })
    .toBe(wanted)

describe('the demo’s board', () => {
  let browser: Browser
  let demo: Demo
  let agent: Page
  let board: Page
  const faults: string[] = []

  beforeAll(async () => {
    demo = simulate('--no-check', '--speed', '2', '--concurrent', '3', '--port', '28541')
    const [, url] = await demo.said(/Demo desktop: (\S+)/)
    browser = await openBrowser()
    agent = await browser.newPage()
    await agent.goto(url ?? '')
    board = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    board.on('pageerror', (error) => faults.push(error.message))
    await board.goto(new URL('/board', url).href)
  })
  afterAll(async () => {
    await browser.close()
    demo.child.kill('SIGTERM')
    expect(await demo.ended()).toBe(0)
  })

  const panel = (): Locator => agent.locator('cx-assist')
  const rows = (): Locator => board.locator('[role=row][data-id]')
  const rowOf = (id: string): Locator => board.locator(`[role=row][data-id="${id}"]`)
  const beside = (): Locator => board.getByRole('region', { name: /^Conversation with/ })

  /** An agent calls for a supervisor; gives the conversation's id. */
  const callForSupervisor = async (): Promise<string> => {
    const entry = agent.getByRole('option').filter({ hasText: 'Active' }).first()
    await entry.click()
    const id = await panel().evaluate((element) => String(Reflect.get(element, 'conversation')))
    await panel().getByRole('button', { name: 'Escalate…' }).click()
    await panel().getByRole('button', { name: 'Escalate', exact: true }).click()
    return id
  }

  it('the demo’s board takes a supervisor by the keyboard alone from the call for help over reading, a note and taking it to all rows again', async () => {
    await rows().first().waitFor()
    expect(await flawsOf(board)).toEqual([])
    const id = await callForSupervisor()
    await rowOf(id).filter({ hasText: 'Escalated: supervisor' }).waitFor()
    const name = await rowOf(id).getByRole('gridcell').nth(1).innerText()

    // From the top of the page, over its own bar.
    await tabTo(board, 'row')
    await board.keyboard.press('/')
    await board.keyboard.type(name)
    await expect.poll(() => rows().count()).toBe(1)
    await board.keyboard.press('Escape')
    await expect.poll(() => focusedIn(board)).toBe('row')
    await board.keyboard.press('Enter')
    await beside()
      .locator('cx-assist')
      .getByRole('group', { name: 'Transcript' })
      .getByRole('listitem')
      .first()
      .waitFor()
    expect(await beside().getByRole('heading', { name }).count()).toBe(1)

    await board.keyboard.press('n')
    await board.keyboard.type('Offer the refund at once')
    await board.keyboard.press('Control+Enter')
    await beside()
      .getByText(/^Sent at/)
      .waitFor()
    await panel().getByText('Offer the refund at once').first().waitFor()
    await board.keyboard.press('Escape')
    await beside().waitFor({ state: 'detached' })
    await expect.poll(() => focusedIn(board)).toBe('row')

    await board.keyboard.press('Enter')
    await beside().waitFor()
    await board.keyboard.press('t')
    await rowOf(id).filter({ hasText: 'You are on it' }).waitFor()
    await panel()
      .getByText(/is on it/)
      .first()
      .waitFor()
    expect(await flawsOf(board)).toEqual([])
    await board.keyboard.press('Escape')
    await beside().waitFor({ state: 'detached' })

    await board.keyboard.press('/')
    await board.keyboard.press('Control+A')
    await board.keyboard.press('Delete')
    await expect.poll(() => rows().count()).toBeGreaterThan(1)
    await board.keyboard.press('Escape')
    await expect.poll(() => focusedIn(board)).toBe('row')
    expect(await flawsOf(board)).toEqual([])
    expect(faults).toEqual([])
  }, 240_000)

  it('the demo’s board fits into 320 px', async () => {
    await board.setViewportSize({ width: 320, height: 640 })
    const beyond = (): Promise<number> => board.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    await expect.poll(beyond).toBeLessThanOrEqual(0)
    await board.getByRole('row').nth(1).waitFor()
    expect(await flawsOf(board)).toEqual([])
  })

  it('the demo’s board is filtered by mood and shown whole again by the keyboard alone', async () => {
    await board.keyboard.press('/')
    const level = board.getByLabel('Mood')
    const chosen = (): Promise<string> => level.evaluate((field: HTMLSelectElement) => field.value)
    await expect
      .poll(async () => {
        await board.keyboard.press('Tab')
        return await level.evaluate((field) => field.matches(':focus'))
      })
      .toBe(true)
    await board.keyboard.press('ArrowDown')
    expect(await chosen()).toBe('manager')
    await tabTo(board, 'button')
    await board.keyboard.press('Enter')
    await expect.poll(chosen).toBe('')
    expect(faults).toEqual([])
  })
})
