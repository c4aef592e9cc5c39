/**
 * `npm run size`: what the core module weighs and what is in it, as the tables of `docs/size.md`; `--write` writes them
 * there. 1 if the module is too large, 2 for wrong usage.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { ensureBuilt } from '../../bff/cli/build.mjs'
import { CORE_LIMIT, measure, measureBoard } from './measure.mjs'

const PAGE = new URL('../../docs/size.md', import.meta.url)
/** From the first table's head to the last row of the page. */
const TABLES = /^\| in the core module[\s\S]*\|$/m

const given = process.argv.slice(2)
const isWriting = given.includes('--write')
if (given.some((option) => option !== '--write')) {
  process.stderr.write('Usage: npm run size [-- --write]\n')
  process.exit(2)
}

await ensureBuilt()
const { core, contents, lazy } = measure()
const board = measureBoard()
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`
const rows = [
  `| in the core module, ${kilobytes(core)} gzipped | minified | gzipped by itself |`,
  '| --- | --- | --- |',
  ...contents.map(({ name, bytes, gzip }) => `| ${name} | ${kilobytes(bytes)} | ${kilobytes(gzip)} |`),
  '',
  '| fetched when needed | gzipped |',
  '| --- | --- |',
  ...lazy.map(({ name, gzip }) => `| ${name} | ${kilobytes(gzip)} |`),
  '',
  '| `<cx-board>` | gzipped |',
  '| --- | --- |',
  `| from the start | ${kilobytes(board.core)} |`,
  ...board.lazy.map(({ name, gzip }) => `| ${name} | ${kilobytes(gzip)} |`),
]
const tables = rows.join('\n')
process.stdout.write(`${tables}\n`)
if (isWriting) {
  const page = readFileSync(PAGE, 'utf8')
  if (!TABLES.test(page)) throw new Error('docs/size.md has no tables that could be replaced')
  writeFileSync(
    PAGE,
    page.replace(TABLES, () => tables),
  )
}
for (const [what, size] of [
  ['core module', core],
  ['board', board.core],
]) {
  if (size <= CORE_LIMIT) continue
  process.stderr.write(`The ${what} is ${kilobytes(size)}, more than ${kilobytes(CORE_LIMIT)}.\n`)
  process.exitCode = 1
}
