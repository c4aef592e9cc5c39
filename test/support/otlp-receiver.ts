/** A collector of a test's own: takes traces by OTLP over HTTP, as JSON, and keeps their spans. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import * as z from 'zod/mini'

const value = z.object({
  stringValue: z.optional(z.string()),
  intValue: z.optional(z.union([z.int(), z.string()])),
  boolValue: z.optional(z.boolean()),
})
const attributes = z.array(z.object({ key: z.string(), value }))
const span = z.object({
  traceId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  spanId: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  parentSpanId: z.optional(z.string()),
  name: z.string(),
  kind: z.int(),
  attributes,
  status: z.object({ code: z.optional(z.int()) }),
})
const traces = z.object({
  resourceSpans: z.array(
    z.object({ resource: z.object({ attributes }), scopeSpans: z.array(z.object({ spans: z.array(span) })) }),
  ),
})

export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly name: string
  readonly kind: number
  readonly attributes: Readonly<Record<string, string>>
  /** 2 is an error. */
  readonly status: number
  readonly resource: Readonly<Record<string, string>>
}

export interface OtlpReceiver {
  readonly url: string
  spans(): readonly ReceivedSpan[]
  /** All that came, as it came. */
  text(): string
  /** Answers 503 from now on. */
  refuse(): void
  close(): Promise<void>
}

const plain = (given: z.infer<typeof attributes>): Record<string, string> =>
  Object.fromEntries(
    given.map(({ key, value: told }) => [key, String(told.stringValue ?? told.intValue ?? told.boolValue)]),
  )

export const startOtlpReceiver = async (): Promise<OtlpReceiver> => {
  const bodies: string[] = []
  let isRefusing = false
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const isTrace = request.method === 'POST' && request.url === '/v1/traces'
      if (isTrace && !isRefusing) bodies.push(Buffer.concat(chunks).toString())
      response.writeHead(!isTrace ? 404 : isRefusing ? 500 : 200, { 'content-type': 'application/json' }).end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () =>
      bodies.flatMap((body) =>
        traces.parse(JSON.parse(body)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) =>
            spans.map(({ status, parentSpanId, ...told }) => ({
              ...told,
              parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
              status: status.code ?? 0,
              attributes: plain(told.attributes),
              resource: plain(resource.attributes),
            })),
          ),
        ),
      ),
    text: () => bodies.join('\n'),
    refuse: () => {
      isRefusing = true
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
