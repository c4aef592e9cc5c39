/** The description says what the border bears, so that a client made from it may send what a bot platform has. */
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { startBff } from '../../support/start-bff.ts'

const described = z.object({
  paths: z.record(
    z.string(),
    z.object({
      post: z.optional(
        z.object({
          requestBody: z.object({
            content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }),
          }),
        }),
      ),
    }),
  ),
})
const NOBODY = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }
const bff = await startBff(NOBODY)
const { paths } = described.parse(await (await fetch(`${bff.url}/openapi.json`)).json())
await bff.stop()

const at = (path: string, ...names: readonly string[]): Record<string, unknown> =>
  names.reduce<Record<string, unknown>>(
    (schema, name) => Object(Object(schema['properties'])[name]),
    paths[path]?.post?.requestBody.content['application/json'].schema ?? {},
  )

describe('the description of requests', () => {
  it.each([
    ['/webhook/cognigy', ['session', 'id'], ['string', 'number']],
    ['/webhook/cognigy', ['text'], ['string', 'number', 'null']],
    ['/webhook/cognigy', ['intent'], ['object', 'null']],
    ['/webhook/cognigy', ['intent', 'score'], ['number', 'null']],
    ['/webhook/fallback', ['conversationId'], ['string', 'null']],
    ['/webhook/fallback', ['previousIntents'], ['array', 'null']],
    ['/webhook/sentiment-escalation', ['userInput'], ['string', 'number', 'null']],
    ['/webhook/handover', ['conversationId'], ['string', 'number']],
    ['/api/widget/token', ['agentId'], ['string', 'number']],
    ['/api/widget/token', ['ttlSeconds'], ['integer', 'null']],
  ])('tells which types %s takes at %j', (path, names, types) => {
    expect(at(path, ...names)['type']).toEqual(expect.arrayContaining(types))
  })

  it('demands only what is needed, and says nothing of what nobody reads', () => {
    expect(at('/webhook/cognigy')['required']).toEqual(['session'])
    expect(at('/webhook/cognigy', 'session')['required']).toEqual(['id'])
    expect(at('/webhook/fallback')['required']).toEqual(['sessionId'])
    expect(at('/webhook/cognigy', 'entities')).toEqual({})
  })
})
