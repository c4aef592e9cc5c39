/** From the spawn of the process to its first 200 on `/healthz`, against a plain Express + socket.io process. */
import { startBff } from '../bff-environment.ts'
import { serverEntry } from '../harness/places.ts'
import { figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'

/** Bar of the contract's users: a restart must not be noticed. */
const MOST_MS = 1000

const readyAfter = async (starting: Promise<ServerProcess>): Promise<number> => {
  const server = await starting
  await server.stop()
  return server.readyAfterMs
}

const run = async (context: Context): Promise<readonly Row[]> => {
  const sides = {
    ours: () => readyAfter(startBff(context)),
    baseline: () => readyAfter(startServer({ entry: serverEntry('express-relay') })),
  }
  // The first start of each reads its files from the disk; a restart does not.
  await interleave(1, sides)
  const rounds = await interleave(context.options.rounds, sides)
  return [
    {
      scenario: 'start to /healthz',
      metric: 'ms',
      baselineName: 'Express + socket.io',
      bar: { kind: 'ours-at-most', value: MOST_MS },
      rounds: figures(rounds, (ms) => ms),
    },
  ]
}

export const startScenario: Scenario = { name: 'start', about: 'from the spawn to the first 200 of /healthz', run }
