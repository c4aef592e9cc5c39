/** Finds a Chromium for the tests that need a real browser, and installs Debian's where that is allowed. */
import { ensureProgram } from './debian-program.mjs'

/**
 * @returns {string} the path of a Chromium
 * @throws with one sentence that says what to install
 */
export const ensureChromium = () =>
  ensureProgram({
    variable: 'CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    packages: ['chromium', 'fonts-dejavu-core'],
    missing:
      'The browser tests need Chromium: install it (Debian: apt-get install chromium) or name it by CHROMIUM=/path.',
  })

/** What Chromium needs to run headless, in a container, as root, without asking the network for anything. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
