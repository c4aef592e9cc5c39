/** The editors are a package of their own: whoever installs the product does not install them. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** npm keeps in it what it installed. */
const INSTALLED = `${here}node_modules/.package-lock.json`
const WANTED = `${here}package-lock.json`

const isFresh = () => existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(WANTED).mtimeMs

/**
 * Installs what is locked, where that is not there or not the same.
 * @throws with one sentence that says what to run
 */
export const ensureEditors = () => {
  if (isFresh()) return
  process.stderr.write('installing the editors for the tests…\n')
  // The npm that runs this, or else the one in PATH.
  const npm = process.env['npm_execpath']
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const { status, stderr } = spawnSync(command, [...before, ...args], { cwd: here, encoding: 'utf8' })
  if (status !== 0) {
    throw new Error(
      `The tests of editors need them installed: run npm ci --ignore-scripts in test/editors.\n${stderr ?? ''}`,
    )
  }
}
