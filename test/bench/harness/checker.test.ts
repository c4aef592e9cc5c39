/** The checker of `scale` finds each kind of fault where one is planted, and none where none is. */
import { describe, expect, it } from 'vitest'
import { type Acknowledged, check, type Findings, type Received } from './checker.ts'

const CONVERSATION = 'conv_1'
const EPOCH = 'first'

const event = (seq: number, utterance?: string, epoch = EPOCH): Received => ({
  kind: 'event',
  epoch,
  seq,
  print: `${epoch} ${seq} ${utterance ?? ''}`,
  utterance,
})
const snapshot = (seq: number, recalled: Readonly<Record<number, string>> = {}, epoch = EPOCH): Received => ({
  kind: 'snapshot',
  epoch,
  seq,
  recalled: Object.entries(recalled).map(([number, utterance]) => ({ seq: Number(number), utterance })),
})
const end = (seq: number, epoch = EPOCH): Received => ({ kind: 'end', epoch, seq })
const of = (...utterances: readonly string[]): Acknowledged[] =>
  utterances.map((utterance) => ({ conversationId: CONVERSATION, utterance }))
const place = (from: number, to = from, epoch = EPOCH) => ({ conversationId: CONVERSATION, epoch, from, to })

const checked = (acknowledged: readonly Acknowledged[], ...logs: readonly (readonly Received[])[]): Findings =>
  check(
    acknowledged,
    logs.map((received) => ({ conversationId: CONVERSATION, received })),
  )

/** The kinds of faults that were found, so that a planted one is seen to be found as no other. */
const kindsOf = ({ lost, doubled, contradicting, outOfOrder, holes }: Findings): string[] =>
  Object.entries({ lost, doubled, contradicting, outOfOrder, holes }).flatMap(([kind, found]) =>
    found.length > 0 ? [kind] : [],
  )

const GOOD = [snapshot(0), event(1, 'a'), event(2), event(3, 'b'), event(4)]

describe('the checker, where all is well,', () => {
  it('the checker finds nothing where each event came once and in order', () => {
    const found = checked(of('a', 'b'), [...GOOD, end(4)])
    expect(kindsOf(found)).toEqual([])
    expect(found).toMatchObject({ acknowledged: 2, events: 4, repeated: 0, newEpochs: 0 })
  })

  it('an utterance that was shown and never acknowledged is no fault', () => {
    expect(kindsOf(checked(of('a'), [...GOOD, end(4)]))).toEqual([])
  })

  it('the same event under the same number again is counted apart and is no fault', () => {
    const found = checked(of('a', 'b'), [...GOOD, event(3, 'b'), event(4), end(4)])
    expect(kindsOf(found)).toEqual([])
    expect(found).toMatchObject({ events: 6, repeated: 2 })
  })

  it('a replay that goes on where the widget was is no fault', () => {
    expect(kindsOf(checked(of('a', 'b', 'c'), [...GOOD, event(5, 'c'), end(5)]))).toEqual([])
  })

  it('a snapshot shows the utterances that it recalls and fills all numbers up to its own', () => {
    expect(kindsOf(checked(of('a', 'b'), [event(1, 'a'), snapshot(6, { 1: 'a', 3: 'b' }), end(6)]))).toEqual([])
  })

  it('what one conversation was told need not be shown in another', () => {
    const found = check(of('a', 'b'), [
      { conversationId: CONVERSATION, received: [...GOOD, end(4)] },
      { conversationId: 'conv_2', received: [snapshot(0), end(0)] },
    ])
    expect(kindsOf(found)).toEqual([])
  })

  it('another history begins its numbers anew', () => {
    const log = [...GOOD, snapshot(2, { 1: 'c' }, 'second'), event(3, 'd', 'second'), end(3, 'second')]
    const found = checked(of('a', 'b', 'c', 'd'), log)
    expect(kindsOf(found)).toEqual([])
    expect(found.newEpochs).toBe(1)
  })

  it('an utterance that two histories show was not doubled', () => {
    expect(kindsOf(checked(of('a'), [event(1, 'a'), snapshot(1, { 1: 'a' }, 'second'), end(1, 'second')]))).toEqual([])
  })
})

describe('the checker, where a fault was planted,', () => {
  it('an utterance that was acknowledged and never shown is lost', () => {
    const found = checked(of('a', 'b', 'c'), [...GOOD, end(4)])
    expect(kindsOf(found)).toEqual(['lost'])
    expect(found.lost).toEqual(of('c'))
  })

  it('an utterance that one of two widgets was not shown is lost', () => {
    const found = checked(of('a', 'b'), [...GOOD, end(4)], [snapshot(0), event(1, 'a'), event(2), event(3), event(4)])
    expect(kindsOf(found)).toEqual(['lost'])
    expect(found.lost).toEqual(of('b'))
  })

  it('an utterance of a conversation that nobody looks at is lost', () => {
    expect(checked(of('a')).lost).toEqual(of('a'))
  })

  it('an utterance that another conversation was shown is lost', () => {
    const found = check(of('a'), [
      { conversationId: CONVERSATION, received: [snapshot(0)] },
      { conversationId: 'conv_2', received: [snapshot(0), event(1, 'a')] },
    ])
    expect(found.lost).toEqual(of('a'))
  })

  it('an utterance that a new history no longer recalls is not lost where it was shown before', () => {
    expect(checked(of('a'), [event(1, 'a'), snapshot(0, {}, 'second')]).lost).toEqual([])
  })

  it('an utterance that only the history before a restart held is lost', () => {
    const found = checked(of('a', 'b'), [event(1, 'a'), snapshot(0, {}, 'second'), end(0, 'second')])
    expect(kindsOf(found)).toEqual(['lost'])
    expect(found.lost).toEqual(of('b'))
  })

  it('an utterance under two numbers is doubled, once however many widgets saw it', () => {
    const log = [...GOOD, event(5, 'a'), end(5)]
    const found = checked(of('a', 'b'), log, log)
    expect(kindsOf(found)).toEqual(['doubled'])
    expect(found.doubled).toEqual(of('a'))
  })

  it('an utterance that a snapshot recalls under another number is doubled', () => {
    expect(checked(of('a'), [snapshot(0), event(1, 'a'), snapshot(2, { 1: 'a', 2: 'a' })]).doubled).toEqual(of('a'))
  })

  it('two events under one number contradict each other', () => {
    const found = checked(of('a', 'b', 'c'), [...GOOD, event(3, 'c'), end(4)])
    expect(kindsOf(found)).toEqual(['contradicting'])
    expect(found.contradicting).toEqual([place(3)])
  })

  it('an event behind one with a higher number is out of order, and no hole', () => {
    const found = checked(of('a', 'b'), [snapshot(0), event(1, 'a'), event(3, 'b'), event(2), event(4), end(4)])
    expect(kindsOf(found)).toEqual(['outOfOrder'])
    expect(found.outOfOrder).toEqual([place(2)])
  })

  it('a number that never came is a hole, be it the first, one in the middle or the last', () => {
    const found = checked(of('a', 'b'), [snapshot(0), event(2, 'a'), event(5, 'b'), event(6), end(8)])
    expect(kindsOf(found)).toEqual(['holes'])
    expect(found.holes).toEqual([place(1), place(3, 4), place(7, 8)])
  })

  it('a hole that a later snapshot covers was a hole all the same, and is told once', () => {
    const found = checked(of('a', 'b'), [snapshot(0), event(1, 'a'), event(3), snapshot(4, { 1: 'a', 4: 'b' }), end(4)])
    expect(kindsOf(found)).toEqual(['holes'])
    expect(found.holes).toEqual([place(2)])
  })

  it('a widget that the service left in a history that is over has holes in the new one', () => {
    const found = checked(of('a', 'b'), [...GOOD, end(2, 'second')])
    expect(found.holes).toEqual([place(1, 2, 'second')])
  })
})
