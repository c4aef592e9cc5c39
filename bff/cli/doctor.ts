/** `cx-assist doctor`: whether all that the BFF needs is well, and how to mend what is not. */
import { fileURLToPath } from 'node:url'
import { systemClock } from '../deadline.ts'
import { proxyOf } from '../upstream/http/proxies.ts'
import { runDoctor } from './doctor/command.ts'
import { openToProbe } from './doctor/open-to-probe.ts'

/** From `dist/bff/cli/`, where this runs. */
const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

const code = await runDoctor(process.argv.slice(2), {
  env: process.env,
  clock: systemClock,
  nodeVersion: process.version,
  shipped: {
    index: inRepository('dist/fallback-index'),
    knowledge: inRepository('dist/knowledge'),
    model: inRepository('models/full'),
  },
  openUpstreams: (config) => openToProbe(config, { clock: systemClock, proxyOf }),
  proxyOf,
  isColoured: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
})
// Connections that are kept for the next question would keep the process.
process.stdout.write('', () => process.exit(code))
