/** Finds a Redis server (or Valkey) for the tests that need a real one, and installs Debian's where that is allowed. */
import { ensureProgram } from './debian-program.mjs'

/**
 * @returns {string} the path of a Redis server
 * @throws with one sentence that says what to install
 */
export const ensureRedis = () =>
  ensureProgram({
    variable: 'REDIS_SERVER',
    names: ['redis-server', 'valkey-server'],
    packages: ['redis-server'],
    missing:
      'The tests of the shared store need a Redis server: install it (Debian: apt-get install redis-server) or name it by REDIS_SERVER=/path.',
  })
