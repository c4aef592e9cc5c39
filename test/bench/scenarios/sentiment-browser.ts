/** Scoring in the browser as the widget does it, against the usual pipeline of the same model, runtime device and thread. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createEncode } from '../../../bff/model/runtime.ts'
import { readModelFolder } from '../../../bff/scoring/model-folder.ts'
import { freePort } from '../harness/free-port.ts'
import { inRepository } from '../harness/places.ts'
import { type Bar, interleave, type Round, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { median, percentile } from '../harness/statistics.ts'
import { openChromium, openSide, pageMegabytes } from '../sentiment/browser-side.ts'
import { type BenchModel, benchModels } from '../sentiment/models.ts'
import { type PageServer, type Sent, startPageServer } from '../sentiment/page-server.ts'
import { buildPage, PAGES, type SideName } from '../sentiment/pages.ts'
import { ensurePeer, PEER_NAME, PEER_RUNTIME } from '../sentiment/peer-package.ts'
import { textsOf } from '../sentiment/texts.ts'

const TOKENS = [16, 32, 64]
/** Bursts of one round, and utterances of one burst, of the shipped model. */
const BURSTS = 40
const BURST = 16
const FEWEST_UTTERANCES = 8
const MOST_OPENINGS = 5
/** Both are to be the same graph: more than rounding lies between different ones. */
const SAME_WITHIN = 0.001
const FIRST_TEXT = 'nobody called me back'
const NO_BAR: Bar = { kind: 'none' }
const NEVER_SLOWER: Bar = { kind: 'ratio-at-most', value: 1 }
const AT_MOST_HALF: Bar = { kind: 'ratio-at-most', value: 0.5 }

interface Setting {
  readonly context: Context
  readonly server: PageServer
  readonly model: BenchModel
}

const lengthOf = async ({ folder }: BenchModel): Promise<(text: string) => number> => {
  const { tokenizer, tokenizerConfig } = await readModelFolder(folder)
  const encode = createEncode(tokenizer, tokenizerConfig)
  return (text) => encode(text, true).length
}

/** @throws if the two sides do not score with the same model */
const checkSame = async (ours: Page, peer: Page, texts: readonly string[]): Promise<void> => {
  for (const text of texts) {
    const [one, other] = await Promise.all(
      [ours, peer].map((page) => page.evaluate((given) => window.bench.score(given), text)),
    )
    const apart = Math.abs((one?.probability ?? Number.NaN) - (other?.probability ?? Number.NaN))
    if (one?.label !== other?.label || !(apart <= SAME_WITHIN)) {
      throw new Error(`the sides do not agree: ${JSON.stringify(one)} and ${JSON.stringify(other)}`)
    }
  }
}

interface Timed {
  /** The middle one of the bursts, for one utterance of it. */
  readonly p50: number
  readonly p95: number
}

const latencyRows = async ({ context, server, model }: Setting): Promise<Row[]> => {
  const browser = await openChromium()
  try {
    const open = async (side: SideName) =>
      (await openSide(await browser.newContext(), server, side, model.key, FIRST_TEXT)).page
    const pages = { ours: await open('ours'), baseline: await open('peer') }
    const length = await lengthOf(model)
    const burst = Math.max(1, Math.round(BURST / model.weight))
    const bursts = Math.max(FEWEST_UTTERANCES, context.scaled(Math.round((BURSTS * BURST) / burst / model.weight)))
    const rows: Row[] = []
    for (const tokens of TOKENS) {
      context.say(`  ${model.name}: ${tokens} tokens`)
      const perSide = bursts * burst
      // None is scored twice by one side: what it may remember is not to be measured.
      const all = textsOf(length, tokens, perSide * (context.options.rounds + 1))
      await checkSame(pages.ours, pages.baseline, all.slice(0, 4))
      const rounds: Round<Timed>[] = []
      for (let round = 0; round <= context.options.rounds; round += 1) {
        const texts = all.slice(round * perSide, (round + 1) * perSide)
        const measured = await measureRound(pages, texts, burst)
        // The first round is for warming up.
        if (round > 0) rounds.push(measured)
      }
      const common = { scenario: `in the browser, ${model.name}: ${tokens} tokens`, baselineName: PEER_NAME }
      rows.push(
        { ...common, metric: 'p50 ms', bar: NEVER_SLOWER, rounds: pick(rounds, ({ p50 }) => p50) },
        { ...common, metric: 'p95 ms', bar: NO_BAR, rounds: pick(rounds, ({ p95 }) => p95) },
      )
    }
    return rows
  } finally {
    await browser.close()
  }
}

const pick = <S>(rounds: readonly Round<S>[], of: (side: S) => number): Round<number>[] =>
  rounds.map(({ ours, baseline }) => ({ ours: of(ours), baseline: of(baseline) }))

/** Burst by burst in turn, so that both sides meet the same state of the machine. */
const measureRound = async (
  pages: Readonly<Record<'ours' | 'baseline', Page>>,
  texts: readonly string[],
  burst: number,
): Promise<Round<Timed>> => {
  const sides = {
    ours: { each: [] as number[], means: [] as number[] },
    baseline: { each: [] as number[], means: [] as number[] },
  }
  for (let at = 0; at < texts.length; at += burst) {
    const given = texts.slice(at, at + burst)
    const order = (at / burst) % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const)
    for (const side of order) {
      const { each, all } = await pages[side].evaluate((some) => window.bench.time(some), given)
      sides[side].each.push(...each)
      sides[side].means.push(all / given.length)
    }
  }
  const timed = ({ each, means }: { each: readonly number[]; means: readonly number[] }): Timed => ({
    p50: median(means),
    p95: percentile(each, 0.95),
  })
  return { ours: timed(sides.ours), baseline: timed(sides.baseline) }
}

interface Opening {
  readonly side: SideName
  readonly firstScoreAfterMs: number
  readonly sent: readonly Sent[]
  readonly pageMiB: number
}

const openingRows = async ({ context, server, model }: Setting): Promise<Row[]> => {
  const longest = textsOf(await lengthOf(model), TOKENS.at(-1) ?? 0, 8)
  const open = async (side: SideName): Promise<Opening> => {
    const browser = await openChromium()
    try {
      server.take()
      const { page, firstScoreAfterMs } = await openSide(
        await browser.newContext(),
        server,
        side,
        model.key,
        FIRST_TEXT,
      )
      const sent = server.take()
      await page.evaluate((texts) => window.bench.time(texts), longest)
      return { side, firstScoreAfterMs, sent, pageMiB: await pageMegabytes(browser) }
    } finally {
      await browser.close()
    }
  }
  context.say(`  ${model.name}: from nothing to the first score`)
  await open('ours')
  await open('peer')
  const rounds = await interleave(Math.min(MOST_OPENINGS, context.options.rounds), {
    ours: () => open('ours'),
    baseline: () => open('peer'),
  })
  const row = (metric: string, bar: Bar, of: (side: Opening) => number): Row => ({
    scenario: `in the browser, ${model.name}: first score`,
    metric,
    baselineName: PEER_NAME,
    bar,
    rounds: pick(rounds, of),
  })
  const mebibytes = (bytesOf: (file: Sent) => number) => (opening: Opening) =>
    opening.sent.reduce((sum, file) => sum + bytesOf(file), 0) / 2 ** 20
  const isModel = ({ path }: Sent) => path.endsWith('.onnx')
  return [
    row('ms from nothing', AT_MOST_HALF, ({ firstScoreAfterMs }) => firstScoreAfterMs),
    row(
      'MiB loaded',
      AT_MOST_HALF,
      mebibytes(({ bytes }) => bytes),
    ),
    row(
      'MiB loaded, gzipped',
      NO_BAR,
      mebibytes(({ gzippedBytes }) => gzippedBytes),
    ),
    row(
      'MiB loaded, as brotli',
      NO_BAR,
      mebibytes(({ brotliBytes }) => brotliBytes),
    ),
    // Whoever serves the peer's files decides how they are sent; the row above has both alike.
    row('MiB as the service sends ours, and as the peer has its files', AT_MOST_HALF, (opening) =>
      mebibytes(({ bytes, brotliBytes }) => (opening.side === 'ours' ? brotliBytes : bytes))(opening),
    ),
    row(
      'MiB without model',
      NO_BAR,
      mebibytes((file) => (isModel(file) ? 0 : file.bytes)),
    ),
    row('MiB of the page', NO_BAR, ({ pageMiB }) => pageMiB),
  ]
}

/** The peer knows model types by name and not ours; the graph is the same under any of them. */
const asRoberta = (path: string, content: Buffer): Buffer =>
  path === 'config.json' || path.endsWith('/config.json')
    ? Buffer.from(JSON.stringify({ ...JSON.parse(content.toString('utf8')), model_type: 'roberta' }))
    : content

export const sentimentBrowserScenario: Scenario = {
  name: 'sentiment-browser',
  about: `one utterance scored in Chromium by the widget's worker, against ${PEER_NAME}`,
  run: async (context) => {
    const models = benchModels(context)
    ensurePeer(context)
    for (const side of ['ours', 'peer'] as const) await buildPage(side)
    const folders = models.flatMap(({ key, folder }) => [
      { prefix: `/models/${key}/`, folder },
      { prefix: `/peer-models/${key}/`, folder, replace: asRoberta },
    ])
    const server = await startPageServer(await freePort(), [
      ...folders,
      { prefix: '/pages/', folder: PAGES },
      { prefix: '/peer-runtime/', folder: PEER_RUNTIME },
      { prefix: '/widget/', folder: inRepository(join('dist', 'public', 'widget')) },
    ])
    try {
      const rows: Row[] = []
      for (const model of models) {
        const setting = { context, server, model }
        rows.push(...(await latencyRows(setting)), ...(await openingRows(setting)))
      }
      return rows
    } finally {
      await server.stop()
    }
  },
}
