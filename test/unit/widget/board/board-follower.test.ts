import { describe, expect, it, vi } from 'vitest'
import type { BoardJoinRequest } from '../../../../shared/wire/board.ts'
import { BoardFollower } from '../../../../widget/board/link/board-follower.ts'
import { calmRow } from '../../../../widget/playground/board-rows.ts'
import { ManualClock } from '../../../../widget/playground/manual-clock.ts'

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

const stage = (answers: unknown[]) => {
  const clock = new ManualClock()
  const asked: BoardJoinRequest[] = []
  const told: string[] = []
  const unauthorized = vi.fn()
  const follower = new BoardFollower({
    timers: clock,
    listener: {
      joined: (rows, lastHour) =>
        void told.push(
          `joined ${rows?.map(({ conversationId }) => conversationId) ?? 'on'}${lastHour ? ` after ${lastHour}` : ''}`,
        ),
      changed: ({ upserts, removed }) =>
        void told.push(`${upserts.map(({ conversationId }) => `+${conversationId}`)}${removed.map((id) => `-${id}`)}`),
      refused: ({ code, retryInMs }) => void told.push(`refused ${code} ${retryInMs ?? 'for good'}`),
      error: ({ code }) => void told.push(code),
    },
    join: async (request) => {
      asked.push(request)
      const answer = answers.shift()
      if (answer === undefined) throw new Error('no answer')
      return answer
    },
    unauthorized,
  })
  return { clock, asked, told, follower, unauthorized }
}
const push = (seq: number, id: string) => ({ seq, upserts: [calmRow(id)], removed: [] })
const refused = (code: string) => ({ ok: false, error: { code, message: 'no' } })
const all = (seq: number, ...ids: string[]) => ({ ok: true, seq, rows: ids.map((id) => calmRow(id)) })

describe('the follower of the board', () => {
  it('the follower tells all rows once, and then what changes, in order', async () => {
    const { follower, told } = stage([all(7, 'a', 'b')])
    follower.connected()
    await settle()
    follower.receive(push(8, 'c'))
    follower.receive({ seq: 9, upserts: [], removed: ['a'] })
    expect(told).toEqual(['joined a,b', '+c', '-a'])
  })

  it('the follower tells of the last hour so far as the service does', async () => {
    const { follower, told } = stage([
      { ...all(7, 'a'), lastHour: [0, 2] },
      { ok: true, seq: 9, lastHour: [2, 1] },
    ])
    follower.connected()
    await settle()
    follower.receive(push(9, 'late'))
    await settle()
    expect(told).toEqual(['joined a after 0,2', 'joined on after 2,1'])
  })

  it('the follower asks for what it lacks where a push is missing, and goes on from there', async () => {
    const { follower, asked, told } = stage([all(7, 'a'), { ok: true, seq: 10 }])
    follower.connected()
    await settle()
    follower.receive(push(9, 'late'))
    expect(asked).toEqual([{}, { afterSeq: 7 }])
    await settle()
    follower.receive(push(11, 'b'))
    expect(told).toEqual(['joined a', 'joined on', '+b'])
  })

  it('the follower takes nothing twice, nor anything older than what it knows', async () => {
    const { follower, told } = stage([all(7, 'a')])
    follower.connected()
    await settle()
    for (const seq of [6, 7, 8, 8]) follower.receive(push(seq, `at${seq}`))
    expect(told).toEqual(['joined a', '+at8'])
  })

  it('the follower keeps what arrives while a join is under way', async () => {
    const { follower, told } = stage([all(7, 'a')])
    follower.connected()
    follower.receive(push(7, 'old'))
    follower.receive(push(8, 'new'))
    await settle()
    expect(told).toEqual(['joined a', '+new'])
  })

  it('the follower says where it was after a loss, and takes all rows where the service knows nothing of that', async () => {
    const { follower, asked, told } = stage([all(7, 'a'), all(500, 'b')])
    follower.connected()
    await settle()
    follower.disconnected()
    follower.receive(push(501, 'early'))
    follower.connected()
    await settle()
    expect(asked).toEqual([{}, { afterSeq: 7 }])
    expect(told.at(-1)).toBe('joined b')
  })

  it.each(['forbidden', 'invalid'])('the follower asks no more once the answer is %s', async (code) => {
    const { follower, asked, told, clock } = stage([refused(code), all(1)])
    follower.connected()
    await settle()
    clock.pass(600_000)
    await settle()
    expect([told, asked.length]).toEqual([[`refused ${code} for good`], 1])
  })

  it('the follower asks again after a refusal that may pass, after no answer and after one that it cannot read', async () => {
    const { follower, asked, told, clock } = stage([refused('unavailable'), undefined, { ok: 'yes' }, all(1, 'a')])
    follower.connected()
    for (let turn = 0; turn < 4; turn += 1) {
      await settle()
      clock.pass(30_000)
    }
    await settle()
    expect(told).toEqual(['refused unavailable 2000', 'no_answer', 'bad_answer', 'joined a'])
    expect(asked.length).toBe(4)
  })

  it('the follower reports a push that it cannot read, and asks for all rows a little later', async () => {
    const { follower, asked, told, clock } = stage([all(7, 'a'), all(8, 'b')])
    follower.connected()
    await settle()
    follower.receive({ seq: 8, upserts: [{ conversationId: 'x' }], removed: [] })
    expect(asked.length).toBe(1)
    clock.pass(2_000)
    await settle()
    expect(asked).toEqual([{}, {}])
    expect(told).toEqual(['joined a', 'bad_envelope', 'joined b'])
  })

  it('the follower says that the token is not taken any more, and asks nothing', async () => {
    const { follower, told, unauthorized } = stage([refused('unauthorized')])
    follower.connected()
    await settle()
    expect(unauthorized).toHaveBeenCalledOnce()
    expect(told).toEqual([])
  })
})
