/** One side of the comparison: a service with thousands of conversations, and a supervisor's page in a Chromium of its own. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import * as z from 'zod/mini'
import { freePort } from '../harness/free-port.ts'
import { inRepository, serverEntry } from '../harness/places.ts'
import type { Context } from '../harness/scenario.ts'
import { startServer } from '../harness/server-process.ts'
import { type MainThread, mainThreadOf } from '../panel/memory.ts'
import type { LongFrame } from '../panel/page/observed.ts'
import { BENCH_PAGES } from '../panel/page-build.ts'
import { type TaskWatch, watchTasks } from '../panel/tasks.ts'
import { openChromium } from '../sentiment/browser-side.ts'
import { startPageServer } from '../sentiment/page-server.ts'
import type { BoardSide, BoardTask } from './page/board.ts'

export const CONVERSATIONS = 5000
export const CHANGES_A_SECOND = 200
const WARM_UP_MS = 5000
/** A trace of a whole minute would be more than the browser keeps. */
const SLICES = 10
const VIEWPORT = { width: 1280, height: 800 }
/** Of the wheel, where somebody scrolls: up and down again, some ten rows at a time. */
const TURNS_A_SECOND = 5
const TURN_PX = 400
const TURNS_ONE_WAY = 15

const where = z.object({ url: z.string(), token: z.string() })

export interface BoardSideResult {
  readonly minutes: number
  /** Processor time of each task of the page's main thread until the first rows were drawn, in milliseconds. */
  readonly opening: readonly number[]
  /** The same of what came after. */
  readonly tasks: readonly number[]
  /** By the clock. */
  readonly lateFrames: readonly LongFrame[]
  readonly mainThread: MainThread
  /** How many rows were pushed, to show that both sides had the same load. */
  readonly pushedRows: number
}

interface Opened {
  readonly browser: Browser
  readonly page: Page
  readonly cdp: CDPSession
  readonly watch: TaskWatch
}

const open = async (url: string, task: BoardTask): Promise<Opened & { readonly opening: readonly number[] }> => {
  const browser = await openChromium()
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  // Processor time: what other processes do meanwhile is not in it.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const watch = await watchTasks(browser)
  await watch.start()
  await page.goto(`${url}/open/board#${encodeURIComponent(JSON.stringify(task))}`)
  await page.waitForFunction(() => 'boardPage' in window)
  await page.evaluate(() => window.boardPage.ready)
  if (task.side === 'element') await page.getByRole('row').nth(5).waitFor()
  return { browser, page, cdp, watch, opening: await watch.take() }
}

const scroll = async (page: Page, until: number): Promise<void> => {
  await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2)
  for (let turn = 0; performance.now() < until; turn += 1) {
    const due = performance.now() + 1000 / TURNS_A_SECOND
    await page.mouse.wheel(0, Math.floor(turn / TURNS_ONE_WAY) % 2 === 0 ? TURN_PX : -TURN_PX)
    await sleep(Math.max(0, due - performance.now()))
  }
}

const read = async ({ page, cdp, watch }: Opened, until: number) => {
  const tasks: number[] = []
  const before = await mainThreadOf(cdp)
  const startedAt = performance.now()
  for (let slice = 1; slice <= SLICES; slice += 1) {
    await watch.start()
    await sleep(Math.max(0, startedAt + ((until - startedAt) * slice) / SLICES - performance.now()))
    tasks.push(...(await watch.take()))
  }
  const { frames: lateFrames } = await page.evaluate(() => window.boardPage.observed())
  const after = await mainThreadOf(cdp)
  return { tasks, lateFrames, mainThread: { task: after.task - before.task, layout: after.layout - before.layout } }
}

const pushedRowsAt = async (url: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^cx_assist_board_rows_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

/** Everything anew, so that no side meets what another one left. */
export const runBoardSide = async (
  { options }: Context,
  side: BoardSide,
  isScrolled: boolean,
): Promise<BoardSideResult> => {
  const pages = await startPageServer(await freePort(), [{ prefix: '/pages/', folder: BENCH_PAGES }])
  const server = await startServer({
    entry: serverEntry('board'),
    env: {
      CONVERSATIONS: String(CONVERSATIONS),
      CHANGES: String(CHANGES_A_SECOND),
      SIDE: 'hub',
      ORIGIN: pages.url,
      WIDGET: inRepository('dist/public/widget'),
    },
  })
  const ask = async (path: string): Promise<string> => await (await fetch(`${server.url}${path}`)).text()
  let browser: Browser | undefined
  try {
    const service = where.parse(JSON.parse(await ask('/where')))
    const opened = await open(pages.url, { side, bff: service.url, token: service.token })
    browser = opened.browser
    await ask('/start')
    await sleep(WARM_UP_MS)
    // What was noted so far is of the opening.
    await opened.page.evaluate(() => window.boardPage.observed())
    const pushedBefore = await pushedRowsAt(service.url)
    const until = performance.now() + options.minutes * 60_000
    const [figures] = await Promise.all([read(opened, until), isScrolled ? scroll(opened.page, until) : undefined])
    const pushedRows = (await pushedRowsAt(service.url)) - pushedBefore
    return { minutes: options.minutes, opening: opened.opening, ...figures, pushedRows }
  } finally {
    await browser?.close()
    await Promise.all([server.stop(), pages.stop()])
  }
}
