/** `npm test`: builds, then every test there is: Node's by vitest, the browser's by @web/test-runner. Nothing is skipped. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { commandOf, ensureBuilt } from '../bff/cli/build.mjs'
import { APART, ensureApart } from './apart.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureHaproxy } from './haproxy.mjs'
import { ensureNginx } from './nginx.mjs'
import { ensureOpenssl } from './openssl.mjs'
import { ensurePromtool } from './prometheus.mjs'
import { ensureRedis } from './redis.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} what @param {string[]} args @param {NodeJS.ProcessEnv} env */
const step = (what, args, env) => {
  process.stdout.write(`\n== ${what}\n`)
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env })
  if (status !== 0) process.stdout.write(`== ${what}: failed\n`)
  return status === 0
}

try {
  const CHROMIUM = ensureChromium()
  const REDIS_SERVER = ensureRedis()
  const NGINX = ensureNginx()
  const HAPROXY = ensureHaproxy()
  const PROMTOOL = ensurePromtool()
  const OPENSSL = ensureOpenssl()
  await ensureBuilt()
  for (const folder of Object.keys(APART)) ensureApart(folder)
  const env = { ...process.env, CHROMIUM, REDIS_SERVER, NGINX, HAPROXY, PROMTOOL, OPENSSL }
  const results = [
    step('types', [commandOf('typescript', 'tsc'), '-b'], env),
    step('types of the pages with editors', [commandOf('typescript', 'tsc'), '-b', 'test/editors/pages'], env),
    step('types of the example in Angular', [commandOf('typescript', 'tsc'), '-b', 'examples/angular'], env),
    step('tests in Node', [commandOf('vitest'), 'run'], env),
    step('tests in Chromium', [commandOf('@web/test-runner', 'wtr')], env),
  ]
  process.exitCode = results.every(Boolean) ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
