/** One side of the comparison: a service, a Chromium and a desktop of its own, an agent who writes and turns from one to the next. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { freePort } from '../harness/free-port.ts'
import { loadEntry } from '../harness/places.ts'
import type { Context } from '../harness/scenario.ts'
import type { ServerProcess } from '../harness/server-process.ts'
import { startWorker, type WorkerProcess } from '../harness/worker-process.ts'
import { openChromium } from '../sentiment/browser-side.ts'
import { startPageServer } from '../sentiment/page-server.ts'
import { type Held, heldBy, type MainThread, mainThreadOf } from './memory.ts'
import type { DeskTask } from './page/desk.ts'
import type { Key, LongFrame, LongTask, Observed, SlowKey } from './page/observed.ts'
import type { SideName } from './page/sides.ts'
import { BENCH_PAGES } from './page-build.ts'
import { type TaskWatch, watchTasks } from './tasks.ts'

export const CONVERSATIONS = 10
export const EVENTS_PER_MINUTE = 1000
/** As many as the service and the panel keep of one. */
const UTTERANCES = 200
const TURN_EVERY_MS = 3000
const KEYS_PER_SECOND = 5
/** Every conversation is turned to once, all sorts of events have come, and whatever is loaded late is there. */
const WARM_UP_MS = 12_000
const WARM_UP_TURN_MS = 1000
const READINGS = 10
/** What was warmed up by then; every other reading from here on looks at single objects. */
const FIRST_SNAPSHOT = 4
const VIEWPORT = { width: 1280, height: 800 }
const SENTENCE =
  'I have looked at your order and can see what happened to the parcel, so let me put it right for you now.'

const upstreams = z.object({ env: z.record(z.string(), z.string()) })
const filled = z.object({ token: z.string(), conversations: z.array(z.string()) })
const traffic = z.object({ perMinute: z.number(), byType: z.record(z.string(), z.number()) })

export interface SideResult {
  readonly minutes: number
  readonly traffic: z.infer<typeof traffic>
  readonly observed: Observed
  /** When measuring began and ended, by the page's clock. */
  readonly measured: Span
  /** While the page was stopped to be measured; what happened then is not its own doing. */
  readonly stopped: readonly Span[]
  readonly held: readonly Held[]
  /** Processor time of each task of the page's main thread in milliseconds; none where a trace was taken. */
  readonly tasks: readonly number[]
  readonly mainThread: MainThread
  readonly bffUrl: string
}

interface Span {
  readonly from: number
  readonly to: number
}

interface Desktop {
  readonly browser: Browser
  readonly page: Page
  readonly cdp: CDPSession
}

const openDesktop = async (url: string, task: DeskTask): Promise<Desktop> => {
  const browser = await openChromium()
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  // Processor time: what other processes do meanwhile is not in it.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.goto(`${url}/open/desk#${encodeURIComponent(JSON.stringify(task))}`)
  await page.waitForFunction(() => 'desk' in window)
  await page.evaluate(() => window.desk.ready)
  return { browser, page, cdp }
}

const pageNow = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** Keys at an even pace, each a real one that goes through the browser's own input; resolves when `until` is there. */
const type = async (page: Page, until: number): Promise<void> => {
  for (let key = 0; performance.now() < until; key += 1) {
    const due = performance.now() + 1000 / KEYS_PER_SECOND
    await page.keyboard.press(SENTENCE[key % (SENTENCE.length + 1)] ?? 'Enter')
    await sleep(Math.max(0, due - performance.now()))
  }
}

type Readings = Pick<SideResult, 'held' | 'stopped' | 'tasks' | 'mainThread' | 'observed'>

interface Noted {
  readonly tasks: LongTask[]
  readonly frames: LongFrame[]
  readonly keys: Key[]
  readonly slowKeys: SlowKey[]
}

const note = (all: Noted, { tasks, frames, keys, slowKeys }: Observed): void => {
  all.tasks.push(...tasks)
  all.frames.push(...frames)
  all.keys.push(...keys)
  all.slowKeys.push(...slowKeys)
}

/** Readings at even times, the first at once and the last at the end; tasks and the main thread's time are those between them. */
const read = async (
  { browser, page, cdp }: Desktop,
  watch: TaskWatch | undefined,
  until: number,
): Promise<Readings> => {
  const held: Held[] = []
  const stopped: Span[] = []
  const tasks: number[] = []
  const observed: Noted = { tasks: [], frames: [], keys: [], slowKeys: [] }
  const mainThread = { task: 0, layout: 0 }
  let before: MainThread | undefined
  const startedAt = performance.now()
  for (let reading = 0; reading <= READINGS; reading += 1) {
    await sleep(Math.max(0, startedAt + ((until - startedAt) * reading) / READINGS - performance.now()))
    const from = await pageNow(page)
    if (before !== undefined) {
      const now = await mainThreadOf(cdp)
      mainThread.task += now.task - before.task
      mainThread.layout += now.layout - before.layout
      for (const task of (await watch?.take()) ?? []) tasks.push(task)
    }
    note(observed, await page.evaluate(() => window.desk.observed()))
    const at = (performance.now() - startedAt) / 60_000
    held.push(await heldBy(browser, cdp, { at, withObjects: reading >= FIRST_SNAPSHOT && reading % 2 === 0 }))
    if (reading < READINGS) await watch?.start()
    before = await mainThreadOf(cdp)
    stopped.push({ from, to: await pageNow(page) })
  }
  return { held, stopped, tasks, mainThread, observed }
}

/** A trace for the performance panel of Chromium's own tools. */
const traced = async <T>(context: Context, { browser, page }: Desktop, side: SideName, act: () => Promise<T>) => {
  const folder = context.options.profile
  if (folder === undefined) return await act()
  mkdirSync(folder, { recursive: true })
  await browser.startTracing(page, { path: join(folder, `panel-${side}-${Date.now()}.json`) })
  const acted = await act()
  await browser.stopTracing()
  return acted
}

const measure = async (
  context: Context,
  side: SideName,
  desktop: Desktop,
  load: WorkerProcess,
  bff: ServerProcess,
): Promise<SideResult> => {
  const { page } = desktop
  const { minutes } = context.options
  await load.ask('start', { eventsPerMinute: EVENTS_PER_MINUTE }, z.object({}))
  await page.evaluate((ms) => window.desk.turnEvery(ms), WARM_UP_TURN_MS)
  await type(page, performance.now() + WARM_UP_MS)
  await page.evaluate((ms) => window.desk.turnEvery(ms), TURN_EVERY_MS)
  const from = await pageNow(page)
  const until = performance.now() + minutes * 60_000
  // Chromium takes one trace at a time.
  const watch = context.options.profile === undefined ? await watchTasks(desktop.browser) : undefined
  const [readings] = await traced(context, desktop, side, () =>
    Promise.all([read(desktop, watch, until), type(page, until)]),
  )
  const to = await pageNow(page)
  const scored = await page.evaluate(() => window.desk.scored())
  if (side === 'scored' && scored === 0) throw new Error('the panel was to score in the page, and did not')
  return {
    minutes,
    traffic: await load.ask('stop', {}, traffic),
    measured: { from, to },
    ...readings,
    bffUrl: bff.url,
  }
}

/** Everything anew, so that no side meets what another one left. */
export const runSide = async (context: Context, side: SideName): Promise<SideResult> => {
  const load = startWorker(loadEntry('panel'))
  const pages = await startPageServer(await freePort(), [{ prefix: '/pages/', folder: BENCH_PAGES }])
  const { env } = await load.ask('listen', {}, upstreams)
  const bff = await startBff(context, { env: { ...env, ALLOWED_ORIGINS: pages.url } })
  let browser: Browser | undefined
  try {
    const service = { url: bff.url, secret: WEBHOOK_SECRET, integratorKey: INTEGRATOR_API_KEY }
    const { token, conversations } = await load.ask(
      'fill',
      { ...service, conversations: CONVERSATIONS, utterances: UTTERANCES },
      filled,
    )
    const desktop = await openDesktop(pages.url, { side, bff: bff.url, token, conversations })
    browser = desktop.browser
    return await measure(context, side, desktop, load, bff)
  } finally {
    await browser?.close()
    await Promise.all([load.stop(), bff.stop(), pages.stop()])
  }
}
