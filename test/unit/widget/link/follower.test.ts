import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssistEnvelope } from '../../../../shared/wire/assist.ts'
import { Follower, JoinFailed } from '../../../../widget/link/follower.ts'
import { settle, Widget } from '../state/fake-server.ts'
import { ManualTimers, SOME_CONVERSATION, said } from '../state/fixtures.ts'

const connected = async (events = 0): Promise<Widget> => {
  const widget = new Widget()
  for (let n = 0; n < events; n += 1) widget.server.publish()
  await widget.connect()
  return widget
}
const refuse = (code: 'forbidden' | 'invalid' | 'unauthorized') =>
  ({ ok: false, error: { code, message: 'no' } }) as const

describe('the follower', () => {
  it('the follower asks for everything first and for what it missed afterwards', async () => {
    const widget = await connected(2)
    widget.cut()
    widget.server.publish()
    await widget.connect()
    expect(widget.server.requests).toEqual([
      { conversationId: SOME_CONVERSATION },
      { conversationId: SOME_CONVERSATION, afterSeq: 2, epoch: 'epoch-1' },
    ])
    expect(widget.shown()).toEqual(['epoch-1/1', 'epoch-1/2', 'epoch-1/3'])
  })

  it('the follower asks only for what came since, where it was followed before', async () => {
    const widget = await connected(2)
    await widget.visitAnother(() => widget.server.publish())
    expect(widget.server.requests.at(-1)).toEqual({
      conversationId: SOME_CONVERSATION,
      afterSeq: 2,
      epoch: 'epoch-1',
    })
    expect(widget.joins.at(-1)?.snapshot).toBeUndefined()
    expect(widget.shown()).toEqual(['epoch-1/1', 'epoch-1/2', 'epoch-1/3'])
  })

  it('the follower hands on what was missed in one piece, or what it has of that when it is cut off again', async () => {
    const events: number[] = []
    const follower = new Follower({
      conversationId: SOME_CONVERSATION,
      progress: { conversationId: SOME_CONVERSATION, epoch: 'epoch-1', seq: 1 },
      timers: new ManualTimers(),
      listener: {
        joined: () => undefined,
        event: ({ seq }) => events.push(seq),
        refused: () => undefined,
        error: () => undefined,
      },
      join: async () => ({ ok: true, conversationId: SOME_CONVERSATION, seq: 4, epoch: 'epoch-1' }),
      unauthorized: () => undefined,
      settled: () => undefined,
    })
    follower.connected()
    await settle()
    follower.receive(said(2))
    follower.receive(said(3))
    expect(events).toEqual([])
    follower.disconnected()
    expect(events).toEqual([2, 3])
    follower.connected()
    await settle()
    follower.receive(said(4))
    expect(events).toEqual([2, 3, 4])
  })

  it('the follower asks for everything where a replay would continue another conversation than it was', async () => {
    const widget = await connected(1)
    widget.server.answers.push({ ok: true, conversationId: 'conv_of_another', seq: 1, epoch: 'epoch-1' })
    await widget.visitAnother(() => undefined)
    expect(widget.server.requests.at(-1)).toEqual({ conversationId: SOME_CONVERSATION })
  })

  it('the follower holds of what arrives before an answer only the newest, and asks for the rest', async () => {
    const widget = await connected()
    const { server } = widget
    widget.cut()
    server.isUp = true
    widget.follower.connected()
    for (let n = 0; n < 700; n += 1) server.publish()
    server.forgotten = 500
    await settle()
    expect(widget.shown()).toHaveLength(200)
    expect(widget.shown().at(-1)).toBe('epoch-1/700')
  })

  it('the follower heals a gap with one join, however many events arrive behind it', async () => {
    const widget = await connected(1)
    widget.server.publish(true)
    widget.server.publish()
    widget.server.publish()
    await settle()
    expect(widget.server.requests).toHaveLength(2)
    expect(widget.shown()).toHaveLength(4)
  })

  it('the follower asks for a snapshot when a promised replay does not come', async () => {
    const widget = await connected(1)
    widget.cut()
    widget.server.publish()
    const { deliver } = widget.server
    widget.server.deliver = () => undefined
    await widget.connect()
    expect(widget.shown()).toHaveLength(1)
    widget.server.deliver = deliver
    widget.timers.pass(5_000)
    await settle()
    expect(widget.server.requests.at(-1)).toEqual({ conversationId: SOME_CONVERSATION })
    expect(widget.shown()).toHaveLength(2)
  })

  it('the follower steps over an event of a later version, asks nothing because of it, and shows what comes after', async () => {
    const widget = await connected(1)
    const asked = widget.server.requests.length
    widget.follower.receive({ conversationId: SOME_CONVERSATION, seq: 2, type: 'later' })
    widget.follower.receive(said(3))
    expect(widget.server.requests).toHaveLength(asked)
    expect(widget.shown()).toEqual(['epoch-1/1', 'utt_3'])
    expect(widget.errors).toEqual([])
  })

  it('the follower asks once more for what arrived malformed, then steps over it with a snapshot', async () => {
    const widget = await connected(1)
    const late: AssistEnvelope[] = []
    widget.server.deliver = (envelope) => late.push(envelope)
    const arrive = async (): Promise<void> => {
      for (const envelope of late.splice(0)) {
        if (envelope.seq === 2) widget.follower.receiveMalformed('bad')
        else widget.follower.receive(envelope)
      }
      await settle()
    }
    widget.server.publish()
    await arrive()
    expect(widget.server.requests.at(-1)).toMatchObject({ afterSeq: 1 })
    await arrive()
    expect(widget.server.requests.at(-1)).toEqual({ conversationId: SOME_CONVERSATION })
    expect(widget.errors.map(({ code }) => code)).toEqual(['bad_envelope', 'bad_envelope'])
    expect(widget.shown()).toEqual(['epoch-1/1', 'epoch-1/2'])
  })

  it('the follower asks again ever more slowly while it is not allowed', async () => {
    const widget = new Widget()
    widget.server.answers.push(...Array.from({ length: 7 }, () => refuse('forbidden')))
    await widget.connect()
    for (let n = 0; n < 6; n += 1) {
      widget.timers.pass(widget.timers.waiting[0] ?? 0)
      await settle()
    }
    expect(widget.refusals.map(({ retryInMs }) => retryInMs)).toEqual([
      2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ])
    widget.timers.pass(30_000)
    await settle()
    expect(widget.joins).toHaveLength(1)
  })

  it('the follower does not ask again for what can never be right', async () => {
    const widget = new Widget()
    widget.server.answers.push(refuse('invalid'))
    await widget.connect()
    expect(widget.refusals).toEqual([{ code: 'invalid', message: 'no' }])
    expect(widget.timers.waiting).toEqual([])
  })

  it('the follower leaves a refused token to the link', async () => {
    const widget = new Widget()
    widget.server.answers.push(refuse('unauthorized'))
    await widget.connect()
    expect(widget.unauthorized).toBe(1)
    expect(widget.timers.waiting).toEqual([])
  })

  it('the follower reports a join without an answer, and asks again', async () => {
    const widget = new Widget()
    widget.server.answers.push(new JoinFailed('no_answer', 'late'))
    await widget.connect()
    expect(widget.errors).toEqual([{ code: 'no_answer', message: 'late' }])
    widget.timers.pass(2_000)
    await settle()
    expect(widget.joins).toHaveLength(1)
  })

  it('the follower tries at once when the agent asks', async () => {
    const widget = new Widget()
    widget.server.answers.push(refuse('forbidden'))
    await widget.connect()
    widget.follower.retryNow()
    await settle()
    expect(widget.joins).toHaveLength(1)
    expect(widget.timers.waiting).toEqual([])
  })

  it('the follower ignores an answer to a join over a connection that is gone', async () => {
    const widget = new Widget()
    widget.server.isUp = true
    widget.follower.connected()
    widget.follower.disconnected()
    await settle()
    expect(widget.joins).toEqual([])
  })

  it('the follower reports nothing any more once it is stopped', async () => {
    const widget = await connected(1)
    widget.follower.stop()
    widget.follower.stop()
    widget.follower.receive(said(2))
    widget.follower.receiveMalformed('bad')
    expect(widget.shown()).toHaveLength(1)
    expect(widget.errors).toEqual([])
  })
})

describe('any network', () => {
  const step = fc.constantFrom(
    'publish',
    'lose',
    'repeat',
    'cut',
    'connect',
    'forget',
    'restart',
    'wait',
    'settle',
    'visit',
  )

  it('every event is shown once and in order, whatever the network does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const widget = await connected()
        const { server } = widget
        /** What the widget can know: everything of this history, and of earlier ones what it had seen. */
        let earlier: string[] = []
        for (const each of steps) {
          if (each === 'publish') server.publish()
          if (each === 'lose') server.publish(true)
          if (each === 'repeat') for (const envelope of server.history) if (server.isUp) server.deliver(envelope)
          if (each === 'cut') widget.cut()
          if (each === 'connect' && !server.isUp) await widget.connect()
          if (each === 'forget') server.forgotten = server.history.length
          if (each === 'settle') await settle()
          if (each === 'visit') await widget.visitAnother(() => server.publish())
          if (each === 'wait') widget.timers.pass(40_000)
          if (each === 'restart') {
            widget.cut()
            await settle()
            earlier = widget.shown()
            server.restart()
          }
          expect(new Set(widget.shown()).size).toBe(widget.shown().length)
        }
        widget.cut()
        await widget.connect()
        expect(widget.shown()).toEqual([
          ...earlier,
          ...server.history.map((envelope) => `${server.epoch}/${envelope.seq}`),
        ])
      }),
      { numRuns: 300 },
    )
  })
})
