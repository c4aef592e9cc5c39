/** Finds nginx for the tests that need a real balancer, and installs Debian's where that is allowed. */
import { ensureProgram } from './debian-program.mjs'

/**
 * @returns {string} the path of nginx
 * @throws with one sentence that says what to install
 */
export const ensureNginx = () =>
  ensureProgram({
    variable: 'NGINX',
    names: ['nginx'],
    packages: ['nginx'],
    missing:
      'The tests of several processes behind a balancer need nginx: install it (Debian: apt-get install nginx) or name it by NGINX=/path.',
  })
