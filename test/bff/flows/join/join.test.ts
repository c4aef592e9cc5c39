/** A widget that comes to a conversation, without any socket: let in or not, what it is sent, and in which order. */
import { beforeEach, describe, expect, it } from 'vitest'
import { MOST_FOLLOWED } from '../../../../bff/flows/join/join.ts'
import { openSeats } from './seats.ts'

const SOME = { conversationId: 'conv_1', interactionId: 'int_1' }
const CLAIMS = { sub: 'agent_1', conversations: ['conv_1'], exp: 2 ** 31 }
/** Whose token covers what its agent has. */
const OF_AGENT = { sub: 'agent_1', exp: 2 ** 31 }

let seats: ReturnType<typeof openSeats>
beforeEach(() => {
  seats = openSeats()
})

const eventsFrom = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, n) => `event ${first + n}`)

describe('a widget that joins', () => {
  it('a widget that joins is answered first, then sent what it missed, then what happens', async () => {
    await seats.say(5, SOME)
    const widget = seats.seat(CLAIMS, 'conv_1')
    const answer = await widget.join({ afterSeq: 3 })
    await seats.say(1, SOME)
    expect(widget.sent).toEqual(['answer 5', ...eventsFrom(4, 6)])
    expect(answer).toMatchObject({ ok: true, conversationId: 'conv_1', seq: 5, agentId: 'agent_1' })
  })

  it.each([0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89])(
    'a widget that joins gets each event once that is published while it joins, and none before its answer (%d turns later)',
    async (turns) => {
      await seats.say(2, SOME)
      const widget = seats.seat(CLAIMS, 'conv_1')
      const saying = seats.say(10, SOME)
      for (let n = 0; n < turns; n += 1) await Promise.resolve()
      await widget.join({ afterSeq: 0 })
      await saying
      expect(widget.sent[0]).toMatch(/^answer/)
      expect(widget.sent.slice(1)).toEqual(eventsFrom(1, 12))
    },
  )

  it('a widget that joins may wait for a conversation that its token names, though nobody has heard of it', async () => {
    const widget = seats.seat(CLAIMS, 'conv_1')
    expect(await widget.join()).toMatchObject({ ok: true, seq: 0 })
    await seats.say(1, SOME)
    expect(widget.sent).toEqual(['answer 0', 'event 1'])
  })

  it('a widget that joins comes to what its agent has, by any id, from the moment the agent has it', async () => {
    await seats.say(1, SOME)
    const widget = seats.seat(OF_AGENT, 'int_1')
    expect(await widget.join()).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    await seats.assignAgent(SOME, 'agent_1')
    expect(await widget.join()).toMatchObject({ ok: true, conversationId: 'conv_1' })
  })

  it('a widget that joins is refused what its token does not cover, known or not, and is in no room then', async () => {
    await seats.say(1, { conversationId: 'conv_2' })
    for (const alias of ['conv_2', 'conv_unheard_of']) {
      const widget = seats.seat(CLAIMS, alias)
      expect(await widget.join()).toMatchObject({ ok: false, error: { code: 'forbidden' } })
      expect([widget.sent, widget.rooms.size]).toEqual([[], 0])
    }
  })

  it('a widget that joins is refused one more than it may follow, but not what it follows already', async () => {
    await seats.say(1, SOME)
    const widget = seats.seat(CLAIMS, 'conv_1')
    for (let n = 0; n < MOST_FOLLOWED; n += 1) widget.rooms.add(`other_${n}`)
    expect(await widget.join()).toMatchObject({ ok: false, error: { code: 'too_many_rooms' } })
    widget.rooms.delete('other_0')
    widget.rooms.add('conv_1')
    expect(await widget.join()).toMatchObject({ ok: true })
  })

  it('a widget that joins is let in nowhere once it has gone', async () => {
    await seats.say(3, SOME)
    const widget = seats.seat(CLAIMS, 'conv_1')
    const joining = widget.join({ afterSeq: 0 })
    widget.leaveForGood()
    await joining
    await seats.say(1, SOME)
    expect([widget.sent, widget.rooms.size]).toEqual([[], 0])
  })
})

describe('a widget that leaves', () => {
  it.each(['conv_1', 'int_1'])(
    'a widget that leaves is sent nothing more, by whichever id it leaves: %s',
    async (id) => {
      await seats.say(1, SOME)
      const widget = seats.seat(CLAIMS, 'conv_1')
      await widget.join()
      expect(await widget.leave(id)).toEqual({ ok: true })
      await seats.say(1, SOME)
      expect([widget.sent, widget.rooms.size]).toEqual([['answer 1'], 0])
    },
  )

  it('a widget that leaves may leave what it never followed, and what never was', async () => {
    const widget = seats.seat(CLAIMS, 'conv_1')
    expect(await widget.leave('conv_unheard_of')).toEqual({ ok: true })
  })
})
