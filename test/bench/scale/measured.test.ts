/** What the scale bench makes of its rounds: a single fault is never lost in a median. */
import { describe, expect, it } from 'vitest'
import { judge } from '../harness/rows.ts'
import { type Counts, type Described, type Measured, rowsOf, sumOf } from './measured.ts'

const counts = (some: Partial<Counts> = {}): Counts => ({
  acknowledged: 100,
  events: 300,
  lost: 0,
  doubled: 0,
  contradicting: 0,
  outOfOrder: 0,
  holes: 0,
  repeated: 0,
  newEpochs: 0,
  stranded: 0,
  unacknowledged: 0,
  ...some,
})
const side = (some: Partial<Measured> = {}): Measured => ({
  counts: counts(),
  seconds: 10,
  durations: [1, 2, 3],
  recoveries: [],
  restarts: [],
  faults: 1,
  cpuSeconds: [0.3, 0.6],
  redisCpuSeconds: 0.03,
  ...some,
})
const described: Described = {
  store: 'redis',
  processes: [2],
  widgets: 100,
  rate: 10,
  seconds: 10,
  fault: 'kill',
  times: 1,
  seed: 1,
  count: 2,
  baselineName: 'memory, 2 processes',
  fsyncMs: undefined,
}

const judged = (ours: readonly Measured[], given: Partial<Described> = {}) => {
  const rounds = ours.map((each) => ({ ours: each, baseline: side({ redisCpuSeconds: 0 }) }))
  const rows = rowsOf({ ...described, ...given }, rounds)
  return (metric: string) => {
    const row = rows.find((each) => each.metric === metric)
    return row === undefined ? undefined : judge(row)
  }
}

describe('the rows of the scale bench', () => {
  it.each([
    [{ lost: 1 }, 'lost'],
    [{ doubled: 1 }, 'doubled'],
    [{ contradicting: 1 }, 'contradicting'],
    [{ outOfOrder: 1 }, 'out of order'],
    [{ holes: 1 }, 'holes'],
    [{ stranded: 1 }, 'widgets left behind'],
    [{ unacknowledged: 1 }, 'webhooks given up'],
  ])('one single fault in one of many rounds misses the bar: %j', (fault, metric) => {
    const rounds = [side(), side(), side({ counts: counts(fault) })]
    expect(judged(rounds)(metric)).toMatchObject({ ours: 1, state: 'over' })
    expect(judged([side()])(metric)).toMatchObject({ ours: 0, state: 'ok' })
  })

  it('the time of SQLite is held to what one fsync of the same run takes, and a millisecond, above memory', () => {
    const slower = (ms: number) => [side({ durations: [2 + ms] })]
    const sqlite = { store: 'sqlite', fault: undefined, fsyncMs: 3 } as const
    expect(judged(slower(3.9), sqlite)('p50 ms')?.state).toBe('ok')
    expect(judged(slower(4.1), sqlite)('p50 ms')?.state).toBe('over')
    expect(judged(slower(0), sqlite)('one fsync, p50 ms')?.ours).toBe(3)
    expect(judged(slower(0))('one fsync, p50 ms')).toBeUndefined()
  })

  it('the processor time of each process and of Redis is shared out among the events that came to widgets', () => {
    const found = judged([side()])
    expect(found('CPU us an event, process 1')?.ours).toBeCloseTo(1000)
    expect(found('CPU us an event, process 2')?.ours).toBeCloseTo(2000)
    expect(found('CPU us an event, all')?.ours).toBeCloseTo(3000)
    expect(found('CPU us an event, Redis')?.ours).toBeCloseTo(100)
  })

  it('the wait of widgets is nothing where no connection ended, and misses its bar beyond two and a half seconds', () => {
    expect(judged([side()])('reconnect p95 ms')).toMatchObject({ ours: 0, state: 'ok' })
    expect(judged([side({ recoveries: [2600] })])('reconnect p95 ms')?.state).toBe('over')
    expect(judged([side()], { fault: undefined })('reconnect p95 ms')).toBeUndefined()
  })

  it('what memory forgets when it is killed is told and not judged', () => {
    const forgetful = side({ counts: counts({ lost: 7 }) })
    expect(judged([forgetful], { store: 'memory' })('lost')).toMatchObject({ ours: 7, state: 'info' })
    expect(judged([forgetful], { store: 'memory', fault: 'cut' })('lost')).toMatchObject({ ours: 7, state: 'over' })
  })

  it('a history begun anew misses the bar where the store lasts and did not itself come back', () => {
    const anew = side({ counts: counts({ newEpochs: 1 }) })
    const state = (given: Partial<Described>) => judged([anew], given)('histories begun anew')?.state
    expect(state({})).toBe('over')
    expect(state({ store: 'sqlite' })).toBe('over')
    expect(state({ store: 'memory' })).toBe('info')
    expect(state({ fault: 'redis-kill' })).toBe('info')
  })

  it('the shares of the load processes are added up', () => {
    expect(sumOf([counts({ lost: 1 }), counts({ holes: 2 })])).toEqual(
      counts({ acknowledged: 200, events: 600, lost: 1, holes: 2 }),
    )
  })
})
