/** The result for people (a table) and for machines (every raw round). */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import * as z from 'zod/mini'
import type { Options } from '../options.ts'
import { PACKAGE_JSON } from './places.ts'
import { type Bar, judge, type Row } from './rows.ts'

const manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) })

const shown = (figure: number): string => {
  if (!Number.isFinite(figure)) return '-'
  if (Math.abs(figure) >= 1000) return Math.round(figure).toLocaleString('en-US')
  return figure.toFixed(Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2)
}

const barText = (bar: Bar): string => {
  switch (bar.kind) {
    case 'ratio-at-least':
      return `>= ${bar.value} x`
    case 'ratio-at-most':
      return `<= ${bar.value} x`
    case 'difference-at-most':
      return `<= +${bar.value}`
    case 'ours-at-most':
      return `<= ${bar.value}`
    case 'factor-plus-at-most':
      return `<= ${bar.factor} x + ${bar.allowance}`
    case 'none':
      return ''
  }
}

const HEAD = ['scenario', 'metric', 'ours', 'baseline', 'difference', 'ratio', 'spread', 'bar', '', 'baseline is']

const lineOf = (row: Row): string[] => {
  const { ours, baseline, difference, ratio, state } = judge(row)
  const ratios = row.rounds.map((round) => round.ours / round.baseline)
  // Where the baseline is nothing, only the difference says something.
  const spread = ratios.every(Number.isFinite) ? `${shown(Math.min(...ratios))}-${shown(Math.max(...ratios))}` : '-'
  const numbers = [shown(ours), shown(baseline), shown(difference), shown(ratio), spread]
  return [row.scenario, row.metric, ...numbers, barText(row.bar), state === 'info' ? '' : state, row.baselineName]
}

/** Medians over the rounds; ratios and differences are taken within a round, and `spread` is their range. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = [HEAD, ...rows.map(lineOf)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const isNumber = (column: number): boolean => column >= 2 && column <= 6
  const pad = (cell: string, column: number): string =>
    isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n')
}

export const writeJson = (rows: readonly Row[], options: Options): void => {
  const { version, dependencies } = manifest.parse(JSON.parse(readFileSync(PACKAGE_JSON, 'utf8')))
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: process.platform,
    node: process.version,
    v8: process.versions.v8,
  }
  const { rounds, quick, minutes, only, scale } = options
  const results = rows.map((row) => ({ ...row, ...judge(row) }))
  const document = {
    at: new Date().toISOString(),
    version,
    machine,
    dependencies,
    options: { rounds, quick, minutes, only, scale },
    results,
  }
  writeFileSync(options.json, `${JSON.stringify(document, null, 2)}\n`)
}
