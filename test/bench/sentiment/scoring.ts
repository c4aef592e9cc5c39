/** A process with one model: the service's scorer and the very session that it runs, timed in turn. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { InferenceSession, Tensor } from 'onnxruntime-web'
import * as z from 'zod/mini'
import { createEncode, openSession } from '../../../bff/model/runtime.ts'
import { readModelFolder } from '../../../bff/scoring/model-folder.ts'
import { openModel } from '../../../bff/scoring/open-model.ts'
import { encodeWithin, type Scorer } from '../../../shared/model/scorer.ts'
import { latencyOf } from '../harness/statistics.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { textsOf } from './texts.ts'

/** What the service's door to the runtime opened last. The scorer hides it, and raw runs are to be on the same one. */
let opened: InferenceSession | undefined
const create = InferenceSession.create
Object.assign(InferenceSession, {
  create: async (...given: unknown[]): Promise<InferenceSession> => {
    const session: InferenceSession = await Reflect.apply(create, InferenceSession, given)
    opened = session
    return session
  },
})

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

const residentMegabytes = (): number => {
  if (typeof collect === 'function') collect()
  return process.memoryUsage().rss / 2 ** 20
}

type Feeds = Readonly<Record<string, Tensor>>
interface Ready {
  readonly scorer: Scorer
  readonly session: InferenceSession
  readonly tokensOf: (text: string) => readonly number[]
}
let ready: Ready | undefined

const folderOf = z.object({ folder: z.string() })

const open = async ({ folder }: z.infer<typeof folderOf>) => {
  const startedAt = performance.now()
  const { scorer, spec } = await openModel(folder)
  const openedAfterMs = performance.now() - startedAt
  const residentMiB = residentMegabytes()
  const { tokenizer, tokenizerConfig } = await readModelFolder(folder)
  const encode = createEncode(tokenizer, tokenizerConfig)
  if (opened === undefined) throw new Error('the runtime was not opened where it is expected')
  const tokensOf = (text: string) => encodeWithin(encode, text, spec.maxLength, spec.emptyTokenId)
  ready = { scorer, session: opened, tokensOf }
  return { openedAfterMs, residentMiB }
}

const feedsOf = ({ session, tokensOf }: Ready, text: string): Feeds => {
  const tokens = tokensOf(text)
  const dims = [1, tokens.length]
  const all: Feeds = {
    input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), dims),
    attention_mask: new Tensor('int64', new BigInt64Array(tokens.length).fill(1n), dims),
    token_type_ids: new Tensor('int64', new BigInt64Array(tokens.length), dims),
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => session.inputNames.includes(name)))
}

/** Nothing but the model: what no pipeline around it can do without. */
const openBare = async ({ folder }: z.infer<typeof folderOf>) => {
  const startedAt = performance.now()
  const { model, spec } = await readModelFolder(folder)
  const session = await openSession(model.file, model.bytes)
  // As long as the warm-up of ours: memory grows with the longest run.
  for (const length of [2, spec.maxLength]) {
    const dataOf = (name: string) => new BigInt64Array(length).fill(name === 'input_ids' ? 2n : 1n)
    const inputs = session.inputNames.map((name) => [name, { data: dataOf(name), dims: [1, length] as const }])
    await session.run(Object.fromEntries(inputs), session.outputNames)
  }
  return { openedAfterMs: performance.now() - startedAt, residentMiB: residentMegabytes() }
}

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await act()
  return performance.now() - startedAt
}

const round = z.object({ tokens: z.int(), calls: z.int() })
const DIFFERENT_TEXTS = 64

const measure = async ({ tokens, calls }: z.infer<typeof round>) => {
  if (ready === undefined) throw new Error('nothing is open')
  const model = ready
  const texts = textsOf((text) => model.tokensOf(text).length, tokens, Math.min(calls, DIFFERENT_TEXTS))
  const made = texts.map((text) => ({ text, feeds: feedsOf(model, text) }))
  const ours: number[] = []
  const raw: number[] = []
  for (let call = 0; call < calls; call += 1) {
    const { text, feeds } = made[call % made.length] ?? { text: '', feeds: {} }
    const score = async () => ours.push(await timed(() => model.scorer.score(text)))
    const run = async () => raw.push(await timed(() => model.session.run(feeds)))
    // Whoever is second finds the model in the processor's caches.
    for (const act of call % 2 === 0 ? [score, run] : [run, score]) await act()
    // As in the service, where other work comes between two of them.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ours: latencyOf(ours), raw: latencyOf(raw) }
}

serveCommands({
  open: command(folderOf, open),
  openBare: command(folderOf, openBare),
  measure: command(round, measure),
})
