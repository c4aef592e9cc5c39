/** An agent goes back and forth between conversations: the widget's own session and link, the real service. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { SocketLink } from '../../../widget/link/socket-link.ts'
import { AssistSession } from '../../../widget/session/assist-session.ts'
import { systemClock } from '../../../widget/session/clock.ts'
import { connectionOf } from '../../../widget/state/connection.ts'
import { knownOf } from '../../../widget/state/state.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'

const SOME_CONVERSATION = 'conv_1'
const ANOTHER_CONVERSATION = 'conv_2'
const SOME_ALIAS = 'int_1'

let cxone: CxoneStandIn
let bff: RunningBff
let session: AssistSession
/** What was on screen, each time it changed. */
let seen: string[]
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  bff = await startBff(cxone)
  seen = []
  session = new AssistSession({
    createLink: (target, listener) => new SocketLink(target, listener),
    fetchConfig: async () => undefined,
    clock: systemClock,
    changed: () => {
      const now = texts().join(' ')
      if (now !== seen.at(-1)) seen.push(now)
    },
    failed: () => undefined,
  })
})
afterEach(async () => {
  session.close()
  await bff.stop()
})
afterAll(() => cxone.close())

const texts = (): string[] => knownOf(session.state)?.snapshot.transcript.map(({ data }) => data.text) ?? []
const connection = () => connectionOf(session.state, Date.now())
const grant = (agentId: string) =>
  bff.token({ agentId, ...(agentId === 'agent_1' ? {} : { conversations: [ANOTHER_CONVERSATION] }) })
const turnTo = (token: string, conversation: string | null): void =>
  session.configure({ bff: bff.url, token, conversation, model: null, isScoringOff: true })
const say = (conversationId: string, transcript: string, agentId = 'agent_1') =>
  bff.app.hearStream({
    interactionId: conversationId.replace('conv', 'int'),
    conversationId,
    transcript,
    speaker: 'customer',
    agentId,
  })
const live = () => expect.poll(() => connection().kind).toBe('live')

/** Has shown both conversations, the second of them last. */
const visitBoth = async (): Promise<string> => {
  const token = await grant('agent_1')
  await say(SOME_CONVERSATION, 'a1')
  await say(ANOTHER_CONVERSATION, 'b1')
  for (const conversation of [SOME_CONVERSATION, ANOTHER_CONVERSATION]) {
    turnTo(token, conversation)
    await live()
  }
  return token
}

describe('going back to a conversation', () => {
  it('shows at once what was known of it, then what came meanwhile, once and in order', async () => {
    const token = await visitBoth()
    for (const text of ['a2', 'a3', 'a4']) await say(SOME_CONVERSATION, text)
    seen = []
    turnTo(token, SOME_CONVERSATION)
    expect(texts()).toEqual(['a1'])
    await expect.poll(texts).toEqual(['a1', 'a2', 'a3', 'a4'])
    expect(seen).toEqual(['a1', 'a1 a2', 'a1 a2 a3', 'a1 a2 a3 a4'])
    expect(connection()).toEqual({ kind: 'live', missed: 3 })
    await say(SOME_CONVERSATION, 'a5')
    await expect.poll(texts).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
  })

  it('is not needed to be told by the same id', async () => {
    const token = await visitBoth()
    turnTo(token, SOME_CONVERSATION)
    await live()
    turnTo(token, ANOTHER_CONVERSATION)
    turnTo(token, SOME_ALIAS)
    await live()
    turnTo(token, ANOTHER_CONVERSATION)
    await say(SOME_CONVERSATION, 'a2')
    turnTo(token, SOME_ALIAS)
    expect(texts()).toEqual(['a1'])
    await expect.poll(texts).toEqual(['a1', 'a2'])
  })

  it('shows everything where more came than the service can repeat', async () => {
    const token = await visitBoth()
    for (let n = 2; n <= 300; n += 1) await say(SOME_CONVERSATION, `a${n}`)
    turnTo(token, SOME_CONVERSATION)
    expect(texts()).toEqual(['a1'])
    await expect.poll(() => texts().at(-1)).toBe('a300')
    expect(texts()).toHaveLength(200)
    expect(connection()).toEqual({ kind: 'live', missed: 200 })
  })

  it('goes well however often and fast it is done', async () => {
    const token = await visitBoth()
    for (let n = 2; n <= 40; n += 1) {
      turnTo(token, n % 2 === 0 ? SOME_CONVERSATION : ANOTHER_CONVERSATION)
      await say(SOME_CONVERSATION, `a${n}`)
      await say(ANOTHER_CONVERSATION, `b${n}`)
    }
    for (const [conversation, letter] of [
      [SOME_CONVERSATION, 'a'],
      [ANOTHER_CONVERSATION, 'b'],
    ] as const) {
      turnTo(token, conversation)
      await expect.poll(texts).toEqual(Array.from({ length: 40 }, (_, n) => `${letter}${n + 1}`))
    }
    expect(seen.filter((each) => each.includes('a') && each.includes('b'))).toEqual([])
  })

  it('shows nothing any more once it is another agent’s', async () => {
    const token = await visitBoth()
    await say(SOME_CONVERSATION, 'for another agent', 'agent_2')
    turnTo(token, SOME_CONVERSATION)
    await expect.poll(() => connection().kind).toBe('refused')
    expect(texts()).toEqual([])
    turnTo(token, ANOTHER_CONVERSATION)
    turnTo(token, SOME_CONVERSATION)
    expect(texts()).toEqual([])
  })

  it('asks in the name of the agent who is signed in now', async () => {
    await visitBoth()
    turnTo(await grant('agent_2'), SOME_CONVERSATION)
    await expect.poll(() => connection()).toMatchObject({ kind: 'refused', code: 'forbidden' })
    expect(texts()).toEqual([])
  })

  it('misses nothing while a new token is tried, and nobody is told of it', async () => {
    await visitBoth()
    const kinds: string[] = []
    turnTo(await grant('agent_1'), ANOTHER_CONVERSATION)
    for (let n = 2; n <= 20; n += 1) {
      await say(ANOTHER_CONVERSATION, `b${n}`)
      kinds.push(connection().kind)
    }
    await expect.poll(texts).toEqual(Array.from({ length: 20 }, (_, n) => `b${n + 1}`))
    expect(new Set([...kinds, connection().kind])).toEqual(new Set(['live']))
    expect(bff.app.connectedWidgets()).toBe(1)
  })
})
