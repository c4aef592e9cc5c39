/** Alerts, objectives and dashboard: each alert fires by what it is for and is quiet before, and nothing reads what is not told. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import * as z from 'zod/mini'
import { ensurePromtool } from '../prometheus.mjs'
import { type BffProcess, buildBff, startBffProcess } from '../support/bff-process.ts'
import { send } from '../support/http-client.ts'

const folder = fileURLToPath(new URL('../../docs/deploy/', import.meta.url))
const files = readdirSync(join(folder, 'prometheus')).map((name) => join(folder, 'prometheus', name))
const read = (path: string): string => readFileSync(path, 'utf8')

const rule = z.object({
  alert: z.optional(z.string()),
  record: z.optional(z.string()),
  expr: z.string(),
  annotations: z.optional(z.object({ summary: z.string(), runbook: z.string() })),
  labels: z.optional(z.object({ severity: z.enum(['page', 'ticket']) })),
})
const ruleFile = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(rule) })) })
const rules = files.flatMap((path) => ruleFile.parse(parse(read(path))).groups.flatMap((group) => group.rules))
const alerts = rules.flatMap(({ alert }) => (alert === undefined ? [] : [alert]))

const promtool = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(ensurePromtool(), args, { encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}` }
}

interface Fault {
  /** Series as promtool writes them; the fault begins at its 61st value of a minute each. */
  readonly series: Readonly<Record<string, string>>
  /** When it must be told, from the beginning. */
  readonly by: string
}
const QUIET_UNTIL = '59m'
const at = (instance: string): string => `job="cx-assist",instance="${instance}"`
/** All well for an hour, then as told. */
const then = (well: string, ill: string): string => `${well} ${ill}`
const webhooks = (status: string, le: string): Readonly<Record<string, string>> => ({
  [`cx_assist_webhook_seconds_count{${at('a')},path="/webhook/cognigy",status="200"}`]: '0+60x60 3600+60x1500',
  [`cx_assist_webhook_seconds_count{${at('a')},path="/webhook/cognigy",status="${status}"}`]: '0x60 0+60x1500',
  [`cx_assist_webhook_seconds_bucket{${at('a')},path="/webhook/cognigy",status="200",le="${le}"}`]:
    '0+60x60 3600+60x1500',
  [`cx_assist_webhook_seconds_bucket{${at('a')},path="/webhook/cognigy",status="200",le="+Inf"}`]:
    '0+60x60 3600+120x1500',
})
/** Fewer: more than a budget allows for in the long run, too few to wake anybody. */
const aFew = (count: string): Readonly<Record<string, string>> => ({
  [`cx_assist_webhook_seconds_count{${at('a')},status="200"}`]: '0+10000x60 600000+10000x5000',
  [`cx_assist_webhook_seconds_count{${at('a')},status="503"}`]: `0x60 0+${count}x5000`,
})
const slow = (late: string): Readonly<Record<string, string>> => ({
  [`cx_assist_webhook_seconds_bucket{${at('a')},status="200",le="2.5"}`]: `0+1000x60 60000+${late}x5000`,
  [`cx_assist_webhook_seconds_count{${at('a')},status="200"}`]: '0+1000x60 60000+1000x5000',
})

const FAULTS: Readonly<Record<string, Fault>> = {
  CxAssistDown: { series: { [`up{${at('a')}}`]: then('1x60', '0x60') }, by: '65m' },
  CxAssistPartFailed: {
    series: { [`cx_assist_part_state{${at('a')},part="store"}`]: then('0x60', '2x60') },
    by: '65m',
  },
  CxAssistPartDegraded: {
    series: { [`cx_assist_part_state{${at('a')},part="cognigy-stream"}`]: then('0x60', '1x60') },
    by: '80m',
  },
  CxAssistRestarts: {
    series: { [`process_start_time_seconds{${at('a')}}`]: then('100x60', '200 300 400 500 600x60') },
    by: '70m',
  },
  CxAssistUpstreamFailing: {
    series: {
      [`cx_assist_upstream_seconds_count{${at('a')},upstream="cxone",operation="route",outcome="ok"}`]: then(
        '0+60x60',
        '3600+60x60',
      ),
      [`cx_assist_upstream_seconds_count{${at('a')},upstream="cxone",operation="route",outcome="unavailable"}`]: then(
        '0x60',
        '0+30x60',
      ),
    },
    by: '75m',
  },
  CxAssistShedding: {
    series: { [`cx_assist_requests_shed_total{${at('a')},reason="busy"}`]: then('0x60', '0+5x60') },
    by: '70m',
  },
  CxAssistEventLoopBusy: {
    series: { [`cx_assist_event_loop_utilization{${at('a')}}`]: then('0.4x60', '0.97x60') },
    by: '75m',
  },
  CxAssistMemory: {
    series: { [`process_resident_memory_bytes{${at('a')}}`]: then('3e8x60', '1.5e9x60') },
    by: '80m',
  },
  CxAssistStoreSlow: {
    series: {
      [`cx_assist_store_commit_seconds_bucket{${at('a')},le="1"}`]: then('0+60x60', '3600+30x60'),
      [`cx_assist_store_commit_seconds_bucket{${at('a')},le="2.5"}`]: then('0+60x60', '3600+60x60'),
      [`cx_assist_store_commit_seconds_bucket{${at('a')},le="+Inf"}`]: then('0+60x60', '3600+60x60'),
    },
    by: '75m',
  },
  CxAssistStoreReconnects: {
    series: { [`cx_assist_store_reconnects_total{${at('a')}}`]: then('0x60', '0+1x60') },
    by: '75m',
  },
  CxAssistDutiesPending: {
    series: { [`cx_assist_store_duties_pending{${at('a')}}`]: then('3x60', '400x60') },
    by: '75m',
  },
  CxAssistForgets: {
    series: {
      [`cx_assist_deliveries_forgotten_total{${at('a')}}`]: then('0x60', '0+4x60'),
      [`cx_assist_conversations_dropped_total{${at('a')}}`]: '0x120',
    },
    by: '70m',
  },
  CxAssistLinesDropped: {
    series: { [`cx_assist_lines_dropped_total{${at('a')},of="log"}`]: then('0x60', '0+9x60') },
    by: '65m',
  },
  CxAssistStrangers: {
    series: {
      [`cx_assist_authentication_failures_total{${at('a')},door="webhook",outcome="wrong"}`]: then('0x60', '0+120x60'),
    },
    by: '80m',
  },
  CxAssistClockOff: {
    series: {
      [`cx_assist_authentication_failures_total{${at('a')},door="webhook",outcome="clock"}`]: then('0x60', '0+2x60'),
    },
    by: '65m',
  },
  CxAssistClocksApart: {
    series: {
      [`cx_assist_upstream_clock_ahead_seconds{${at('a')},upstream="cxone"}`]: then('1x60', '-95x60'),
    },
    by: '70m',
  },
  CxAssistCertificateExpires: {
    series: {
      [`cx_assist_upstream_certificate_expires_seconds{${at('a')},upstream="cxone",host="api.example.com"}`]: then(
        '9e6x60',
        '5e5x60',
      ),
    },
    by: '65m',
  },
  CxAssistFaultsBurnBudget: { series: webhooks('503', '2.5'), by: '90m' },
  CxAssistFaultsBurnBudgetSlowly: { series: aFew('40'), by: '10h' },
  CxAssistSlownessBurnsBudget: { series: slow('600'), by: '90m' },
  CxAssistSlownessBurnsBudgetSlowly: { series: slow('960'), by: '10h' },
}

const scratch = mkdtempSync(join(tmpdir(), 'alerts-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** What promtool is given: the fault's series, and how many alerts of that name fire before it and after. */
const check = (
  alert: string,
  { series, by }: Fault,
  count = 1,
): { readonly status: number | null; readonly output: string } => {
  const firing = `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`
  const file = join(scratch, `${alert}.yaml`)
  const expecting = (eval_time: string, value: number) => ({
    expr: firing,
    eval_time,
    exp_samples: [{ labels: '{}', value }],
  })
  const test = {
    rule_files: files,
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [expecting(QUIET_UNTIL, 0), expecting(by, count)],
      },
    ],
  }
  writeFileSync(file, stringify(test))
  return promtool('test', 'rules', file)
}

describe('the alerts', () => {
  it('the alerts and objectives are rules that Prometheus takes', () => {
    const { status, output } = promtool('check', 'rules', ...files)
    expect(output).toMatch(/SUCCESS/)
    expect(status).toBe(0)
  })

  it('the alerts have a fault here each, and no other one', () => {
    expect(Object.keys(FAULTS).toSorted()).toEqual(alerts.toSorted())
    expect(new Set(alerts).size).toBe(alerts.length)
  })

  it.each(Object.entries(FAULTS))('the alert %s is quiet before its fault, and fires by it', (alert, fault) => {
    const { status, output } = check(alert, fault)
    expect(output).toContain('SUCCESS')
    expect(status).toBe(0)
  })

  it.each(['clock', 'certificates'])('the alerts about parts leave %s to the one that it has of its own', (part) => {
    const quiet = { [`cx_assist_part_state{${at('a')},part="${part}"}`]: then('0x60', '1x60') }
    const { status, output } = check('CxAssistPartDegraded', { series: quiet, by: '80m' }, 0)
    expect(output).toContain('SUCCESS')
    expect(status).toBe(0)
  })

  it('the alerts are each seen firing by a real fault of a real process, in a test that names it', () => {
    const tests = fileURLToPath(new URL('../bff/process/', import.meta.url))
    const named = readdirSync(tests).filter((name) => name.startsWith('process-alerts-'))
    const titles = named.flatMap((name) => read(join(tests, name)).match(/^ +it\('the alerts? .*$/gm) ?? [])
    const seen = titles.flatMap((title) => title.match(/\bCxAssist\w+/g) ?? [])
    expect([...new Set(seen)].toSorted()).toEqual(alerts.toSorted())
  })

  it('the alerts say what is the matter, how much it matters, and where to read on', () => {
    for (const { alert, annotations, labels } of rules) {
      if (alert === undefined) continue
      expect(annotations?.summary.length, alert).toBeGreaterThan(20)
      expect(annotations?.runbook).toBe(`docs/runbook.md#${alert.toLowerCase()}`)
      expect(labels?.severity).toMatch(/page|ticket/)
    }
  })
})

const target = z.object({ expr: z.string(), refId: z.string() })
const panel = z.object({
  id: z.int(),
  title: z.string(),
  type: z.string(),
  gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  targets: z.optional(z.array(target)),
})
const dashboard = z.object({ uid: z.string(), title: z.string(), schemaVersion: z.int(), panels: z.array(panel) })
const { panels } = dashboard.parse(JSON.parse(read(join(folder, 'grafana', 'cx-assist.json'))))
const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))

const NAMES = /\b(?:cx_assist_|process_|nodejs_)[a-z_]+/g
/** By the name of the figure: a histogram has several series. */
const figuresIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(NAMES)].map(([name]) => name.replace(/_(?:bucket|count|sum)$/, '')))

describe('what is told', () => {
  let bff: BffProcess
  let told: ReadonlySet<string>
  beforeAll(async () => {
    buildBff()
    bff = await startBffProcess({ SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' })
    const { text } = await send(bff.url, '/metrics')
    told = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    )
  }, 300_000)
  afterAll(() => bff.stop())

  /** Recording rules have colons in their names. */
  const RECORDED = /\bcx_assist:[a-z_:0-9]+/g

  it.each([
    ['alerts and objectives', rules.map(({ expr }) => expr)],
    ['panels of the dashboard', asked],
  ])('what is told is all that %s ask for', (_what, expressions) => {
    const names = new Set(expressions.flatMap((expr) => [...expr.matchAll(NAMES)].map(([name]) => name)))
    expect(names.size).toBeGreaterThan(12)
    expect([...names].filter((name) => !told.has(name))).toEqual([])
    const recorded = new Set(expressions.flatMap((expr) => [...expr.matchAll(RECORDED)].map(([name]) => name)))
    const made = new Set(rules.map(({ record }) => record))
    expect([...recorded].filter((name) => !made.has(name))).toEqual([])
  })
})

describe('the dashboard', () => {
  it.each([
    ['alerts ask for', rules.map(({ expr }) => expr).join(' ')],
    ['the runbook names', read(fileURLToPath(new URL('../../docs/runbook.md', import.meta.url)))],
  ])('the dashboard has all figures that %s', (_what, text) => {
    const shown = figuresIn(asked.join(' '))
    const wanted = figuresIn(text)
    expect(wanted.size).toBeGreaterThan(5)
    expect([...wanted].filter((name) => !shown.has(name))).toEqual([])
  })

  it('the dashboard has panels that lie beside each other, each with an id of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true)
    expect(panels.every(({ type, targets = [] }) => (type === 'row') === (targets.length === 0))).toBe(true)
  })

  it('the dashboard asks in expressions that Prometheus takes', () => {
    const file = join(scratch, 'panels.yaml')
    const filled = asked.map((expr) => expr.replaceAll('$__rate_interval', '5m').replaceAll('$__range', '6h'))
    const group = { name: 'panels', rules: filled.map((expr, at) => ({ record: `panel:${at}`, expr })) }
    writeFileSync(file, stringify({ groups: [group] }))
    const { status, output } = promtool('check', 'rules', file)
    expect(output).toContain(`SUCCESS: ${filled.length} rules found`)
    expect(status).toBe(0)
  })
})
