/** `cx-assist doctor` on what a running BFF shows to whom: operators at their port, browsers at its address, desktops around the panel. */
import { once } from 'node:events'
import { createServer, type RequestListener, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { runDoctor } from '../../../../bff/cli/doctor/command.ts'
import { openToProbe } from '../../../../bff/cli/doctor/open-to-probe.ts'
import { systemClock } from '../../../../bff/deadline.ts'
import { type BffProcess, buildBff, type Environment, runCommand } from '../../../support/bff-process.ts'
import { startSecureFront } from '../../../support/certificate.ts'
import { LEAN, startLeanBff } from '../../../support/lean-bff.ts'
import { CLIENT } from '../../../support/oidc-provider.ts'
import { freePort } from '../../../support/redis-server.ts'
import { SOME_SECRET } from '../../../support/routing-webhook.ts'
import { startScriptedProvider } from '../../../support/scripted-provider.ts'

const DESK = 'https://desk.example.com'
const ends: (() => unknown)[] = []

let apart: BffProcess
let adminPort: string
let plain: BffProcess
beforeAll(async () => {
  buildBff()
  adminPort = String(await freePort())
  apart = await startLeanBff(ends, {
    ADMIN_PORT: adminPort,
    PANEL_ANCESTORS: `${DESK}, https://crm.example.com`,
    WEBHOOK_SECRET: SOME_SECRET,
    HOST: '127.0.0.1',
  })
  plain = await startLeanBff(ends, { PANEL_ANCESTORS: DESK })
}, 300_000)
afterAll(async () => {
  for (const end of ends.toReversed()) await end()
})

const reported = z.object({
  lines: z.array(z.object({ name: z.string(), state: z.string(), detail: z.string(), fix: z.optional(z.string()) })),
})
type Told = z.infer<typeof reported>['lines']
/** The command may say first that it builds what changed. */
const linesIn = (text: string): Told => reported.parse(JSON.parse(text.slice(text.indexOf('{')))).lines
const named = (lines: Told, name: string) => lines.find((line) => line.name === name)

/** The doctor beside a BFF, with this environment. */
const examine = async (bff: BffProcess, env: Environment): Promise<Told> => {
  let text = ''
  await runDoctor(['--json', '--bff', bff.url], {
    env: { ...LEAN, ...env },
    clock: systemClock,
    nodeVersion: process.version,
    shipped: { index: '', knowledge: '', model: '' },
    isColoured: false,
    openUpstreams: (config) => openToProbe(config, { clock: systemClock, proxyOf: () => undefined }),
    proxyOf: () => undefined,
    print: (more) => {
      text += more
    },
    printError: () => undefined,
  })
  return linesIn(text)
}

describe('the port of operators', () => {
  it('the port of operators that answers, and alone has the figures, is well', async () => {
    const lines = await examine(apart, { ADMIN_PORT: adminPort })
    expect(named(lines, 'ADMIN_PORT')).toMatchObject({ state: 'ok', detail: 'answers operators on 127.0.0.1' })
    expect(named(lines, 'ADMIN_PORT: figures')).toMatchObject({ state: 'ok', detail: 'cannot be had on PORT' })
  })

  it('the port of operators on all interfaces is told as one to keep from strangers', async () => {
    const env = { ADMIN_PORT: adminPort, HOST: '0.0.0.0', WEBHOOK_SECRET: SOME_SECRET }
    expect(named(await examine(apart, env), 'ADMIN_PORT')).toMatchObject({
      state: 'ok',
      detail: `answers operators on all interfaces, as PORT does: let none but operators reach ${adminPort}`,
    })
  })

  it('the port of operators that the running BFF does not have fails, and so do figures for everybody', async () => {
    const lines = await examine(plain, { ADMIN_PORT: String(await freePort()) })
    expect(named(lines, 'ADMIN_PORT')).toMatchObject({
      state: 'fail',
      detail: expect.stringMatching(/^nobody answers operators at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/),
      fix: expect.stringMatching(/^restart the BFF with its ADMIN_PORT/),
    })
    expect(named(lines, 'ADMIN_PORT: figures')).toMatchObject({ state: 'fail', detail: 'can be had on PORT as well' })
  })

  it('the port of operators that is the public one is named', async () => {
    const lines = await examine(plain, { PORT: '8123', ADMIN_PORT: '8123' })
    expect(named(lines, 'ADMIN_PORT')).toMatchObject({ state: 'fail', detail: 'is the same as PORT (8123)' })
  })

  it('the port of operators is not spoken of where there is none', async () => {
    expect((await examine(plain, {})).filter(({ name }) => name.startsWith('ADMIN_PORT'))).toEqual([])
  })
})

describe('who may show the hosted panel', () => {
  it('who may show the hosted panel is told by the whole name of each origin', async () => {
    const lines = await examine(apart, { PANEL_ANCESTORS: `https://crm.example.com, ${DESK}` })
    expect(named(lines, 'PANEL_ANCESTORS')).toMatchObject({
      state: 'ok',
      detail: `2 may show the hosted panel, each by its whole name: https://crm.example.com, ${DESK}`,
    })
  })

  it.each(['https://*.example.com', 'desk.example.com', '*'])(
    'who may show the hosted panel cannot be said by %s',
    async (origin) => {
      const [line] = (await examine(plain, { PANEL_ANCESTORS: origin })).filter(({ state }) => state === 'fail')
      expect(line?.detail).toMatch(/^PANEL_ANCESTORS: must be .* each by its whole name/)
      expect(line?.fix).toMatch(/^mend PANEL_ANCESTORS/)
    },
  )

  it('who may show the hosted panel by the running BFF is compared with the environment', async () => {
    for (const env of [{}, { PANEL_ANCESTORS: 'https://crm.example.com' }] as const) {
      expect(named(await examine(plain, env), 'PANEL_ANCESTORS')).toMatchObject({
        state: 'fail',
        detail: `the BFF lets others show the hosted panel: ${DESK}`,
      })
    }
  })
})

describe('the identity provider', () => {
  it('the identity provider is asked for its keys, whatever it says of itself and whether it is there', async () => {
    const provider = await startScriptedProvider()
    ends.push(provider.close)
    const env = {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    }
    const well = await examine(plain, env)
    expect(named(well, 'sign-in')).toMatchObject({ state: 'ok' })
    expect(named(well, 'sign-in: provider')).toMatchObject({
      state: 'warn',
      detail: 'the provider does not say that it knows PKCE (S256)',
    })
    for (const trouble of ['down', 'another_issuer'] as const) {
      provider.be(trouble)
      const lines = await examine(plain, env)
      expect(named(lines, 'sign-in: provider')).toMatchObject({
        state: 'fail',
        detail: expect.stringMatching(/^no agent can sign in: /),
        fix: expect.stringMatching(/^check OIDC_ISSUER/),
      })
      expect(JSON.stringify(lines)).not.toContain(CLIENT.clientSecret)
    }
  })
})

describe('the public address', () => {
  const leadTo =
    ({ url }: BffProcess): RequestListener =>
    (incoming, outgoing) => {
      const { method, url: path, headers } = incoming
      const onward = request(`${url}${path ?? ''}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      incoming.pipe(onward)
    }
  const examineAt = async (bff: BffProcess, days: number, env: Environment): Promise<Told> => {
    const front = await startSecureFront(days, leadTo(bff))
    const { output } = await runCommand(['doctor', '--json', '--bff', bff.url], {
      ...LEAN,
      ...env,
      PUBLIC_URL: front.url,
      NODE_EXTRA_CA_CERTS: front.trust,
    }).finally(front.close)
    return linesIn(output)
  }

  it('the public address whose certificate soon expires is told with the days that are left', async () => {
    const lines = await examineAt(apart, 5, { ADMIN_PORT: adminPort })
    expect(named(lines, 'PUBLIC_URL')).toMatchObject({
      state: 'warn',
      detail: expect.stringMatching(/^TLS: the certificate of 127\.0\.0\.1:\d+ expires in 4 days, on \d{4}-\d\d-\d\d$/),
      fix: 'have it renewed before that day',
    })
    expect(named(lines, 'PUBLIC_URL: service')).toMatchObject({ state: 'ok' })
    expect(named(lines, 'PUBLIC_URL: figures')).toMatchObject({ state: 'ok', detail: 'cannot be had there' })
  })

  it('the public address at which everybody has the figures is told', async () => {
    const lines = await examineAt(plain, 90, {})
    expect(named(lines, 'PUBLIC_URL')).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/TLS until \d{4}-\d\d-\d\d \(89 days\)$/),
    })
    expect(named(lines, 'PUBLIC_URL: figures')).toMatchObject({
      state: 'warn',
      fix: 'set ADMIN_PORT, or keep /metrics out at the balancer',
    })
  })

  it('the public address at which nobody is, or another program, fails', async () => {
    const nobody = await examine(plain, { PUBLIC_URL: `http://127.0.0.1:${await freePort()}` })
    expect(named(nobody, 'PUBLIC_URL')).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('ECONNREFUSED'),
    })
    expect(named(nobody, 'PUBLIC_URL: service')).toMatchObject({ state: 'skip' })
    const other = createServer((_request, response) => void response.writeHead(404).end()).listen(0, '127.0.0.1')
    ends.push(() => other.close())
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const lines = await examine(plain, { PUBLIC_URL: `http://127.0.0.1:${port}` })
    expect(named(lines, 'PUBLIC_URL: service')).toMatchObject({
      state: 'fail',
      detail: 'does not lead to a BFF (answered 404)',
    })
  })
})
