/** Finds a program that tests need, and installs Debian's package of it where that is allowed. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @param {string} name @returns {string | undefined} */
const inPath = (name) =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

/** @param {string[]} args @returns {boolean} */
const apt = (args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Some packages start a server of their own where nothing forbids it; tests start theirs.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  }).status === 0

/**
 * @param {object} program
 * @param {string} program.variable of the environment that names it
 * @param {readonly string[]} program.names it is known by, the preferred one first
 * @param {readonly [string, ...string[]]} program.packages Debian's, the program's own first
 * @param {string} program.missing the sentence that says what to install
 * @returns {string} its path
 * @throws with that sentence
 */
export const ensureProgram = ({ variable, names, packages, missing }) => {
  const find = () => process.env[variable] ?? names.map(inPath).find((file) => file !== undefined)
  const present = find()
  if (present !== undefined) return present
  const mayInstall = process.getuid?.() === 0 && inPath('apt-get') !== undefined
  if (mayInstall) {
    process.stderr.write(`installing ${packages[0]} by apt-get…\n`)
    apt(['update', '-qq'])
    apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  }
  const installed = find()
  if (installed === undefined) throw new Error(missing)
  return installed
}
