import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { systemClock } from '../../../../bff/deadline.ts'
import { StoreUnavailable } from '../../../../bff/ports/store.ts'
import { createSqliteDeliveries } from '../../../../bff/store/sqlite/deliveries.ts'
import type { Engine } from '../../../../bff/store/sqlite/engine.ts'
import { DatabaseSync } from '../../../../bff/store/sqlite/sqlite-api.ts'
import { keptForADay } from '../../../conformance/deliveries.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, openIn } from './folders.ts'

const row = z.object({ expires_at: z.int() })

beforeAll(() => buildBff())

keptForADay('the SQLite store', async () => {
  let now = Date.now()
  const folder = newFolder()
  const store = await openIn(folder, { clock: { now: () => now, monotonic: () => performance.now() } })
  return {
    deliveries: store.deliveries,
    keptFor: async (key) => {
      const database = new DatabaseSync(join(folder, 'cx-assist.sqlite'), { readOnly: true })
      const [kept] = database.prepare('SELECT expires_at FROM delivery WHERE key = ?').all(key)
      database.close()
      return kept === undefined ? 0 : (row.parse(kept).expires_at - now) / 1000
    },
    wait: async (seconds) => {
      now += seconds * 1000
    },
    close: async () => {
      await store.close()
      dropFolder(folder)
    },
  }
})

/** A disk that has seen nothing yet, and a commit that is kept or lost when the test says so. */
const openDeliveries = () => {
  let waiting: [steps: readonly string[], outcome: Parameters<Engine['commit']>[1]][] = []
  const commits: (readonly string[])[] = []
  const ask: Engine['ahead'] = (steps, outcome) => void waiting.push([steps.map(([name]) => name), outcome])
  const flush = (): typeof waiting => {
    const all = waiting
    waiting = []
    commits.push(all.flatMap(([steps]) => steps))
    return all
  }
  let looks = 0
  const deliveries = createSqliteDeliveries({
    engine: {
      ahead: ask,
      commit: (steps, outcome) => {
        ask(steps, outcome)
        if (isLost) for (const [, { lost }] of flush()) lost(new StoreUnavailable('SQLITE_FULL'))
        else for (const [names, { kept }] of flush()) kept(names.map(() => []))
      },
      tidy: async () => undefined,
    },
    expect: async (_ids, besides) => {
      looks += 1
      return besides.map(() => [])
    },
    newId: randomUUID,
    clock: systemClock,
  })
  let isLost = false
  return {
    deliveries,
    commits,
    looks: () => looks,
    losing: (isNow: boolean) => {
      isLost = isNow
    },
  }
}

describe('a claim that may wait for a change', () => {
  const ANSWER = { status: 200, body: {} }

  it('a claim that may wait for a change is kept with what is committed next', async () => {
    const { deliveries, commits, looks } = openDeliveries()
    const claim = await deliveries.claim('key', 'body', 60, undefined, true)
    expect(commits).toEqual([])
    expect(looks()).toBe(1)
    if (claim.kind !== 'first') throw new Error('it was seen before')
    await deliveries.settle(claim.token, ANSWER)
    expect(commits).toEqual([['claim', 'settle']])
  })

  it('a claim that may wait for a change is kept with the one after, where that is lost', async () => {
    const { deliveries, commits, losing } = openDeliveries()
    const claim = await deliveries.claim('key', 'body', 60, undefined, true)
    losing(true)
    await expect(deliveries.claim('another', 'body', 60)).rejects.toMatchObject({ name: 'StoreUnavailable' })
    losing(false)
    if (claim.kind !== 'first') throw new Error('it was seen before')
    await deliveries.settle(claim.token, ANSWER)
    expect(commits.map((steps) => steps.filter((name) => name === 'claim' || name === 'settle'))).toEqual([
      ['claim', 'claim'],
      ['claim', 'settle'],
    ])
  })
})
