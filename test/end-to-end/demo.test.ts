/** The main job as a newcomer meets it: one command, and a desktop on which routed conversations move. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { type Demo, simulate } from './simulate.ts'

describe('cx-assist simulate', () => {
  it.each([
    ['tutorial', '28481'],
    ['vendor', '28485'],
  ])(
    'cx-assist simulate in the %s dialect plays conversations to their end and finds every event on the widget, in order, with no error in the log',
    async (dialect, port) => {
      const speed = ['--limit', '12', '--concurrent', '12', '--speed', '60']
      const demo = simulate('--dialect', dialect, '--once', ...speed, '--port', port)
      expect(await demo.ended(), demo.output()).toBe(0)
      expect(demo.output()).toMatch(
        /checked 12 conversations: \d+ utterances and \d+ routings sent, all on the widget in order/,
      )
      expect(demo.output()).not.toMatch(/"level":"error"/)
    },
  )
})

describe.each([
  ['tutorial', '28491'],
  ['vendor', '28495'],
])('the demo desktop in the %s dialect', (dialect, port) => {
  let browser: Browser
  let page: Page
  let demo: Demo

  beforeAll(async () => {
    demo = simulate('--dialect', dialect, '--no-check', '--speed', '5', '--port', port)
    const [, url] = await demo.said(/Demo desktop: (\S+)/)
    browser = await openBrowser()
    page = await browser.newPage()
    await page.goto(url ?? '')
  })
  afterAll(async () => {
    await browser.close()
    demo.child.kill('SIGTERM')
    expect(await demo.ended()).toBe(0)
  })

  const selected = () => page.getByRole('option', { selected: true })
  const composer = () => page.getByRole('textbox', { name: /^Reply to/ })
  const panel = () => page.locator('cx-assist')
  // What is said may be out of sight, and is not laid out then.
  const heard = (words: string) => panel().getByText(words).first().waitFor({ state: 'attached' })

  it('the demo desktop shows live conversations, opens one by itself, and the panel follows it', async () => {
    await selected().waitFor()
    await panel().getByText('Live', { exact: true }).waitFor()
    expect(await page.getByRole('option').count()).toBeGreaterThan(1)
    // The desktop has one of its own, so the panel's is folded.
    await panel()
      .getByRole('button', { name: /^Transcript/ })
      .click()
    const first = await page.getByRole('log').getByRole('listitem').first().innerText()
    const words = first.split('\n').at(-1) ?? ''
    await heard(words)
  })

  it('the demo desktop sends what the agent writes, and the panel shows it as the agent’s', async () => {
    await page.getByRole('option').filter({ hasText: 'Active' }).first().click()
    await composer().fill('One moment, I am looking it up.')
    await composer().press('Enter')
    await heard('One moment, I am looking it up.')
    expect(await composer().inputValue()).toBe('')
  })

  /** Opens one conversation after the other, until there is something to insert in one that can be answered. */
  const findSuggestion = async (): Promise<boolean> => {
    for (const entry of await page.getByRole('option').filter({ hasText: 'Active' }).all()) {
      await entry.click()
      const insert = panel().getByRole('button', { name: 'Insert', exact: true }).first()
      // What is for agents only is asked about before it is inserted.
      const isPlain = (await panel().getByText('Internal', { exact: true }).count()) === 0
      if ((await composer().isEnabled()) && (await insert.isVisible()) && isPlain) return true
    }
    return false
  }

  it('the demo desktop takes what the panel inserts at the cursor, keeps the draft, and has it back by one key', async () => {
    await expect.poll(findSuggestion, { timeout: 25_000, interval: 500 }).toBe(true)
    await composer().fill('Dear customer, … Kind regards')
    await composer().evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(14, 14))
    await composer().press('F8')
    await page.keyboard.press('Enter')
    await expect.poll(() => composer().inputValue()).toMatch(/^Dear customer, \S[\s\S]+ … Kind regards$/u)
    await expect.poll(() => composer().evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.press('F8')
    await page.keyboard.press('z')
    await expect.poll(() => composer().inputValue()).toBe('Dear customer, … Kind regards')
    await page.keyboard.press('Escape')
  })

  it('the demo desktop is worked by keyboard: the list moves, and the panel moves with it', async () => {
    await composer().fill('')
    await selected().focus()
    const before = await selected().innerText()
    // The end of the list has nothing below it.
    const isLast = (await page.getByRole('option').last().getAttribute('aria-selected')) === 'true'
    await page.keyboard.press(isLast ? 'ArrowUp' : 'ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await selected().innerText()).split('\n')[1]).not.toBe(before.split('\n')[1])
  })

  it('the demo desktop leads to the desktops of others, in which the hosted panel follows the same conversations', async () => {
    await page.getByRole('link', { name: 'Any desktop' }).click()
    await page.waitForURL('**/desktops/generic')
    await page.getByRole('option').filter({ hasText: 'Active' }).first().click()
    await page.frameLocator('iframe[title=Assist]').getByText('Live', { exact: true }).waitFor()
    expect(await page.locator('[data-rule]').count()).toBe(0)
  })
})

describe('the demo with a provider to sign in at', () => {
  it('the demo with a provider to sign in at lets its agent in at a desktop that gives the panel no token', async () => {
    const demo = simulate('--sign-in', '--no-check', '--speed', '5', '--port', '28501')
    const browser = await openBrowser()
    try {
      const [, url] = await demo.said(/Demo desktop: (\S+)/)
      const page = await browser.newPage()
      await page.goto(`${url}/desktops/chatwoot`)
      await page.getByRole('option').filter({ hasText: 'Active' }).first().click()
      const panel = page.frameLocator('iframe[title=Assist]')
      const opened = page.waitForEvent('popup')
      await panel.getByRole('button', { name: 'Sign in' }).click()
      await (await opened).getByRole('button', { name: 'Continue as the agent of the demo' }).click()
      await panel.getByText('Live', { exact: true }).waitFor()
      expect(await page.locator('[data-rule]').count()).toBe(0)
    } finally {
      await browser.close()
      demo.child.kill('SIGTERM')
      await demo.ended()
    }
  })
})
