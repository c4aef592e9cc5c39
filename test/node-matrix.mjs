/**
 * `npm run matrix`: the tests of the service under each Node that is supported beside the one that runs here. They come from
 * npm as packages, into `dist/nodes/`. Named files are run instead of all: `npm run matrix -- test/bff/deadline.test.ts`.
 * 1 if a test fails, or a Node is not to be had.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandOf, ensureBuilt } from '../bff/cli/build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const LINES = [22, 24]
const files = process.argv.slice(2)

/**
 * @param {number} line
 * @returns {string | undefined} the path of its program; `undefined` where the registry does not have it
 */
const installed = (line) => {
  const folder = join(root, 'dist', 'nodes', String(line))
  const program = join(folder, 'node_modules', 'node', 'bin', 'node')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--workspaces=false']
  spawnSync('npm', ['install', ...options, `node@${line}`], { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] })
  return existsSync(program) ? program : undefined
}

/** @param {number} line @returns {boolean} whether all tests hold under it */
const holdsUnder = (line) => {
  const program = installed(line)
  if (program === undefined) {
    process.stderr.write(
      `Node ${line} is not to be had as node@${line} from the npm registry, so nothing ran under it.\n`,
    )
    return false
  }
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  process.stdout.write(`\n== tests of the service under Node ${stdout}`)
  const chosen = files.length > 0 ? files : ['--project', 'unit', '--project', 'service']
  const { status } = spawnSync(program, [commandOf('vitest'), 'run', ...chosen], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH}` },
  })
  return status === 0
}

await ensureBuilt()
process.exitCode = LINES.map(holdsUnder).every(Boolean) ? 0 : 1
