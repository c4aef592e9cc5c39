/** The same editors in other uses: formatted drafts, drafts of several paragraphs, texts that look like HTML, shadows, pairs. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../end-to-end/browser.ts'
import { buildPages } from './build.ts'
import { type Driver, openDriver } from './driver.ts'
import { EDITORS } from './editors.ts'

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

const FORMATTING = [
  'lexical',
  'quill',
  'tiptap',
  'ckeditor',
  'tinymce-inline',
  'tinymce-iframe',
  'plain-contenteditable',
]
/** Those that work in a shadow at all. */
const SHADED = ['plain-textarea', 'plain-contenteditable', 'react-textarea', 'tiptap', 'codemirror']
const BOLD = 'strong, b, [style*=bold], .bold'

/** What is bold in the reply, wherever that is. */
const bold = (): Promise<string> =>
  driver.page.evaluate((selector) => {
    const frame = document.querySelector<HTMLIFrameElement>('main iframe')
    const place = frame?.contentDocument?.body ?? document.querySelector('main')
    return [...(place?.querySelectorAll(selector) ?? [])].map((each) => each.textContent).join('|')
  }, BOLD)

for (const { name, page } of EDITORS) {
  describe(`a reply in ${name}, otherwise`, () => {
    it('is empty again once an insertion into an empty one is taken back', async () => {
      await driver.open(page)
      const before = await driver.held()
      expect(await driver.insert('We are sorry.\n\nBye')).toBe('inserted')
      expect(await driver.undo()).toBe('undone')
      expect(await driver.held()).toEqual(before)
      expect(driver.faults).toEqual([])
    })

    it('is left alone by the panel’s undo once the agent wrote on', async () => {
      await driver.open(page)
      await driver.type('Dear Ada,')
      await driver.insert('hello')
      await driver.type('!')
      expect(await driver.undo()).toBe('refused: changed_since')
      await holds('Dear Ada, hello!')
    })

    it('takes what looks like HTML as it is written', async () => {
      await driver.open(page)
      await driver.type('Use')
      expect(await driver.insert('<b>&amp;</b> "x" > 1\n\n<img src=x onerror=alert(1)>')).toBe('inserted')
      await holds('Use <b>&amp;</b> "x" > 1', '', '<img src=x onerror=alert(1)>')
    })

    it('takes lines in the middle of its second paragraph, and gives them back', async () => {
      await driver.open(page)
      await driver.type('Dear Ada,', 'one two', 'bye')
      for (const key of ['ArrowUp', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await driver.press(key, 1, 150)
      expect(await driver.insert('A\n\nB')).toBe('inserted')
      await holds('Dear Ada,', 'one A', '', 'B two', 'bye')
      expect(await driver.undo()).toBe('undone')
      await holds('Dear Ada,', 'one two', 'bye')
    })

    it('takes two texts after each other, and gives them back in turn', async () => {
      await driver.open(page)
      await driver.type('Hi.')
      expect(await driver.insert('One.')).toBe('inserted')
      expect(await driver.insert('Two.')).toBe('inserted')
      await holds('Hi. One. Two.')
      expect(await driver.undo()).toBe('undone')
      await holds('Hi. One.')
    })

    if (SHADED.includes(page)) {
      it('takes lines at the cursor inside of a shadow, and gives them back; or says no, and is what it was', async () => {
        await driver.open(page, true)
        await driver.type('Dear Ada, bye')
        await driver.press('ArrowLeft', 3)
        const word = await driver.insert('One\n\nTwo')
        expect(word).toMatch(/^(?:inserted|refused: (?:refused|not_kept))$/u)
        if (word === 'inserted') {
          await holds('Dear Ada, One', '', 'Two bye')
          expect(await driver.undo()).toBe('undone')
        }
        await holds('Dear Ada, bye')
      })
    }

    if (FORMATTING.includes(page)) {
      it('keeps what is bold in the draft, also through an insertion that is taken back', async () => {
        await driver.open(page)
        await driver.type('Dear ')
        await driver.press('Control+b')
        await driver.type('Ada Lovelace')
        await driver.press('Control+b')
        await driver.type(', bye')
        const before = await bold()
        expect(before.replaceAll('|', '')).toBe('Ada Lovelace')
        await driver.press('ArrowLeft', 9)
        expect(await driver.insert('King\nof')).toBe('inserted')
        await holds('Dear Ada Love King', 'of lace, bye')
        expect(await driver.undo()).toBe('undone')
        await holds('Dear Ada Lovelace, bye')
        expect(await bold()).toBe(before)
        expect(await driver.insert('New', 'replace')).toBe('inserted')
        await holds('New')
        expect(await driver.undo()).toBe('undone')
        await holds('Dear Ada Lovelace, bye')
        expect(await bold()).toBe(before)
      })
    }
  })
}
