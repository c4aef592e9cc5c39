/** The AsyncAPI 3 description of the sockets, generated from the schemas that check what goes over them. */
import * as z from 'zod/mini'
import { assistEnvelope } from '../../shared/wire/assist.ts'
import { boardPush } from '../../shared/wire/board.ts'
import { EVENT_EXAMPLES } from '../../shared/wire/event-examples.ts'
import { requestNames, requests } from '../../shared/wire/requests.ts'

const DESCRIPTION = `What widgets ask and what they are told, over socket.io below \`/socket.io\`. The handshake carries a
widget token as \`auth.token\`. Each channel is an event of that name; an answer is the acknowledgement of its request.`

/** As JSON Schema that bears what is not known yet: who reads an older description must not stumble over a new field. */
const schemaOf = (schema: z.ZodMiniType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  return rest
}

const EVENTS = assistEnvelope.def.options.flatMap((envelope) =>
  envelope.shape.type.def.values.map((type) => ({ type, envelope })),
)

/** Components bear no colon in their names. */
const nameOf = (event: string): string => event.replaceAll(':', '.')

const messages = Object.fromEntries([
  ...requestNames.flatMap((name) => [
    [`${nameOf(name)}.request`, { name, summary: requests[name].summary, payload: schemaOf(requests[name].request) }],
    [`${nameOf(name)}.answer`, { name, summary: 'The acknowledgement', payload: schemaOf(requests[name].answer) }],
  ]),
  ...EVENTS.map(({ type, envelope }) => [
    `assist.${type}`,
    { name: 'assist', title: type, payload: schemaOf(envelope), examples: [{ payload: EVENT_EXAMPLES[type] }] },
  ]),
  ['board.push', { name: 'board', summary: 'What became of rows', payload: schemaOf(boardPush) }],
])

const reference = (...path: readonly string[]) => ({ $ref: `#/${path.join('/')}` })

const channels = {
  ...Object.fromEntries(
    requestNames.map((name) => [
      nameOf(name),
      {
        address: name,
        messages: {
          request: reference('components', 'messages', `${nameOf(name)}.request`),
          answer: reference('components', 'messages', `${nameOf(name)}.answer`),
        },
      },
    ]),
  ),
  assist: {
    address: 'assist',
    messages: Object.fromEntries(
      EVENTS.map(({ type }) => [type, reference('components', 'messages', `assist.${type}`)]),
    ),
  },
  board: { address: 'board', messages: { push: reference('components', 'messages', 'board.push') } },
}

const operations = {
  ...Object.fromEntries(
    requestNames.map((name) => {
      const channel = ['channels', nameOf(name)]
      const operation = {
        action: 'receive',
        channel: reference(...channel),
        summary: requests[name].summary,
        messages: [reference(...channel, 'messages', 'request')],
        reply: { channel: reference(...channel), messages: [reference(...channel, 'messages', 'answer')] },
        'x-answered-within-ms': requests[name].withinMs,
        'x-asked-by': requests[name].by,
      }
      return [nameOf(name), operation]
    }),
  ),
  assist: {
    action: 'send',
    channel: reference('channels', 'assist'),
    summary: 'Tell the widgets of a conversation what happened in it',
    messages: EVENTS.map(({ type }) => reference('channels', 'assist', 'messages', type)),
  },
  board: {
    action: 'send',
    channel: reference('channels', 'board'),
    summary: 'Tell the boards of supervisors what became of conversations',
    messages: [reference('channels', 'board', 'messages', 'push')],
  },
}

/** @param version of cx-assist, as in package.json. */
export const createAsyncApi = (version: string): unknown => ({
  asyncapi: '3.0.0',
  info: { title: 'cx-assist BFF, sockets of widgets', version, description: DESCRIPTION },
  defaultContentType: 'application/json',
  channels,
  operations,
  components: { messages },
})
