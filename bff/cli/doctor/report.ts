/** What the doctor found, for people and for programs. */
import type { Line, LineState } from './line.ts'

/** 0 all well, 1 warnings, 2 something fails. */
export const exitOf = (lines: readonly Line[]): 0 | 1 | 2 => {
  if (lines.some(({ state }) => state === 'fail')) return 2
  return lines.some(({ state }) => state === 'warn') ? 1 : 0
}

const COLOURS: Readonly<Record<LineState, number>> = { ok: 32, warn: 33, fail: 31, skip: 90 }
const paint = (state: LineState, text: string, isColoured: boolean): string =>
  isColoured ? `\u001b[${COLOURS[state]}m${text}\u001b[0m` : text

const counted = (lines: readonly Line[], state: LineState, word: string): string =>
  `${lines.filter((line) => line.state === state).length} ${word}`

export const reportText = (lines: readonly Line[], isColoured: boolean): string => {
  const width = Math.max(...lines.map(({ name }) => name.length))
  const texts = lines.map(({ name, state, detail, fix }) => {
    const mend = fix === undefined ? '' : `\n      ${' '.repeat(width)}  → ${fix}`
    return `${paint(state, state.padEnd(4), isColoured)}  ${name.padEnd(width)}  ${detail}${mend}`
  })
  const sums = [
    counted(lines, 'ok', 'ok'),
    counted(lines, 'warn', 'to look at'),
    counted(lines, 'fail', 'failed'),
    counted(lines, 'skip', 'not examined'),
  ]
  return `${texts.join('\n')}\n\n${sums.join(', ')}\n`
}

export const reportJson = (lines: readonly Line[]): string =>
  `${JSON.stringify({ exit: exitOf(lines), lines }, null, 2)}\n`
