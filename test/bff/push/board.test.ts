/** Supervisors: what their tokens cover, what they may ask, and what their boards are told. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../bff/deadline.ts'
import type { ConversationStore } from '../../../bff/ports/store.ts'
import type { TokenGrant } from '../../../bff/push/widget-token.ts'
import { createMemoryStore } from '../../../bff/store/memory/store.ts'
import type { AssistEvent } from '../../../shared/wire/assist.ts'
import { type BoardPush, boardJoinAnswer, boardPush } from '../../../shared/wire/board.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { followBoard } from '../../support/board-client.ts'
import { sendJson } from '../../support/http-client.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../support/widget-client.ts'

const PATIENCE = { timeout: 20_000 }

let cxone: CxoneStandIn
let bff: RunningBff
/** What the clock on the wall says; `undefined`: what it really is. */
let wall: number | undefined
/** How many watch all conversations of the store. */
let watching = 0
const open: Widget[] = []
beforeAll(async () => {
  cxone = await startCxone()
})
beforeEach(async () => {
  wall = undefined
  const clock = { ...systemClock, now: () => wall ?? systemClock.now() }
  const store = createMemoryStore({ newId: randomUUID, clock })
  const { watch } = store.conversations
  watching = 0
  const counted: ConversationStore['watch'] = (listener) => {
    const following = watch(listener)
    watching += 1
    return {
      stop: () => {
        watching -= 1
        following.stop()
      },
    }
  }
  bff = await startBff(cxone, { clock, store: { ...store, conversations: { ...store.conversations, watch: counted } } })
})
afterEach(async () => {
  for (const widget of open.splice(0)) widget.close()
  await bff.stop()
})
afterAll(() => cxone.close())

const connect = async (grant: Partial<TokenGrant> & { readonly agentId: string }): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await bff.token(grant))
  open.push(widget)
  return widget
}
const supervisor = (skills?: readonly string[], agentId = 'sup_1') => connect({ agentId, role: 'supervisor', skills })
const agent = (conversation: string) => connect({ agentId: 'agent_1', conversations: [conversation] })

const ids = (conversation: string) => ({ conversationId: conversation, interactionId: `int_${conversation}` })
const say = (conversation: string, transcript: string, speaker: 'agent' | 'customer' = 'customer') =>
  bff.app.hearStream({ ...ids(conversation), transcript, speaker })
const happen = (conversation: string, ...events: AssistEvent[]): Promise<undefined> =>
  bff.store.conversations.change(ids(conversation), () => ({ value: undefined, change: { events } }))
const route = (conversation: string, skill = 'Billing Support') =>
  happen(conversation, { type: 'routing', data: { outcome: 'routed', skill } })
const refusal = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } })

describe('a supervisor', () => {
  it('a supervisor reads every conversation, whoever has it, and none that nobody has heard of', async () => {
    await say('conv_1', 'hello')
    const reader = await supervisor()
    expect(await reader.join('conv_1')).toMatchObject({ ok: true, conversationId: 'conv_1' })
    expect(await reader.join('conv_nobody')).toEqual(refusal('forbidden'))
    await say('conv_1', 'is anybody there?')
    await expect.poll(() => reader.events.map(({ type }) => type), PATIENCE).toContain('transcript')
  })

  it('a supervisor of some skills reads the conversations of these, for as long as they are with them', async () => {
    await say('conv_1', 'hello')
    const reader = await supervisor(['Billing Support'])
    expect(await reader.join('conv_1')).toEqual(refusal('forbidden'))
    await route('conv_1')
    expect(await reader.join('conv_1')).toMatchObject({ ok: true })
    const gone = new Promise((resolve) => reader.socket.once('disconnect', resolve))
    await route('conv_1', 'Technical Support')
    await gone
    const again = await supervisor(['Billing Support'])
    expect(await again.join('conv_1')).toEqual(refusal('forbidden'))
  })

  it.each([
    ['sentiment:report', { utteranceId: 'u', negative: 1, neutral: 0, positive: 0, backend: 'wasm' }],
    ['sentiment:score', { utteranceIds: ['u'] }],
    ['suggestion:feedback', { suggestionId: 's', action: 'inserted' }],
    ['suggestion:request', {}],
    ['suggestion:rewrite', { text: 'a', as: 'shorter' }],
    ['intent:confirm', { actual: 'billing_inquiry' }],
    ['summary:save', { text: 'a' }],
  ])('a supervisor may not ask for %s, which is the agent’s', async (event, payload) => {
    await say('conv_1', 'hello')
    const reader = await supervisor()
    expect(await reader.ask(event, { conversationId: 'conv_1', ...payload })).toEqual(refusal('forbidden'))
  })

  it.each([
    ['board:join', {}],
    ['supervisor:note', { conversationId: 'conv_1', text: 'a' }],
    ['escalation:take', { conversationId: 'conv_1' }],
  ])('a supervisor alone may ask for %s', async (event, payload) => {
    await say('conv_1', 'hello')
    expect(await (await agent('conv_1')).ask(event, payload)).toEqual(refusal('forbidden'))
  })
})

describe('a note', () => {
  it('a note reaches the agent at once, masked, and whoever joins later', async () => {
    await say('conv_1', 'hello')
    const panel = await agent('conv_1')
    await panel.join('conv_1')
    const reader = await supervisor()
    const text = 'Refund it to 4242 4242 4242 4242'
    expect(await reader.ask('supervisor:note', { conversationId: 'conv_1', text })).toEqual({ ok: true })
    const data = {
      noteId: expect.any(String),
      text: 'Refund it to •••• 4242',
      from: 'sup_1',
      at: expect.any(String),
    }
    await expect.poll(() => panel.events, PATIENCE).toMatchObject([{ type: 'note', data }])
    expect(await (await agent('conv_1')).join('conv_1')).toMatchObject({ snapshot: { notes: [{ data }] } })
  })

  it('a note to nobody is refused: of a conversation that is not there, that has ended, or of another skill', async () => {
    await say('conv_1', 'hello')
    const note = (widget: Widget, conversationId: string, text = 'a') =>
      widget.ask('supervisor:note', { conversationId, text })
    expect(await note(await supervisor(), 'conv_nobody')).toEqual(refusal('forbidden'))
    expect(await note(await supervisor(['Returns']), 'conv_1')).toEqual(refusal('forbidden'))
    expect(await note(await supervisor(), 'conv_1', ' ')).toEqual(refusal('invalid'))
    await sendJson(bff.url, '/webhook/conversation-ended', { conversationId: 'conv_1' })
    expect(await note(await supervisor(), 'conv_1')).toEqual(refusal('unavailable'))
  })
})

describe('an escalation', () => {
  const take = (widget: Widget, conversationId = 'conv_1') => widget.ask('escalation:take', { conversationId })
  const escalate = async () => {
    await route('conv_1')
    const panel = await agent('conv_1')
    await panel.join('conv_1')
    await happen('conv_1', { type: 'escalation', data: { level: 'manager', cause: 'agent', reason: 'a refund' } })
    return panel
  }

  it('an escalation is taken once, by the first supervisor who says so, and the agent is told who', async () => {
    const panel = await escalate()
    const [one, two] = [await supervisor(), await supervisor(undefined, 'sup_2')]
    expect(await take(one)).toEqual({ ok: true, takenBy: 'sup_1' })
    expect(await take(one)).toEqual({ ok: true, takenBy: 'sup_1' })
    expect(await take(two)).toEqual({ ok: true, takenBy: 'sup_1' })
    const escalations = () => panel.events.filter(({ type }) => type === 'escalation')
    await expect.poll(escalations, PATIENCE).toHaveLength(2)
    expect(escalations()[1]?.data).toMatchObject({ level: 'manager', reason: 'a refund', takenBy: 'sup_1' })
    expect(escalations()[1]?.data).toMatchObject({ since: escalations()[0]?.at })
  })

  it('an escalation can be taken only where there is one', async () => {
    await say('conv_1', 'hello')
    expect(await take(await supervisor())).toEqual(refusal('not_found'))
  })
})

describe('a board', () => {
  it('a board has all rows as it joins, and then what becomes of each, the newest alone, at most twice a second', async () => {
    await say('conv_1', 'hello')
    const board = await followBoard(await supervisor())
    expect(board.first.rows).toMatchObject([
      { conversationId: 'conv_1', state: 'bot', lastText: 'hello', trend: 'steady', misunderstood: 0 },
    ])
    for (let n = 1; n <= 20; n += 1) await say('conv_1', `line ${n}`)
    await say('conv_2', 'another one')
    await expect.poll(() => board.rows.get('conv_1')?.lastText, PATIENCE).toBe('line 20')
    await expect.poll(board.ids, PATIENCE).toEqual(['conv_1', 'conv_2'])
    expect(board.pushes.length).toBeLessThan(10)
    expect(board.gaps).toEqual([])
    const pauses = board.pushes.slice(1).map(({ at }, n) => at - (board.pushes[n]?.at ?? 0))
    // Sent half a second apart; the way of each to the board differs.
    for (const pause of pauses) expect(pause).toBeGreaterThan(300)
  })

  it('a board tells how long a customer waits for an answer, and what agents and the bot did', async () => {
    await say('conv_1', 'hello')
    const board = await followBoard(await supervisor())
    const waiting = board.rows.get('conv_1')?.unansweredSince
    expect(waiting).toBeDefined()
    await say('conv_1', 'anybody?')
    await expect.poll(() => board.rows.get('conv_1')?.lastText, PATIENCE).toBe('anybody?')
    expect(board.rows.get('conv_1')?.unansweredSince).toBe(waiting)
    await say('conv_1', 'here I am', 'agent')
    await expect
      .poll(() => board.rows.get('conv_1'), PATIENCE)
      .toMatchObject({ state: 'active', lastText: 'here I am' })
    expect(board.rows.get('conv_1')?.unansweredSince).toBeUndefined()
    await happen('conv_1', { type: 'intent', data: { name: 'refund', score: 0.9, threshold: 0.7, accepted: true } })
    await expect.poll(() => board.rows.get('conv_1'), PATIENCE).toMatchObject({ intent: 'refund', confidence: 0.9 })
  })

  it('a board of some skills has their conversations alone, and loses one that goes to another skill', async () => {
    await route('conv_1')
    const [billing, all] = [
      await followBoard(await supervisor(['Billing Support'])),
      await followBoard(await supervisor()),
    ]
    expect([billing.ids(), all.ids()]).toEqual([['conv_1'], ['conv_1']])
    await say('conv_2', 'hello')
    await expect.poll(all.ids, PATIENCE).toEqual(['conv_1', 'conv_2'])
    await route('conv_2')
    await expect.poll(billing.ids, PATIENCE).toEqual(['conv_1', 'conv_2'])
    await route('conv_1', 'Technical Support')
    await expect.poll(billing.ids, PATIENCE).toEqual(['conv_2'])
    expect(all.ids()).toEqual(['conv_1', 'conv_2'])
  })

  it('a board that comes back is sent what it missed, or all where that is not known any more', async () => {
    await say('conv_1', 'hello')
    const witness = await followBoard(await supervisor())
    const first = await supervisor()
    const left = await followBoard(first)
    first.close()
    await say('conv_2', 'another one')
    await expect.poll(witness.ids, PATIENCE).toEqual(['conv_1', 'conv_2'])
    const back = await supervisor()
    const missed: BoardPush[] = []
    back.socket.on('board', (push: unknown) => void missed.push(boardPush.parse(push)))
    const answer = await back.ask('board:join', { afterSeq: left.seq() })
    expect(answer).toEqual({ ok: true, seq: witness.seq() - 1, lastHour: [0] })
    await expect
      .poll(() => missed, PATIENCE)
      .toMatchObject([{ seq: witness.seq(), upserts: [{ conversationId: 'conv_2' }], removed: [] }])
    expect(await back.ask('board:join', { afterSeq: witness.seq() })).toEqual({
      ok: true,
      seq: witness.seq(),
      lastHour: [0],
    })
    for (const afterSeq of [0, witness.seq() + 5]) {
      const whole = boardJoinAnswer.parse(await back.ask('board:join', { afterSeq }))
      expect(whole.ok && whole.rows).toHaveLength(2)
    }
  })

  it('a board is told how many needed somebody in each minute of the hour before it was opened', async () => {
    const escalated: AssistEvent = { type: 'escalation', data: { level: 'manager', cause: 'agent' } }
    const begin = systemClock.now()
    const goTo = (minute: number): void => {
      wall = begin + minute * 60_000
    }
    goTo(-60)
    await route('conv_1')
    goTo(0)
    await happen('conv_1', escalated)
    await route('conv_2', 'Technical Support')
    goTo(5)
    await happen('conv_2', escalated)
    goTo(7)
    await sendJson(bff.url, '/webhook/conversation-ended', { conversationId: 'conv_2' })
    goTo(27)
    await (await supervisor()).ask('escalation:take', { conversationId: 'conv_1' })
    goTo(30)
    const board = await followBoard(await supervisor())
    // The one that ended left the board a while ago, and counts all the same.
    expect(board.ids()).toEqual(['conv_1'])
    const times = (count: number, urgent: number): readonly number[] => Array<number>(count).fill(urgent)
    const lastHour = [...times(29, 0), ...times(5, 1), ...times(3, 2), ...times(20, 1), ...times(3, 0)]
    expect(board.first.lastHour).toEqual(lastHour)
    const technical = await followBoard(await supervisor(['Technical Support']))
    expect(technical.first.lastHour).toEqual([...times(4, 0), ...times(3, 1), ...times(23, 0)])
    expect((await board.join({ afterSeq: board.seq() })).lastHour).toEqual(lastHour)
    // As it is sent, before anybody reads of it what they know.
    expect(JSON.stringify(await (await supervisor()).ask('board:join', {}))).not.toContain('"needed"')
  })

  it('a board costs nothing once nobody looks, and has all rows again when somebody does', async () => {
    await say('conv_1', 'hello')
    const widget = await supervisor()
    await followBoard(widget)
    expect(watching).toBe(1)
    widget.close()
    await expect.poll(() => watching, PATIENCE).toBe(0)
    await say('conv_2', 'another one')
    expect((await followBoard(await supervisor())).ids()).toEqual(['conv_1', 'conv_2'])
  })

  it('a board and the conversations that its supervisor reads do not get in each other’s way', async () => {
    await say('conv_1', 'hello')
    const widget = await supervisor()
    const board = await followBoard(widget)
    await widget.join('conv_1')
    await widget.ask('conversation:leave', { conversationId: 'conv_1' })
    await say('conv_1', 'still there?')
    await expect.poll(() => board.rows.get('conv_1')?.lastText, PATIENCE).toBe('still there?')
    expect(widget.events).toEqual([])
  })
})
