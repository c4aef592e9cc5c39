/** Finds Prometheus' own tool for the tests of alerts, and installs Debian's where that is allowed. */
import { ensureProgram } from './debian-program.mjs'

/**
 * @returns {string} the path of promtool
 * @throws with one sentence that says what to install
 */
export const ensurePromtool = () =>
  ensureProgram({
    variable: 'PROMTOOL',
    names: ['promtool'],
    packages: ['prometheus'],
    missing:
      'The tests of the alerts need promtool: install it (Debian: apt-get install prometheus) or name it by PROMTOOL=/path.',
  })
