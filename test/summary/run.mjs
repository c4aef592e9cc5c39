/** `npm run evaluate:summary`: builds what is needed and judges the summaries by rules; options are passed on. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { commandOf, ensureBuilt } from '../../bff/cli/build.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param {string[]} args */
const node = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1

await ensureBuilt()
process.exitCode =
  node([commandOf('typescript', 'tsc'), '-b', 'test']) || node(['dist/test/summary/main.js', ...process.argv.slice(2)])
