/** A side of the comparison in a Chromium of its own, which knows nothing from before. */
import { readFileSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import * as z from 'zod/mini'
import { CHROMIUM_FLAGS, ensureChromium } from '../../chromium.mjs'
import { NotMeasured } from '../harness/scenario.ts'
import type { PageServer } from './page-server.ts'
import type { SideName } from './pages.ts'

const FIRST_SCORE_WITHIN_MS = 120_000

const processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.int() })) })

export const openChromium = async (): Promise<Browser> => {
  try {
    return await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_FLAGS })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : error
    throw new NotMeasured(`Chromium could not be started: ${reason}`)
  }
}

/** A page with a cache of its own that has its first score. */
export const openSide = async (
  context: BrowserContext,
  server: PageServer,
  side: SideName,
  model: string,
  text: string,
): Promise<{ readonly page: Page; readonly firstScoreAfterMs: number }> => {
  const page = await context.newPage()
  page.setDefaultTimeout(FIRST_SCORE_WITHIN_MS)
  const failed = new Promise<never>((_, reject) => page.once('pageerror', reject))
  const query = new URLSearchParams({ model, text })
  const scored = page
    .goto(`${server.url}/open/${side}?${query}`)
    .then(() => page.waitForFunction(() => 'bench' in window))
    .then(() => page.evaluate(() => window.bench.firstScoreAfter))
  return { page, firstScoreAfterMs: await Promise.race([scored, failed]) }
}

/** Memory of a process that is not a file's, in bytes; NaN where there is no `/proc`. */
const privateBytesOf = (pid: number): number => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'mu').exec(status)?.[1] ?? Number.NaN)
    return (field('RssAnon') + field('RssShmem')) * 1024
  } catch {
    return Number.NaN
  }
}

/** Memory of the largest page of a browser: the one that scores, where there is no other. */
export const pageMegabytes = async (browser: Browser): Promise<number> => {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = processes.parse(await session.send('SystemInfo.getProcessInfo'))
  await session.detach()
  const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateBytesOf(id))
  return Math.max(...pages) / 2 ** 20
}
