/** What a service holds that nobody asks for anything: as it comes, garbage and all. */
import { setTimeout as sleep } from 'node:timers/promises'
import { startBff } from '../bff-environment.ts'
import { residentBytesOf } from '../harness/cpu.ts'
import { serverEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context } from '../harness/scenario.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'
import { MIB } from './settled.ts'

const REST_MS = 10_000
const MOST_ROUNDS = 3
const READY_WITHIN_MS = 60_000
const NO_MODEL = { SENTIMENT_MODEL: 'off' }
const NO_MODEL_NOR_KNOWLEDGE = { ...NO_MODEL, KNOWLEDGE: 'off' }
const MOST_WITHOUT_MODEL: Bar = { kind: 'ours-at-most', value: 120 }
const MOST_WITH_MODEL: Bar = { kind: 'ours-at-most', value: 300 }

/** Until the model is warm, `/readyz` says so; it is never ready here, since no CXone is configured. */
const warm = async ({ url }: ServerProcess): Promise<void> => {
  const until = performance.now() + READY_WITHIN_MS
  for (;;) {
    const told = await (await fetch(`${url}/readyz`)).text()
    if (!told.includes('warming')) return
    if (performance.now() > until) throw new Error('the model was not loaded in time')
    await sleep(100)
  }
}

const atRest = async (starting: Promise<ServerProcess>, isReady: typeof warm): Promise<number> => {
  const server = await starting
  try {
    await isReady(server)
    await sleep(REST_MS)
    return residentBytesOf(server.pid) / MIB
  } finally {
    await server.stop()
  }
}

const nothing = (): Promise<void> => Promise.resolve()

export const restRows = async (context: Context): Promise<readonly Row[]> => {
  const baseline = () => atRest(startServer({ entry: serverEntry('express-relay') }), nothing)
  const count = Math.min(MOST_ROUNDS, context.options.rounds)
  const withEnv = (env: Readonly<Record<string, string>>) =>
    interleave(count, { ours: () => atRest(startBff(context, { env }), warm), baseline })
  const without = await withEnv(NO_MODEL_NOR_KNOWLEDGE)
  const withKnowledge = await withEnv(NO_MODEL)
  const withModel = await interleave(count, { ours: () => atRest(startBff(context), warm), baseline })
  const common = { metric: 'MiB resident', baselineName: 'Express + socket.io' }
  return [
    {
      ...common,
      scenario: 'memory: 10 s at rest, no model, no knowledge',
      bar: MOST_WITHOUT_MODEL,
      rounds: figures(without, (mib) => mib),
    },
    {
      ...common,
      scenario: 'memory: 10 s at rest, no model, the shipped knowledge',
      bar: MOST_WITHOUT_MODEL,
      rounds: figures(withKnowledge, (mib) => mib),
    },
    {
      ...common,
      scenario: 'memory: 10 s at rest, model warm',
      bar: MOST_WITH_MODEL,
      rounds: figures(withModel, (mib) => mib),
    },
  ]
}
