/** Finds OpenSSL for the tests of certificates, and installs Debian's where that is allowed. */
import { ensureProgram } from './debian-program.mjs'

/**
 * @returns {string} the path of openssl
 * @throws with one sentence that says what to install
 */
export const ensureOpenssl = () =>
  ensureProgram({
    variable: 'OPENSSL',
    names: ['openssl'],
    packages: ['openssl'],
    missing:
      'The tests of certificates need OpenSSL: install it (Debian: apt-get install openssl) or name it by OPENSSL=/path.',
  })
