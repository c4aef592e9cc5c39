/** The description beside the service that it describes: every route stands in it, with the answers that it really gives. */
import express from 'express'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { systemClock, systemTimer } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { openOidc } from '../../../bff/upstream/oidc/open-oidc.ts'
import { send } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const NOBODY = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }
/** Files of folders, which are no routes. */
const FILES = ['/models/{file}', '/widget/cx-assist.js']

const answer = z.object({ content: z.optional(z.record(z.string(), z.unknown())) })
const described = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), answer) }))),
})
const routed = vi.spyOn(express.Router.prototype, 'route')

let bff: RunningBff
let withoutSignIn: RunningBff
let paths: z.infer<typeof described>['paths']
let routes: readonly string[]
beforeAll(async () => {
  // Nobody is at its address: what the service answers then is an answer too.
  const provider = openOidc({
    issuer: 'http://127.0.0.1:9',
    client: { clientId: 'cx-assist', clientSecret: 'nothing' },
    scopes: 'openid',
    clock: systemClock,
    timer: systemTimer,
    log: createLog('silent', { write: () => undefined }),
    metrics: createMetrics(),
  })
  bff = await startBff(NOBODY, { signIn: { provider, agentRules: { agentClaim: 'sub', supervisor: undefined } } })
  routes = routed.mock.calls.map(([path]) =>
    z
      .string()
      .parse(path)
      .replaceAll(/:(\w+)/g, '{$1}'),
  )
  withoutSignIn = await startBff(NOBODY)
  paths = described.parse((await send(bff.url, '/openapi.json')).body).paths
})
afterAll(async () => {
  routed.mockRestore()
  await Promise.all([bff.stop(), withoutSignIn.stop()])
})

describe('the description of a service', () => {
  it('the description of a service has each of its routes, and no other', () => {
    expect(routes.length).toBeGreaterThan(20)
    expect(Object.keys(paths).toSorted()).toEqual([...new Set([...routes, ...FILES])].toSorted())
  })

  it('the description of a service where nobody signs in has none of the paths of the sign-in', async () => {
    const { body } = await send(withoutSignIn.url, '/openapi.json')
    const names = Object.keys(described.parse(body).paths)
    expect(names).toEqual(Object.keys(paths).filter((path) => !path.startsWith('/auth/')))
    expect((await send(withoutSignIn.url, '/auth/login')).status).toBe(404)
  })

  const own = () => ({ origin: bff.url })
  it.each([
    ['GET', '/auth/login', 503, {}],
    ['GET', '/auth/login?challenge=none', 400, {}],
    ['GET', '/auth/callback?state=none&code=none', 400, {}],
    ['GET', '/auth/signed-out', 200, {}],
    ['POST', '/auth/token', 401, { own: true }],
    ['POST', '/auth/token', 403, {}],
    ['POST', '/auth/token', 415, { own: true, body: 'code=none' }],
    ['POST', '/auth/token', 400, { own: true, body: '{', type: 'application/json' }],
    ['POST', '/auth/token', 422, { own: true, body: '{}', type: 'application/json' }],
    ['POST', '/auth/token', 413, { own: true, body: ' '.repeat(20_000), type: 'application/json' }],
    ['POST', '/auth/logout', 200, { own: true }],
    ['POST', '/auth/logout', 403, {}],
    ['POST', '/auth/backchannel-logout', 400, { body: 'nothing=here' }],
    ['POST', '/auth/backchannel-logout', 503, { body: 'logout_token=none' }],
    ['GET', '/panel?desktop=none', 400, {}],
  ] as const)('the description of %s %s has the answer %d that is given', async (method, path, status, asking) => {
    const { own: isOwn, body, type }: { own?: boolean; body?: string; type?: string } = asking
    const headers = { ...(isOwn === true ? own() : {}), ...(type === undefined ? {} : { 'content-type': type }) }
    const reply = await send(bff.url, path, { method, headers, ...(body === undefined ? {} : { body }) })
    expect(reply.status).toBe(status)
    const [bare = ''] = path.split('?')
    const [sent = ''] = String(reply.headers['content-type']).split(';')
    const told = paths[bare]?.[method.toLowerCase()]?.responses[String(status)]
    expect(Object.keys(told?.content ?? {})).toEqual([sent])
  })
})
