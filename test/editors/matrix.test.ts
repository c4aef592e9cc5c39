/** Every editor, every way of writing in it: right in what it holds and in what it shows, or refused and nothing changed. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../end-to-end/browser.ts'
import { buildPages } from './build.ts'
import { type Driver, openDriver } from './driver.ts'
import { EDITORS } from './editors.ts'

const DRAFT = 'Dear Ada, bye'
const LINES = 'One\nTwo\n\nFour'

let browser: Browser
let driver: Driver

beforeAll(async () => {
  await buildPages()
  browser = await openBrowser()
  driver = await openDriver(browser)
})
afterAll(() => browser.close())

const holds = async (...lines: readonly string[]): Promise<void> => {
  expect(await driver.held()).toEqual({ model: lines, dom: lines })
  expect(driver.faults).toEqual([])
}

interface Operation {
  /** In the table. */
  readonly name: string
  readonly title: string
  run(): Promise<void>
  /** Why it is refused, where that is what is right. */
  readonly refused?: string
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'empty',
    title: 'takes a text while it is empty',
    run: async () => {
      expect(await driver.insert('We are sorry.')).toBe('inserted')
      await holds('We are sorry.')
    },
  },
  {
    name: 'at the cursor',
    title: 'takes a text at the cursor, in the middle of a draft',
    run: async () => {
      await driver.type(DRAFT)
      await driver.press('ArrowLeft', 3)
      expect(await driver.insert('we are sorry,')).toBe('inserted')
      await holds('Dear Ada, we are sorry, bye')
    },
  },
  {
    name: 'selection',
    title: 'keeps what is selected, and takes a text behind it',
    run: async () => {
      await driver.type(DRAFT)
      await driver.press('Shift+ArrowLeft', 3)
      expect(await driver.insert('and take care')).toBe('inserted')
      await holds('Dear Ada, bye and take care')
    },
  },
  {
    name: 'lines',
    title: 'takes several lines in their order, the blank one too',
    run: async () => {
      await driver.type(DRAFT)
      await driver.press('ArrowLeft', 3)
      expect(await driver.insert(LINES)).toBe('inserted')
      await holds('Dear Ada, One', 'Two', '', 'Four bye')
    },
  },
  {
    name: 'emoji',
    title: 'takes emoji whole',
    run: async () => {
      await driver.type(DRAFT)
      expect(await driver.insert('👩‍👩‍👧 see you 🙂')).toBe('inserted')
      await holds('Dear Ada, bye 👩‍👩‍👧 see you 🙂')
    },
  },
  {
    name: 'right to left',
    title: 'takes what is written from right to left',
    run: async () => {
      await driver.type('שלום Ada')
      expect(await driver.insert('نحن آسفون (42)\nשלום')).toBe('inserted')
      await holds('שלום Ada نحن آسفون (42)', 'שלום')
    },
  },
  {
    name: 'replace',
    title: 'is replaced as a whole where that is asked for',
    run: async () => {
      await driver.type('Dear Ada,', 'bye')
      expect(await driver.insert('All\n\nnew', 'replace')).toBe('inserted')
      await holds('All', '', 'new')
    },
  },
  {
    name: 'undo',
    title: 'is again what it was once the panel took an insertion back',
    run: async () => {
      await driver.type(DRAFT)
      await driver.press('ArrowLeft', 3)
      await driver.insert(LINES)
      expect(await driver.undo()).toBe('undone')
      await holds(DRAFT)
    },
  },
  {
    name: 'undo of a replacement',
    title: 'is again what it was once the panel took a replacement back',
    run: async () => {
      await driver.type('Dear Ada,', 'bye')
      await driver.insert('All\n\nnew', 'replace')
      expect(await driver.undo()).toBe('undone')
      await holds('Dear Ada,', 'bye')
    },
  },
  {
    name: 'Ctrl+Z',
    title: 'takes an insertion back by its own Ctrl+Z, and the draft not with it',
    run: async () => {
      await driver.type(DRAFT)
      await driver.insert(LINES)
      await driver.press('Control+z')
      await expect.poll(() => driver.held()).toEqual({ model: [DRAFT], dom: [DRAFT] })
      await holds(DRAFT)
    },
  },
  {
    name: 'read-only',
    refused: 'not_writable',
    title: 'is not written in while it is read-only, and says so',
    run: async () => {
      await driver.type(DRAFT)
      await driver.page.evaluate(() => window.stage.editor.makeReadOnly())
      expect(await driver.insert('theirs')).toBe('refused: not_writable')
      expect(await driver.insert('theirs', 'replace')).toBe('refused: not_writable')
      await holds(DRAFT)
    },
  },
  {
    name: 'from the panel',
    title: 'takes a text that Enter inserts from the panel',
    run: async () => {
      await driver.type(DRAFT)
      await driver.press('ArrowLeft', 3)
      await driver.page.focus('#insert')
      await driver.page.evaluate(() =>
        Object.assign(window.stage, { text: 'we are sorry,', mode: 'insert', word: 'busy' }),
      )
      await driver.press('Enter')
      expect(await driver.done()).toBe('inserted')
      await holds('Dear Ada, we are sorry, bye')
      // The agent goes on where the text ends.
      await driver.type('!')
      await expect.poll(() => driver.held()).toMatchObject({ model: ['Dear Ada, we are sorry, !bye'] })
    },
  },
]

/** What was seen to work, by editor. */
const seen = new Map<string, string[]>()

for (const { name, page } of EDITORS) {
  describe(`a reply in ${name}`, () => {
    for (const { title, run, refused } of OPERATIONS) {
      it(title, async () => {
        await driver.open(page)
        await run()
        seen.set(name, [...(seen.get(name) ?? []), refused === undefined ? 'right' : `refused: ${refused}`])
      })
    }
  })
}

describe('the table of what works', () => {
  it('says what was seen just now', async () => {
    const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
    const rows = [
      ['', ...OPERATIONS.map(({ name }) => name)],
      ['---', ...OPERATIONS.map(() => '---')],
      ...EDITORS.map(({ name }) => [name, ...(seen.get(name) ?? [])]),
    ]
    await expect(`${rows.map(row).join('\n')}\n`).toMatchFileSnapshot('table.md')
  })
})
