/** Finds a Chromium for the tests that need a real browser, and installs Debian's where that is allowed. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

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

const find = () => process.env['CHROMIUM'] ?? NAMES.map(inPath).find((file) => file !== undefined)

/** @param {string[]} args @returns {boolean} */
const apt = (args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0

/**
 * @returns {string} the path of a Chromium
 * @throws with one sentence that says what to install
 */
export const ensureChromium = () => {
  const present = find()
  if (present !== undefined) return present
  const mayInstall = process.getuid?.() === 0 && inPath('apt-get') !== undefined
  if (mayInstall) {
    process.stderr.write('installing chromium by apt-get…\n')
    apt(['update', '-qq'])
    apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
  }
  const installed = find()
  if (installed === undefined) {
    throw new Error(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium) or name it by CHROMIUM=/path.',
    )
  }
  return installed
}

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
