/** Finds HAProxy for the tests that need it as a balancer, and installs Debian's where that is allowed. */
import { ensureProgram } from './debian-program.mjs'

/**
 * @returns {string} the path of HAProxy
 * @throws with one sentence that says what to install
 */
export const ensureHaproxy = () =>
  ensureProgram({
    variable: 'HAPROXY',
    names: ['haproxy'],
    packages: ['haproxy'],
    missing:
      'The tests of several processes behind a balancer need HAProxy: install it (Debian: apt-get install haproxy) or name it by HAPROXY=/path.',
  })
