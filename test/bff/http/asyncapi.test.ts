/** The description of the sockets is valid by the official schema, and says all that goes over them. */
import specifications from '@asyncapi/specs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { assistEnvelope } from '../../../shared/wire/assist.ts'
import { EVENT_EXAMPLES } from '../../../shared/wire/event-examples.ts'
import { requestNames, requests } from '../../../shared/wire/requests.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type Reply, send } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const pointer = z.object({ $ref: z.string() })
const described = z.object({
  asyncapi: z.string(),
  info: z.object({ version: z.string() }),
  channels: z.record(z.string(), z.object({ address: z.string(), messages: z.record(z.string(), pointer) })),
  operations: z.record(
    z.string(),
    z.object({
      action: z.enum(['send', 'receive']),
      messages: z.array(pointer),
      reply: z.optional(z.object({ messages: z.array(pointer) })),
    }),
  ),
  components: z.object({
    messages: z.record(
      z.string(),
      z.object({
        payload: z.record(z.string(), z.unknown()),
        examples: z.optional(z.array(z.object({ payload: z.unknown() }))),
      }),
    ),
  }),
})

const ajv = new Ajv({ strict: false, validateFormats: false })
const eventTypes = assistEnvelope.def.options.flatMap(({ shape }) => shape.type.def.values)

let cxone: CxoneStandIn
let bff: RunningBff
let reply: Reply
beforeAll(async () => {
  cxone = await startCxone()
  bff = await startBff(cxone)
  reply = await send(bff.url, '/asyncapi.json')
})
afterAll(async () => {
  await bff.stop()
  await cxone.close()
})

const at = (reference: string): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((place, name) => Object(place)[name], reply.body)
/** What stands at the end of a chain of references. */
const resolved = (reference: string): unknown => {
  const found = at(reference)
  const next = pointer.safeParse(found)
  return next.success ? resolved(next.data.$ref) : found
}

describe('/asyncapi.json', () => {
  it('/asyncapi.json is valid by the official schema of AsyncAPI 3', () => {
    // It brings the meta schema with it.
    const official = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false })
    const isValid = official.compile(z.record(z.string(), z.unknown()).parse(specifications.schemas['3.0.0']))
    isValid(reply.body)
    expect(isValid.errors).toBeNull()
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } })
  })

  it('/asyncapi.json has every request, which the service receives and answers', () => {
    const { channels, operations } = described.parse(reply.body)
    const received = Object.entries(operations).filter(([, { action }]) => action === 'receive')
    expect(received.map(([name]) => channels[name]?.address)).toEqual(requestNames)
    for (const [name, { messages, reply: answer }] of received) {
      expect(messages).toEqual([{ $ref: `#/channels/${name}/messages/request` }])
      expect(answer?.messages).toEqual([{ $ref: `#/channels/${name}/messages/answer` }])
    }
  })

  it('/asyncapi.json has every type of event, which the service sends', () => {
    const { operations, channels } = described.parse(reply.body)
    expect(Object.keys(channels['assist']?.messages ?? {})).toEqual(eventTypes)
    expect(operations['assist']).toMatchObject({ action: 'send' })
    expect(operations['assist']?.messages).toHaveLength(eventTypes.length)
  })

  it('/asyncapi.json refers to nothing that is not there', () => {
    const references = [...reply.text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference)
    expect(references.length).toBeGreaterThan(requestNames.length * 4)
    for (const reference of references) expect(resolved(reference), reference).toBeTypeOf('object')
  })

  it.each(requestNames)('/asyncapi.json says of %s what the service takes and what it refuses', (name) => {
    const { components } = described.parse(reply.body)
    const payload = components.messages[`${name.replace(':', '.')}.request`]?.payload ?? {}
    const isDescribed = ajv.compile(payload)
    for (const odd of [{}, null, 'conv_1', { conversationId: 7 }, { conversationId: '' }]) {
      expect([odd, isDescribed(odd)]).toEqual([odd, requests[name].request.safeParse(odd).success])
    }
  })
})

describe('the example of an event', () => {
  it.each(eventTypes)(
    'the example of an event of type %s is one by the wire schema, whole, and by the description',
    (type) => {
      const message = described.parse(reply.body).components.messages[`assist.${type}`]
      const [example] = message?.examples ?? []
      expect(example?.payload).toEqual(EVENT_EXAMPLES[type])
      expect(assistEnvelope.parse(example?.payload)).toEqual(example?.payload)
      expect(ajv.compile(message?.payload ?? {})(example?.payload)).toBe(true)
    },
  )
})
