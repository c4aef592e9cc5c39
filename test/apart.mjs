/** Packages of their own, with locks of their own: whoever installs the product does not install them. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Each with what it holds. */
export const APART = /** @type {const} */ ({
  'test/editors': 'the editors for the tests',
  'test/examples': 'the compiler of Lightning for the tests',
  'examples/angular': 'Angular for its example',
})

/**
 * Installs what is locked, where that is not there or not the same.
 *
 * @param {keyof typeof APART} folder
 * @throws with one sentence that says what to run
 */
export const ensureApart = (folder) => {
  const cwd = fileURLToPath(new URL(`../${folder}/`, import.meta.url))
  // npm keeps in it what it installed.
  const installed = `${cwd}node_modules/.package-lock.json`
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${cwd}package-lock.json`).mtimeMs) return
  process.stderr.write(`installing ${APART[folder]}…\n`)
  // The npm that runs this, or else the one in PATH.
  const npm = process.env['npm_execpath']
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const { status, stderr } = spawnSync(command, [...before, ...args], { cwd, encoding: 'utf8' })
  if (status !== 0) {
    throw new Error(`Tests need ${APART[folder]}: run npm ci --ignore-scripts in ${folder}.\n${stderr ?? ''}`)
  }
}
