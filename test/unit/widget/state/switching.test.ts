import { describe, expect, it } from 'vitest'
import { connectionOf } from '../../../../widget/state/connection.ts'
import { type Action, reduce } from '../../../../widget/state/reduce.ts'
import { type AssistState, initialState, knownOf } from '../../../../widget/state/state.ts'
import {
  ANOTHER_CONVERSATION,
  ANOTHER_EPOCH,
  joined,
  SOME_CONVERSATION,
  SOME_EPOCH,
  said,
  snapshotOf,
} from './fixtures.ts'

const T0 = 1_000_000
const SOME_ALIAS = 'sess_12345'

const play = (...actions: Action[]): AssistState => actions.reduce(reduce, initialState)
const link = (state: 'open' | 'reconnecting' | 'unauthorized', now = T0): Action => ({ type: 'connection', state, now })
const follow = (conversationId: string | null, now = T0): Action => ({ type: 'followed', conversationId, now })
const open = (id: string, ids: readonly string[], now = T0, epoch = SOME_EPOCH): Action => ({
  type: 'joined',
  accepted: joined({ ...snapshotOf(ids), conversationId: id }, epoch),
  now,
})
/** A join that continues what is known. */
const resume = (id: string, seq: number, now = T0, epoch = SOME_EPOCH): Action => ({
  type: 'joined',
  accepted: { ok: true, conversationId: id, seq, epoch },
  now,
})
const refuse = (code: 'forbidden' | 'unavailable', now = T0): Action => ({
  type: 'refused',
  refusal: { code, message: 'no', retryInMs: 2_000 },
  now,
})
/** Two messages in the first conversation, then over to the second, which has one. */
const away = [
  link('open'),
  follow(SOME_CONVERSATION),
  open(SOME_CONVERSATION, ['a', 'b']),
  follow(ANOTHER_CONVERSATION, T0 + 60_000),
  open(ANOTHER_CONVERSATION, ['x'], T0 + 60_000),
]
const BACK = T0 + 90_000
const back = [...away, follow(SOME_CONVERSATION, BACK)]
const shown = (state: AssistState): string[] =>
  knownOf(state)?.snapshot.transcript.map((entry) => entry.data.utteranceId) ?? []
/** Everything that is held of a conversation, on screen or not. */
const held = ({ memory, ...onScreen }: AssistState, id: string): boolean =>
  JSON.stringify([memory.map(({ known }) => known), knownOf({ memory, ...onScreen })]).includes(id)

describe('coming back', () => {
  it('coming back to a conversation shows at once what was known, and nothing of the other', () => {
    expect(shown(play(...away))).toEqual(['x'])
    expect(shown(play(...back))).toEqual(['a', 'b'])
  })

  it('coming back to a conversation says calmly that it connects, and only when that takes long that it is cut off', () => {
    const state = play(...back)
    expect(connectionOf(state, BACK + 1_999)).toEqual({ kind: 'connecting', since: BACK })
    expect(connectionOf(state, BACK + 2_000)).toEqual({ kind: 'reconnecting', since: BACK })
    expect(connectionOf(state, BACK + 30_000)).toEqual({ kind: 'offline', since: T0 + 60_000 })
  })

  it('coming back to a conversation says at once that the link is down', () => {
    const state = play(...away, link('reconnecting', T0 + 80_000), follow(SOME_CONVERSATION, BACK))
    expect(connectionOf(state, BACK)).toEqual({ kind: 'reconnecting', since: T0 + 80_000 })
    expect(connectionOf(state, T0 + 110_000)).toEqual({ kind: 'offline', since: T0 + 60_000 })
  })

  it('coming back to a conversation counts what came in meanwhile, and adds it', () => {
    const state = play(...back, resume(SOME_CONVERSATION, 5, BACK), {
      type: 'event',
      envelope: said(3, SOME_CONVERSATION, 'c'),
      now: BACK,
    })
    expect(connectionOf(state, BACK)).toEqual({ kind: 'live', missed: 1 })
    expect(shown(state)).toEqual(['a', 'b', 'c'])
  })

  it('coming back to a conversation counts nothing where nothing came', () => {
    expect(connectionOf(play(...back, resume(SOME_CONVERSATION, 2, BACK)), BACK)).toEqual({ kind: 'live', missed: 0 })
  })

  it('coming back to a conversation works by any id that led to it', () => {
    const state = play(
      link('open'),
      follow(SOME_ALIAS),
      open(SOME_CONVERSATION, ['a']),
      follow(null),
      follow(SOME_CONVERSATION),
      follow(ANOTHER_CONVERSATION),
      open(ANOTHER_CONVERSATION, ['x']),
    )
    for (const id of [SOME_ALIAS, SOME_CONVERSATION]) expect(shown(reduce(state, follow(id)))).toEqual(['a'])
  })

  it('coming back to a conversation remembers also what was not confirmed, for as old as it is', () => {
    const state = play(...back, follow(null, BACK + 5_000), link('reconnecting', BACK), follow(SOME_CONVERSATION, BACK))
    expect(shown(state)).toEqual(['a', 'b'])
    expect(connectionOf(state, BACK + 40_000)).toEqual({ kind: 'offline', since: T0 + 60_000 })
  })

  it('coming back to a conversation mixes nothing of one conversation into another that an id leads to now', () => {
    const state = play(
      link('open'),
      follow(SOME_ALIAS),
      open(SOME_CONVERSATION, ['a']),
      follow(null),
      follow(SOME_ALIAS),
      open(ANOTHER_CONVERSATION, ['x'], T0, ANOTHER_EPOCH),
    )
    expect(shown(state)).toEqual(['x'])
    expect(connectionOf(state, T0)).toEqual({ kind: 'live', missed: 0 })
  })

  it('coming back to a conversation keeps what the server has forgotten', () => {
    const state = play(...back, open(SOME_CONVERSATION, ['b', 'c'], BACK, ANOTHER_EPOCH))
    expect(shown(state)).toEqual(['a', 'b', 'c'])
  })

  it('coming back to a conversation takes no event of the conversation that was left', () => {
    const state = play(...back)
    expect(reduce(state, { type: 'event', envelope: said(3, ANOTHER_CONVERSATION, 'late'), now: BACK })).toBe(state)
  })
})

describe('forbidden to the agent', () => {
  it('what an agent may not see goes from the screen where it was only recalled, and from memory', () => {
    const state = play(...back, refuse('forbidden', BACK))
    expect(shown(state)).toEqual([])
    expect(connectionOf(state, BACK)).toMatchObject({ kind: 'refused', code: 'forbidden' })
    expect(held(state, SOME_CONVERSATION)).toBe(false)
  })

  it('what an agent may not see goes also when it is refused later than something else was', () => {
    const state = play(...back, refuse('unavailable', BACK))
    expect(shown(state)).toEqual(['a', 'b'])
    expect(held(reduce(state, refuse('forbidden', BACK)), SOME_CONVERSATION)).toBe(false)
    const cut = [link('reconnecting', BACK), link('open', BACK), refuse('forbidden', BACK)].reduce(reduce, state)
    expect(held(cut, SOME_CONVERSATION)).toBe(false)
  })

  it('what an agent may not see stays on screen while it is read, and is not remembered', () => {
    const reading = play(...back, resume(SOME_CONVERSATION, 2), link('reconnecting'), link('open'), refuse('forbidden'))
    expect(shown(reading)).toEqual(['a', 'b'])
    expect(held(reduce(reading, follow(ANOTHER_CONVERSATION)), SOME_CONVERSATION)).toBe(false)
  })

  it('what an agent may not see is dropped, all of it, when the token is refused', () => {
    const state = play(...back, link('unauthorized'))
    expect(shown(state)).toEqual([])
    expect(state.memory).toEqual([])
  })

  it('what an agent may not see stays on screen when the token is refused while it is read, and is not remembered', () => {
    const reading = play(...away, link('unauthorized'))
    expect(shown(reading)).toEqual(['x'])
    expect(held(reduce(reading, follow(SOME_CONVERSATION)), ANOTHER_CONVERSATION)).toBe(false)
  })
})
