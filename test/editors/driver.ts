/** An agent at a page with a real editor: by real keys and a real mouse. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { InsertMode } from '../../widget/composer/composer.ts'
import { BUILT } from './build.ts'
import type {} from './pages/stage.ts'

const ORIGIN = 'http://editors.test'
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

interface Held {
  readonly model: readonly string[]
  readonly dom: readonly string[]
}

export interface Driver {
  readonly page: Page
  /** What broke in the page. */
  readonly faults: string[]
  /** @param isShaded inside of a shadow. */
  open(editor: string, isShaded?: boolean): Promise<void>
  /** Types as an agent does; lines by Enter. */
  type(...lines: readonly string[]): Promise<void>
  /** @param everyMs how long after each: some editors forget a move of the cursor that comes sooner. */
  press(key: string, times?: number, everyMs?: number): Promise<void>
  insert(text: string, mode?: InsertMode): Promise<string>
  undo(): Promise<string>
  /** What became of what was pressed. */
  done(): Promise<string>
  held(): Promise<Held>
}

export const openDriver = async (browser: Browser): Promise<Driver> => {
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/') {
      const link = '<link rel="stylesheet" href="/style.css">'
      await route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><meta charset="utf-8"><title>Reply</title>${link}`,
      })
      return
    }
    const body = await readFile(join(BUILT, pathname)).catch(() => undefined)
    await route.fulfill(body ? { contentType: TYPES[extname(pathname)] ?? 'text/plain', body } : { status: 404 })
  })
  let shown = ''
  const done = async (): Promise<string> => {
    await page.waitForFunction(() => window.stage.word !== 'busy')
    return page.evaluate(() => window.stage.word)
  }

  return {
    page,
    faults,
    open: async (editor, isShaded = false) => {
      // An editor is fetched once, and made anew each time.
      if (editor !== shown) await page.goto(`${ORIGIN}/`)
      shown = editor
      faults.length = 0
      // As text, so that nothing makes something else of the imports.
      await page.evaluate(`(async () => {
        await import('/stage.js')
        const { open } = await import('/${editor}.js')
        await window.openStage(open, ${isShaded})
        window.stage.editor.focus()
      })()`)
    },
    type: async (...lines) => {
      for (const [index, line] of lines.entries()) {
        if (index > 0) await page.keyboard.press('Enter')
        await page.keyboard.type(line)
      }
    },
    press: async (key, times = 1, everyMs = 0) => {
      for (let pressed = 0; pressed < times; pressed += 1) {
        await page.keyboard.press(key)
        await page.waitForTimeout(everyMs)
      }
    },
    insert: async (text, mode = 'insert') => {
      // From the last key to the panel it takes a person at least this long; some editors hear of a cursor only then.
      await page.waitForTimeout(150)
      await page.evaluate((asked) => Object.assign(window.stage, asked), { text, mode })
      await page.click('#insert')
      return done()
    },
    undo: async () => {
      await page.click('#undo')
      return done()
    },
    done,
    held: () => page.evaluate(() => ({ model: window.stage.editor.model(), dom: window.stage.editor.dom() })),
  }
}
