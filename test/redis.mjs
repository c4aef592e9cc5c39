/** Finds a Redis server (or Valkey) for the tests that need a real one, and installs Debian's where that is allowed. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['redis-server', 'valkey-server']

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

const find = () => process.env['REDIS_SERVER'] ?? NAMES.map(inPath).find((file) => file !== undefined)

/** @param {string[]} args @returns {boolean} */
const apt = (args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Its package starts a server of its own where nothing forbids it; tests start theirs.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  }).status === 0

/**
 * @returns {string} the path of a Redis server
 * @throws with one sentence that says what to install
 */
export const ensureRedis = () => {
  const present = find()
  if (present !== undefined) return present
  const mayInstall = process.getuid?.() === 0 && inPath('apt-get') !== undefined
  if (mayInstall) {
    process.stderr.write('installing redis-server by apt-get…\n')
    apt(['update', '-qq'])
    apt(['install', '-y', '-qq', '--no-install-recommends', 'redis-server'])
  }
  const installed = find()
  if (installed === undefined) {
    throw new Error(
      'The tests of the shared store need a Redis server: install it (Debian: apt-get install redis-server) or name it by REDIS_SERVER=/path.',
    )
  }
  return installed
}
