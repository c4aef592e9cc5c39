/**
 * Which alerts fire by what real processes told of themselves, judged by Prometheus' own tool. Minutes are not waited for: what
 * was seen before the fault is said to have lasted an hour, and what was seen during it to go on.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { ensurePromtool } from '../prometheus.mjs'
import { send } from './http-client.ts'

const folder = fileURLToPath(new URL('../../docs/deploy/prometheus/', import.meta.url))
const RULE_FILES = readdirSync(folder).map((name) => join(folder, name))
const JOB = 'cx-assist'
const WELL_MINUTES = 60

/** Figures as they were told at one time, by their series. */
export interface Figures {
  readonly values: ReadonlyMap<string, number>
  /** Those that only grow. */
  readonly counters: ReadonlySet<string>
}

/** What Prometheus has of one look at `/metrics`, `up` included: 0 where nobody answers. */
export const scrape = async (url: string, instance = 'a'): Promise<Figures> => {
  const origin = `job="${JOB}",instance="${instance}"`
  const text = await send(url, '/metrics').then(
    (reply) => (reply.status === 200 ? reply.text : undefined),
    () => undefined,
  )
  const values = new Map([[`up{${origin}}`, text === undefined ? 0 : 1]])
  const counters = new Set<string>()
  let isCounter = false
  for (const line of text?.split('\n') ?? []) {
    const [, type] = /^# TYPE \S+ (\S+)$/.exec(line) ?? []
    if (type !== undefined) isCounter = type === 'counter' || type === 'histogram'
    const [, name, labels, value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    if (name === undefined) continue
    const series = `${name}{${origin}${labels === undefined ? '' : `,${labels}`}}`
    values.set(series, Number(value))
    if (isCounter) counters.add(series)
  }
  return { values, counters }
}

/** The same figures with those of one name as much higher: a moment since 1970 is seen from another day by it. */
export const shifted = ({ values, counters }: Figures, name: string, by: number): Figures => ({
  values: new Map([...values].map(([series, value]) => [series, series.startsWith(`${name}{`) ? value + by : value])),
  counters,
})

/** One figure, by the beginning of its series; `NaN` where it is not told. */
export const figureIn = ({ values }: Figures, name: string, ...labels: readonly string[]): number => {
  const found = [...values].find(
    ([series]) => series.startsWith(`${name}{`) && labels.every((label) => series.includes(label)),
  )
  return found?.[1] ?? Number.NaN
}

const written = (value: number | undefined): string => (value === undefined ? '_' : String(value))

/** The values of one series a minute each: an hour of the first, then one each, then `minutes` as the last went. */
const valuesOf = (series: string, well: Figures, ill: readonly Figures[], minutes: number): string => {
  const first = well.values.get(series)
  const seen = ill.map(({ values }) => values.get(series))
  const last = seen.at(-1)
  const before = seen.length > 1 ? seen.at(-2) : first
  const isCounter = [well, ...ill].some(({ counters }) => counters.has(series))
  const step = isCounter && last !== undefined ? Math.max(0, last - (before ?? 0)) : 0
  const goesOn = last === undefined ? `_x${minutes}` : `${last + step}+${step}x${minutes}`
  return [`${first === undefined ? '_' : `${first}+0`}x${WELL_MINUTES}`, ...seen.map(written), goesOn].join(' ')
}

/** What was seen of one process. */
export interface Sighting {
  readonly well: Figures
  /** A minute apart; what the last one added to the one before it goes on being added. */
  readonly ill: readonly Figures[]
}

export interface Alerts {
  /** When all had been well for 59 minutes. */
  readonly before: readonly string[]
  /** Once the fault had lasted as long as asked. */
  readonly during: readonly string[]
}

/** @param minutes for how long the fault lasts */
export const alertsBy = (sightings: readonly Sighting[], minutes: number): Alerts => {
  const scratch = mkdtempSync(join(tmpdir(), 'alerts-'))
  try {
    const file = join(scratch, 'alerts.yaml')
    const input_series = sightings.flatMap(({ well, ill }) => {
      const names = new Set([well, ...ill].flatMap(({ values }) => [...values.keys()]))
      return [...names].map((series) => ({ series, values: valuesOf(series, well, ill, minutes + 5) }))
    })
    const at = (stage: number, minute: number) => ({
      expr: `${stage} * max by (alertname) (ALERTS{alertstate="firing"})`,
      eval_time: `${minute}m`,
      exp_samples: [],
    })
    const test = {
      rule_files: RULE_FILES,
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series,
          promql_expr_test: [at(BEFORE, WELL_MINUTES - 1), at(DURING, WELL_MINUTES + minutes)],
        },
      ],
    }
    writeFileSync(file, stringify(test))
    const { stdout, stderr, status } = spawnSync(ensurePromtool(), ['test', 'rules', file], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    const output = `${stdout}${stderr}`
    // None expected, so that all that fire are listed; what is no list is trouble with the files.
    if (status !== 0 && !output.includes('got:')) throw new Error(`promtool: ${output}`)
    return { before: listed(output, BEFORE), during: listed(output, DURING) }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

const [BEFORE, DURING] = [1, 2]

/** @param stage what the samples of that time were multiplied by, to be known again */
const listed = (output: string, stage: number): readonly string[] =>
  [...output.matchAll(/\{alertname="(\w+)"\} (\d)E/g)]
    .flatMap(([, name = '', value]) => (Number(value) === stage ? [name] : []))
    .toSorted()
