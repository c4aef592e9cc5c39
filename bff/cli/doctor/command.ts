/** `cx-assist doctor`, with everything outside of it passed in. */
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'
import { withoutTrailingSlashes } from '../../../shared/wire/base-url.ts'
import { parseOrProblem } from '../../../shared/wire/problem.ts'
import { type Config, readConfig } from '../../config.ts'
import type { Clock } from '../../ports/time.ts'
import type { Upstream } from '../../ports/upstream.ts'
import type { ProxyOf } from '../../upstream/http/proxies.ts'
import { usageProblem } from '../arguments.ts'
import { adminPortLines } from './admin-port.ts'
import { hostedPanelLine } from './hosted-panel.ts'
import { isWell, type Line, skip } from './line.ts'
import {
  environmentLines,
  indexLine,
  knowledgeLine,
  modelLine,
  nodeLine,
  placesLines,
  problemLine,
  rulesLines,
  type Shipped,
} from './local.ts'
import { publicAddressLines } from './public-address.ts'
import { redisLines } from './redis.ts'
import { exitOf, reportJson, reportText } from './report.ts'
import { serviceLines } from './service.ts'
import { upstreamLines } from './upstreams.ts'
import { widgetLines } from './widget.ts'

const USAGE = `Usage: cx-assist doctor [--bff URL] [--timeout SECONDS] [--suggest] [--json]

Examines what the BFF needs, with the BFF's environment: configuration and files, DNS, TCP, TLS, clock and tokens of each
upstream, the stream's handshake, and the running BFF itself: readiness, a signed webhook, a widget's token and socket,
the port of operators, who may show the hosted panel, and what browsers meet at PUBLIC_URL.
It changes nothing. Each line is ok, warn, fail, or skip where something that it needs is not well.

  --bff URL           where the BFF runs (default: http://127.0.0.1 at PORT)
  --timeout SECONDS   how long one question may take (default: 5)
  --suggest           asks for a suggestion too, where that costs a session (Cognigy, vendor dialect)
  --json              prints JSON

Ends with 0 if all is well, 1 for warnings, 2 if something fails, 64 for wrong usage.
`

export interface DoctorSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly nodeVersion: string
  readonly shipped: Shipped
  readonly isColoured: boolean
  /** In the order in which they are told. */
  openUpstreams(config: Config): readonly Pick<Upstream, 'probes'>[]
  /** Which corporate proxy leads to a URL. */
  readonly proxyOf: ProxyOf
  print(text: string): void
  printError(text: string): void
}

const WRONG_USAGE = 64

const options = z.object({
  bff: z.optional(z.string().check(z.regex(/^https?:\/\/[^\s/]+\/*$/, 'must be a URL without a path'))),
  timeout: z.string().check(z.regex(/^([1-9]|[1-5]\d|60)$/, 'takes seconds from 1 to 60')),
  suggest: z.boolean(),
  json: z.boolean(),
  help: z.boolean(),
})
type Options = z.infer<typeof options>

const readOptions = (args: readonly string[]): Options | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        bff: { type: 'string' },
        timeout: { type: 'string', default: '5' },
        suggest: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const read = parseOrProblem(options, values)
    return read.ok ? read.value : read.errors.map(({ path, message }) => `--${path}: ${message}`).join('; ')
  } catch (error) {
    return usageProblem(error) ?? 'the options cannot be read'
  }
}

/** @returns the exit code. */
export const runDoctor = async (args: readonly string[], around: DoctorSurroundings): Promise<number> => {
  const asked = readOptions(args)
  if (typeof asked === 'string') {
    around.printError(`cx-assist doctor: ${asked}\n`)
    return WRONG_USAGE
  }
  if (asked.help) {
    around.print(USAGE)
    return 0
  }
  const lines = await examine(asked, around)
  around.print(asked.json ? reportJson(lines) : reportText(lines, around.isColoured))
  return exitOf(lines)
}

const examine = async (asked: Options, around: DoctorSurroundings): Promise<readonly Line[]> => {
  const reading = readConfig(around.env)
  const rules = rulesLines(reading.files.rulesPath)
  const first = [nodeLine(around.nodeVersion), ...rules]
  if (!reading.ok) {
    return [
      ...first,
      ...[...new Set(reading.problems)].map(problemLine),
      skip('all else', 'the environment cannot be used'),
    ]
  }
  const { config } = reading
  return [...first, ...environmentLines(config), ...placesLines(config), ...(await examineAll(config, asked, around))]
}

const examineAll = async (config: Config, asked: Options, around: DoctorSurroundings): Promise<readonly Line[]> => {
  const { clock, shipped } = around
  const timeoutMs = Number(asked.timeout) * 1000
  const bffUrl = withoutTrailingSlashes(asked.bff ?? `http://127.0.0.1:${config.port}`)
  const ofService = async (): Promise<readonly Line[]> => {
    const service = await serviceLines({ ...config, bffUrl, clock, timeoutMs })
    const [bff] = service
    if (bff !== undefined && !isWell(bff)) return [...service, skip('widget', 'there is no BFF')]
    const [admin, panel, widget] = await Promise.all([
      adminPortLines({ config, bffUrl, timeoutMs }),
      hostedPanelLine({ config, bffUrl, timeoutMs }),
      widgetLines({ config, bffUrl, clock, timeoutMs }),
    ])
    return [...service, ...admin, ...widget, panel]
  }
  const groups = await Promise.all([
    indexLine(config, shipped).then((line) => [line]),
    knowledgeLine(config, shipped).then((line) => [line]),
    modelLine(config, shipped).then((line) => [line]),
    redisLines(config.redisUrl, timeoutMs),
    upstreamLines({
      upstreams: around.openUpstreams(config),
      clock,
      timeoutMs,
      proxyOf: around.proxyOf,
      suggests: asked.suggest,
    }),
    ofService(),
    publicAddressLines({ ...config, clock, timeoutMs }),
  ])
  return groups.flat()
}
