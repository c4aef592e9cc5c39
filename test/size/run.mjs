/** `npm run size`: what the core module weighs and what is in it, as the tables of the README; 1 if it is too large. */
import { ensureBuilt } from '../../bff/cli/build.mjs'
import { CORE_LIMIT, measure } from './measure.mjs'

await ensureBuilt()
const { core, contents, lazy } = measure()
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`
const rows = [
  `| in the core module, ${kilobytes(core)} gzipped | minified | gzipped by itself |`,
  '| --- | --- | --- |',
  ...contents.map(({ name, bytes, gzip }) => `| ${name} | ${kilobytes(bytes)} | ${kilobytes(gzip)} |`),
  '',
  '| fetched when needed | gzipped |',
  '| --- | --- |',
  ...lazy.map(({ name, gzip }) => `| ${name} | ${kilobytes(gzip)} |`),
]
process.stdout.write(`${rows.join('\n')}\n`)
if (core > CORE_LIMIT) {
  process.stderr.write(`The core module is ${kilobytes(core)}, more than ${kilobytes(CORE_LIMIT)}.\n`)
  process.exitCode = 1
}
