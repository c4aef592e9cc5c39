/** What a widget came with is not held for as long as it stays. */
import { createServer, type Server as HttpServer } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClientAddresses } from '../../../bff/callers/client-address.ts'
import { createFailureReport } from '../../../bff/callers/failure-report.ts'
import { systemClock } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { NO_TRACING } from '../../../bff/ports/tracing.ts'
import { createPushServer, type PushServer } from '../../../bff/push/create-push.ts'
import type { WidgetSocket } from '../../../bff/push/widget-sockets.ts'
import { createWidgetTokens } from '../../../bff/push/widget-token.ts'
import { WIDGET_SECRET } from '../../support/start-bff.ts'
import { connectWidget } from '../../support/widget-client.ts'

const tokens = createWidgetTokens(WIDGET_SECRET, systemClock)
let server: HttpServer
let push: PushServer
let url: string
beforeEach(async () => {
  const log = createLog('silent', { write: () => undefined })
  server = createServer()
  push = createPushServer({
    tokens,
    allowedOrigins: [],
    follow: () => ({ stop: () => undefined }),
    isSignInOver: async () => false,
    addresses: createClientAddresses(0),
    failures: createFailureReport(log),
    rules: () => ({ widget: { socketsPerAgent: 1 } }),
    clock: systemClock,
    log,
    metrics: createMetrics(),
    tracing: NO_TRACING,
  })
  push.attach(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterEach(async () => {
  await push.close()
  server.close()
})

it('a widget that is in has left its token, its headers and its request behind, and is known by its claims', async () => {
  const arrived = new Promise<WidgetSocket>((resolve) => push.onWidget(resolve))
  const { token } = await tokens.issue({ agentId: 'agent-7', ttlSeconds: 60 })
  const widget = await connectWidget(url, token)
  const socket = await arrived
  expect(socket.data.claims.sub).toBe('agent-7')
  expect(JSON.stringify([socket.handshake.auth, socket.handshake.headers])).toBe('[{},{}]')
  expect(socket.request).toBeUndefined()
  widget.close()
})
