import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent } from '../../../../shared/domain/conversation/conversation.ts'
import type { AssistEnvelope } from '../../../../shared/wire/assist.ts'
import { connectionOf } from '../../../../widget/state/connection.ts'
import { type Action, reduce } from '../../../../widget/state/reduce.ts'
import { type AssistState, initialState, knownOf } from '../../../../widget/state/state.ts'
import {
  ANOTHER_CONVERSATION,
  ANOTHER_EPOCH,
  intended,
  joined,
  SOME_CONVERSATION,
  said,
  snapshotOf,
} from './fixtures.ts'

const T0 = 1_000_000

const play = (...actions: Action[]): AssistState => actions.reduce(reduce, initialState)
const followed: Action = { type: 'followed', conversationId: SOME_CONVERSATION, now: T0 }
const link = (state: 'connecting' | 'open' | 'reconnecting' | 'unauthorized' | 'closed', now = T0): Action => ({
  type: 'connection',
  state,
  now,
})
const accepted = (ids: readonly string[], epoch?: string, now = T0): Action => ({
  type: 'joined',
  accepted: joined(snapshotOf(ids), epoch),
  now,
})
const live = (...ids: string[]): Action[] => [link('connecting'), followed, link('open'), accepted(ids)]
const shown = (state: AssistState): string[] =>
  knownOf(state)?.snapshot.transcript.map((entry) => entry.data.utteranceId) ?? []

describe('the connection', () => {
  it('the connection is idle without a conversation, whatever the link does', () => {
    expect(connectionOf(play(link('open')), T0)).toEqual({ kind: 'idle' })
    expect(connectionOf(play(link('reconnecting')), T0)).toEqual({ kind: 'idle' })
  })

  it('the connection is connecting until the join is answered, then live', () => {
    expect(connectionOf(play(link('connecting'), followed, link('open')), T0).kind).toBe('connecting')
    expect(connectionOf(play(...live('a')), T0)).toEqual({ kind: 'live', missed: 0 })
  })

  it('the connection is cut off until it is joined again, not only until it is connected', () => {
    const cut = play(...live('a'), link('reconnecting', T0 + 1000), link('open', T0 + 5000))
    expect(connectionOf(cut, T0 + 6000)).toEqual({ kind: 'reconnecting', since: T0 + 1000 })
  })

  it.each([
    [29_999, 'reconnecting'],
    [30_000, 'offline'],
  ])('the connection after %i ms without a connection is %s', (ms, kind) => {
    expect(connectionOf(play(...live('a'), link('reconnecting')), T0 + ms)).toEqual({ kind, since: T0 })
  })

  it('the connection counts from the loss when another conversation is selected meanwhile', () => {
    const state = play(...live('a'), link('reconnecting', T0 + 1000), { ...followed, now: T0 + 20_000 })
    expect(connectionOf(state, T0 + 25_000)).toEqual({ kind: 'reconnecting', since: T0 + 1000 })
  })

  it('the connection is refused with the code of the join, and remembers since when', () => {
    const refused = (now: number): Action => ({
      type: 'refused',
      refusal: { code: 'forbidden', message: 'no', retryInMs: 2000 },
      now,
    })
    const state = play(link('open'), followed, refused(T0 + 1), refused(T0 + 2000))
    expect(connectionOf(state, T0)).toEqual({ kind: 'refused', code: 'forbidden', since: T0 + 1, willRetry: true })
  })

  it('the connection is refused for the token, whichever conversation is selected', () => {
    const state = play(link('open'), link('unauthorized'), followed)
    expect(connectionOf(state, T0)).toMatchObject({ kind: 'refused', code: 'unauthorized' })
  })

  it('the connection tells what was missed for a while, but not after a healed gap', () => {
    const replay: Action = {
      type: 'joined',
      accepted: { ok: true, conversationId: SOME_CONVERSATION, seq: 4, epoch: 'epoch-1' },
      now: T0,
    }
    const events = [said(2), said(3), said(4)].map((envelope) => ({ type: 'event', envelope, now: T0 }) as const)
    const back = play(...live('a'), link('reconnecting'), link('open'), replay, ...events)
    expect(connectionOf(back, T0)).toEqual({ kind: 'live', missed: 3 })
    expect(connectionOf(back, T0 + 15_000)).toEqual({ kind: 'live', missed: 0 })
    expect(connectionOf(play(...live('a'), replay), T0)).toEqual({ kind: 'live', missed: 0 })
  })
})

describe('what counts as missed', () => {
  const replay = (seq: number): Action => ({
    type: 'joined',
    accepted: { ok: true, conversationId: SOME_CONVERSATION, seq, epoch: 'epoch-1' },
    now: T0,
  })
  const event = (envelope: AssistEnvelope): Action => ({ type: 'event', envelope, now: T0 })
  const missed = (...after: Action[]) =>
    connectionOf(play(...live('a'), link('reconnecting'), link('open'), ...after), T0)

  it('what counts as missed is each message of a replay, and nothing else that happened', () => {
    expect(missed(replay(5), event(said(2)), event(intended(3)), event(said(4)), event(intended(5)))).toEqual({
      kind: 'live',
      missed: 2,
    })
  })

  it('what counts as missed is nothing where only other things happened', () => {
    expect(missed(replay(3), event(intended(2)), event(intended(3, 'refund')))).toEqual({ kind: 'live', missed: 0 })
  })

  it('what counts as missed is no message that comes once the panel is live again', () => {
    expect(missed(replay(2), event(said(2)), event(said(3)))).toEqual({ kind: 'live', missed: 1 })
  })

  it('what counts as missed is each message of a snapshot that is new', () => {
    expect(missed(accepted(['a', 'b', 'c']))).toEqual({ kind: 'live', missed: 2 })
  })
})

describe('earlier sets', () => {
  const set = (seq: number, id: string): Action => ({
    type: 'event',
    envelope: {
      conversationId: SOME_CONVERSATION,
      seq,
      at: new Date(seq * 1000).toISOString(),
      type: 'suggestions',
      data: {
        basedOn: 'a',
        suggestions: id === '' ? [] : [{ id, text: id, confidence: 0.9, source: '', fallback: false }],
        fallback: false,
        cached: false,
        withheld: [],
      },
    },
    now: T0,
  })
  const earlier = (...actions: Action[]) =>
    knownOf(play(...live('a'), ...actions))?.earlier.map(({ data }) => data.suggestions.map(({ id }) => id).join())

  it('sets of suggestions before the newest are kept, oldest first, and no more than anybody goes back to', () => {
    expect(earlier(set(2, 'x'))).toEqual([])
    expect(earlier(set(2, 'x'), set(3, 'y'), set(4, 'z'))).toEqual(['x', 'y'])
    const many = Array.from({ length: 40 }, (_, index) => set(index + 2, `s${index}`))
    expect(earlier(...many)).toEqual(['s34', 's35', 's36', 's37', 's38'])
  })

  it('sets of suggestions before the newest are not kept where they held nothing, nor twice where the same are told again', () => {
    expect(earlier(set(2, ''), set(3, 'y'), set(4, 'y'), set(5, 'z'))).toEqual(['y'])
  })

  it('sets of suggestions before the newest stay while the connection is lost, and while another conversation is looked at', () => {
    const another: Action = { type: 'followed', conversationId: ANOTHER_CONVERSATION, now: T0 }
    const back: Action = { type: 'followed', conversationId: SOME_CONVERSATION, now: T0 }
    expect(earlier(set(2, 'x'), set(3, 'y'), link('reconnecting'), link('open'), another, back)).toEqual(['x'])
  })
})

describe('whom the panel calls you', () => {
  it('whom the panel calls you is whom the server says the token names, also where it tells only what was missed', () => {
    const as = (agentId: string): Action => ({
      type: 'joined',
      accepted: { ok: true, conversationId: SOME_CONVERSATION, seq: 1, epoch: 'epoch-1', agentId },
      now: T0,
    })
    expect(knownOf(play(...live('a')))?.agentId).toBeUndefined()
    expect(knownOf(play(...live('a'), as('agent_7')))?.agentId).toBe('agent_7')
  })
})

describe('the start of the search', () => {
  const marked = (envelope: AssistEnvelope): AssistEnvelope =>
    envelope.type === 'transcript' ? { ...envelope, data: { ...envelope.data, awaitsSuggestions: true } } : envelope
  const asked = marked(said(2))
  const since = (...actions: Action[]) => knownOf(play(...actions))?.awaited?.since

  it('the start of the search is when the message arrived, whatever the time of the server', () => {
    expect(since(...live('a'), { type: 'event', envelope: asked, now: T0 + 5 })).toBe(T0 + 5)
  })

  it('the search for suggestions is over once they are here', () => {
    const envelope: AssistEnvelope = {
      conversationId: SOME_CONVERSATION,
      seq: 3,
      at: asked.at,
      type: 'suggestions',
      data: { basedOn: 'utt_2', suggestions: [], fallback: false, cached: false, withheld: [] },
    }
    const events = [asked, envelope].map((each) => ({ type: 'event', envelope: each, now: T0 }) as const)
    expect(since(...live('a'), ...events)).toBeUndefined()
  })

  it('the start of the search is when the message was written, where that was told by a snapshot, and not in the future', () => {
    const snapshot = applyEvent(snapshotOf(['a']), asked)
    const joinedAt = (now: number): Action[] => [
      link('open'),
      followed,
      { type: 'joined', accepted: joined(snapshot), now },
    ]
    const written = Date.parse(asked.at)
    expect(since(...joinedAt(written + 60_000))).toBe(written)
    expect(since(...joinedAt(written - 60_000))).toBe(written - 60_000)
  })
})

describe('the conversation as known', () => {
  it('what is known of the conversation is the snapshot, then each event on top', () => {
    const state = play(
      ...live('a'),
      { type: 'event', envelope: said(2), now: T0 },
      { type: 'event', envelope: intended(3), now: T0 },
    )
    expect(shown(state)).toEqual(['a', 'utt_2'])
    expect(knownOf(state)?.snapshot.intent?.data.name).toBe('billing_inquiry')
  })

  it('what is known of the conversation survives a loss of the connection and a refusal', () => {
    expect(shown(play(...live('a'), link('reconnecting')))).toEqual(['a'])
    const refusal = { code: 'forbidden', message: 'no' } as const
    expect(shown(play(...live('a'), { type: 'refused', refusal, now: T0 }))).toEqual(['a'])
  })

  it('what is known of the conversation is gone when another conversation is selected', () => {
    const another: Action = { type: 'followed', conversationId: ANOTHER_CONVERSATION, now: T0 }
    expect(knownOf(play(...live('a'), another))).toBeNull()
  })

  it('what is known of the conversation takes no event of another conversation', () => {
    const state = play(...live('a'))
    expect(reduce(state, { type: 'event', envelope: said(2, ANOTHER_CONVERSATION), now: T0 })).toBe(state)
  })

  it('what is known of the conversation takes no replay that would continue another history', () => {
    const replay = { ok: true, conversationId: SOME_CONVERSATION, seq: 9, epoch: ANOTHER_EPOCH } as const
    const state = play(...live('a'), link('reconnecting'))
    expect(reduce(state, { type: 'joined', accepted: replay, now: T0 })).toBe(state)
  })

  it('what is known of the conversation is replaced by a snapshot of the same history', () => {
    const state = play(...live('a', 'b'), accepted(['a', 'b', 'c']))
    expect(knownOf(state)?.snapshot).toEqual(snapshotOf(['a', 'b', 'c']))
  })

  it('what is known of the conversation is not lost when the server has forgotten it', () => {
    const before = play(...live('a', 'b'), { type: 'event', envelope: intended(3), now: T0 }, link('reconnecting'))
    const after = reduce(before, accepted(['b', 'c'], ANOTHER_EPOCH))
    expect(shown(after)).toEqual(['a', 'b', 'c'])
    expect(knownOf(after)?.snapshot.intent?.data.name).toBe('billing_inquiry')
    expect(knownOf(after)).toMatchObject({ epoch: ANOTHER_EPOCH, snapshot: { seq: 2 } })
    expect(connectionOf(after, T0)).toEqual({ kind: 'live', missed: 1 })
  })

  const ended = (state: 'ended' | 'live' = 'ended') => ({
    status: { seq: 3, at: '2026-01-01T00:00:00.000Z', data: { state, since: '2026-01-01T00:00:00.000Z' } },
  })
  const joinedIn = (epoch: string, snapshot: ReturnType<typeof snapshotOf>): Action => ({
    type: 'joined',
    accepted: joined(snapshot, epoch),
    now: T0,
  })

  it('what is known of the conversation gives way, where it has ended, to the new conversation that began under its ids', () => {
    const over = play(...live('a'), joinedIn('epoch-1', snapshotOf(['a', 'b'], ended())))
    const after = reduce(over, joinedIn(ANOTHER_EPOCH, snapshotOf(['c'])))
    expect(shown(after)).toEqual(['c'])
    expect(knownOf(after)?.snapshot.status).toBeNull()
  })

  it('what is known of the conversation stays as it is, where it has ended, when the server has only forgotten it', () => {
    const over = play(...live('a'), joinedIn('epoch-1', snapshotOf(['a', 'b'], ended())))
    const after = reduce(over, joinedIn(ANOTHER_EPOCH, snapshotOf([])))
    expect(shown(after)).toEqual(['a', 'b'])
    expect(knownOf(after)?.snapshot.status?.data.state).toBe('ended')
  })

  it('what is known of the conversation counts on from the new history, whose numbers are lower', () => {
    const state = play(...live('a', 'b', 'c'), link('reconnecting'), accepted([], ANOTHER_EPOCH))
    const next = reduce(state, { type: 'event', envelope: said(1, SOME_CONVERSATION, 'd'), now: T0 })
    expect(shown(next)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('what is known of the conversation prefers what the new history says of anything', () => {
    const intent = {
      seq: 1,
      at: '2026-01-31T09:30:00.001Z',
      data: { name: 'x', score: 1, threshold: 0.85, accepted: true },
    }
    const newer = joined(snapshotOf(['a'], { intent }), ANOTHER_EPOCH)
    const state = play(
      ...live('a'),
      { type: 'event', envelope: intended(2), now: T0 },
      { type: 'joined', accepted: newer, now: T0 },
    )
    expect(knownOf(state)?.snapshot.intent?.data.name).toBe('x')
  })

  it('what is known of the conversation holds every utterance once and in the order first seen, whatever histories come', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 6 })
    fc.assert(
      fc.property(
        fc.array(fc.record({ ids, epoch: fc.constantFrom('1', '2', '3') }), { maxLength: 8 }),
        (histories) => {
          const state = play(
            link('open'),
            followed,
            ...histories.map((history) => accepted(history.ids, history.epoch)),
          )
          const expected = [...new Set(histories.flatMap((history) => history.ids))]
          expect(shown(state)).toEqual(expected)
        },
      ),
    )
  })
})
