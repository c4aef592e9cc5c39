import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { welcomeTo } from '../../../../bff/flows/join/welcome.ts'
import { createMemoryStore } from '../../../../bff/store/memory/store.ts'

const heard = (utteranceId: string) =>
  ({ type: 'transcript', data: { utteranceId, speaker: 'customer', text: 'hello' } }) as const

/** A conversation of so many events, as the store has it. */
const recordOf = async (count: number) => {
  const store = createMemoryStore({
    newId: () => 'epoch-1',
    clock: systemClock,
    bounds: { conversations: 10, bytes: 10_000_000, replayable: 200 },
  }).conversations
  const events = Array.from({ length: count }, (_, n) => heard(`utt_${n}`))
  await store.change({ conversationId: 'conv_1' }, () => ({ value: undefined, change: { events } }))
  const record = await store.find('conv_1')
  if (record === undefined) throw new Error('the conversation is gone')
  return record
}
const asked = { conversationId: 'int_1' }

describe('the welcome of a conversation', () => {
  it('is all of it for a widget that knows nothing', async () => {
    const record = await recordOf(4)
    const { answer, missed } = welcomeTo(record, asked, 'agent_1')
    expect(answer).toEqual({
      ok: true,
      conversationId: 'conv_1',
      seq: 4,
      epoch: record.epoch,
      agentId: 'agent_1',
      snapshot: record.snapshot,
    })
    expect(missed).toEqual([])
  })

  it.each([
    [0, [1, 2, 3, 4]],
    [2, [3, 4]],
    [4, []],
  ])('is what a widget missed that knows event %d', async (afterSeq, seqs) => {
    const record = await recordOf(4)
    const { answer, missed } = welcomeTo(record, { ...asked, afterSeq, epoch: record.epoch }, 'agent_1')
    expect(answer).not.toHaveProperty('snapshot')
    expect(answer.seq).toBe(4)
    expect(missed.map(({ seq }) => seq)).toEqual(seqs)
  })

  it.each([
    ['of another history', { afterSeq: 2, epoch: 'another' }],
    ['that is still to come', { afterSeq: 5 }],
  ])('is all of it for a widget that knows an event %s', async (_what, known) => {
    const { answer, missed } = welcomeTo(await recordOf(4), { ...asked, ...known }, 'agent_1')
    expect(answer.snapshot).toMatchObject({ seq: 4 })
    expect(missed).toEqual([])
  })

  it('is all of it where what was missed can be replayed no more', async () => {
    const record = await recordOf(4)
    const forgetful = { ...record, replayable: record.replayable.slice(2) }
    expect(welcomeTo(forgetful, { ...asked, afterSeq: 1 }, 'agent_1').answer).toHaveProperty('snapshot')
    expect(welcomeTo(forgetful, { ...asked, afterSeq: 2 }, 'agent_1').missed.map(({ seq }) => seq)).toEqual([3, 4])
    const without = { ...record, replayable: [] }
    expect(welcomeTo(without, { ...asked, afterSeq: 3 }, 'agent_1').answer).toHaveProperty('snapshot')
  })

  it('is nothing yet for a conversation in which nothing happened', async () => {
    const record = await recordOf(0)
    expect(welcomeTo(record, { ...asked, afterSeq: 0 }, 'agent_1')).toMatchObject({ answer: { seq: 0 }, missed: [] })
  })
})
