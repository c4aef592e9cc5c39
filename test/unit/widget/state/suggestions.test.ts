import { describe, expect, it } from 'vitest'
import { sourceLink, sourceTitle } from '../../../../widget/parts/suggestions/source-title.ts'
import { nothingDisplayed } from '../../../../widget/state/displayed.ts'
import { lastUndoable, type Marks, markOf, withMark } from '../../../../widget/state/marks.ts'
import { displaySuggestions as display, isStale } from '../../../../widget/state/suggestion-sets.ts'
import { awaitedIn, type SuggestionSet, searchChangesIn, searchFor } from '../../../../widget/state/suggestions.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION, snapshotOf } from './fixtures.ts'

const { transcript } = snapshotOf(['a', 'b', 'c'])
const setOf = (seq: number, basedOn: string | null, ids: readonly string[] = ['s']): SuggestionSet => ({
  seq,
  at: new Date(seq).toISOString(),
  data: {
    basedOn,
    suggestions: ids.map((id) => ({ id, text: id, confidence: 0.9, source: 'x', fallback: false })),
    fallback: false,
    cached: false,
    withheld: [],
  },
})

describe('suggestions out of date', () => {
  const byAgent = transcript.map((entry) => ({ ...entry, data: { ...entry.data, speaker: 'agent' as const } }))

  it.each([
    ['they answer the newest message', setOf(9, 'c'), transcript, false],
    ['they answer an earlier one, however late they came', setOf(9, 'b'), transcript, true],
    ['only others wrote since', setOf(9, 'a'), byAgent, false],
    ['what they answer is not known, and nothing came after them', setOf(9, 'gone'), transcript, false],
    ['what they answer is not known, and something came after them', setOf(2, null), transcript, true],
    [
      'numbers of an earlier history are higher',
      setOf(1, 'c'),
      transcript.map((entry, index) => (index < 2 ? { ...entry, seq: entry.seq + 50 } : entry)),
      false,
    ],
  ])('suggestions are out of date or not: %s', (_, set, entries, expected) => {
    expect(isStale(set, entries)).toBe(expected)
  })
})

describe('what is on screen', () => {
  const shown = display(nothingDisplayed, SOME_CONVERSATION, setOf(1, 'a'), false)

  it('what is on screen waits while the agent is busy, the newest only, and counts', () => {
    const second = display(shown, SOME_CONVERSATION, setOf(2, 'b'), true)
    const third = display(second, SOME_CONVERSATION, setOf(3, 'c'), true)
    expect([third.shown?.seq, third.waiting?.seq, third.waitingCount]).toEqual([1, 3, 2])
    expect(display(third, SOME_CONVERSATION, setOf(3, 'c'), true)).toBe(third)
    const free = display(third, SOME_CONVERSATION, setOf(3, 'c'), false)
    expect([free.shown?.seq, free.waiting, free.waitingCount]).toEqual([3, null, 0])
  })

  it('what is on screen does not wait behind nothing, nor in another conversation', () => {
    const empty = display(nothingDisplayed, SOME_CONVERSATION, setOf(1, 'a', []), false)
    expect(display(empty, SOME_CONVERSATION, setOf(2, 'b'), true).shown?.seq).toBe(2)
    expect(display(shown, 'another', setOf(2, 'b'), true).shown?.seq).toBe(2)
  })

  it('what is on screen stays the same object while nothing changes', () => {
    expect(display(shown, SOME_CONVERSATION, setOf(1, 'a'), true)).toBe(shown)
  })
})

describe('the search for suggestions', () => {
  const T0 = 1_000_000
  const marked = (...ids: readonly string[]) =>
    transcript.map((entry) =>
      ids.includes(entry.data.utteranceId)
        ? { ...entry, data: { ...entry.data, awaitsSuggestions: true as const } }
        : entry,
    )
  const ended = { seq: 9, at: '', data: { state: 'ended' as const, since: '' } }

  it.each([
    ['nothing where no message is marked', {}, undefined],
    ['the marked message', { transcript: marked('b') }, 'b'],
    ['the newest of several', { transcript: marked('a', 'b') }, 'b'],
    ['nothing once that is answered', { transcript: marked('a', 'b'), suggestions: setOf(9, 'b') }, undefined],
    ['nothing once a later message is answered', { transcript: marked('b'), suggestions: setOf(9, 'c') }, undefined],
    ['still that while an earlier one is', { transcript: marked('a', 'b'), suggestions: setOf(9, 'a') }, 'b'],
    ['that where an old set names nothing', { transcript: marked('b'), suggestions: setOf(1, null) }, 'b'],
    ['nothing where a newer set names nothing', { transcript: marked('b'), suggestions: setOf(3, null) }, undefined],
    ['nothing in a conversation that ended', { transcript: marked('b'), status: ended }, undefined],
  ])('what suggestions are looked for is %s', (_, more, expected) => {
    expect(awaitedIn(snapshotOf([], { transcript, ...more }), null, () => T0)?.utteranceId).toBe(expected)
  })

  it('what suggestions are looked for is looked for since it was first seen', () => {
    const snapshot = snapshotOf([], { transcript: marked('b') })
    const before = awaitedIn(snapshot, null, () => T0)
    expect(awaitedIn(snapshot, before, () => T0 + 5_000)).toBe(before)
    const next = snapshotOf([], { transcript: marked('b', 'c') })
    expect(awaitedIn(next, before, () => T0 + 5_000)).toEqual({ utteranceId: 'c', since: T0 + 5_000 })
  })

  it.each([
    [0, 'none', 300],
    [299, 'none', 1],
    [300, 'working', 1_700],
    [1_999, 'working', 1],
    [2_000, 'slow', 6_000],
    [7_999, 'slow', 1],
    [8_000, 'late', Infinity],
  ] as const)('a search of %i ms is told as %s, for another %s ms', (ms, search, changesIn) => {
    const awaited = { utteranceId: 'a', since: T0 }
    expect([searchFor(awaited, T0 + ms), searchChangesIn(awaited, T0 + ms)]).toEqual([search, changesIn])
  })

  it('what suggestions are looked for is told as none where there is nothing, for ever', () => {
    expect([searchFor(null, T0), searchChangesIn(null, T0)]).toEqual(['none', Infinity])
  })
})

describe('marks', () => {
  const place = (id: string, conversationId = SOME_CONVERSATION) => ({ id, conversationId })

  it('marks add up, and forget the oldest', () => {
    let marks: Marks = new Map()
    marks = withMark(marks, place('a'), { isInserted: true })
    marks = withMark(marks, place('a'), { rating: 'helpful' })
    expect(markOf(marks, place('a'))).toEqual({ isInserted: true, rating: 'helpful' })
    for (let n = 0; n < 300; n += 1) marks = withMark(marks, place(`s${n}`), { isCopied: true })
    expect(marks.size).toBe(300)
    expect(markOf(marks, place('a'))).toEqual({})
  })

  it('marks are of one conversation, whatever suggestions are called in another', () => {
    const marks = withMark(new Map(), place('a'), { isInserted: true })
    expect(markOf(marks, place('a', ANOTHER_CONVERSATION))).toEqual({})
  })

  it('marks know what was done last that can be undone', () => {
    const places = ['a', 'b', 'c'].map((id) => place(id))
    const marks = places.reduce<Marks>((all, each) => withMark(all, each, { isDismissed: true }), new Map())
    expect(lastUndoable(marks, places.slice(0, 2))?.id).toBe('b')
    expect(lastUndoable(withMark(marks, place('b'), { isDismissed: false }), places.slice(0, 2))?.id).toBe('a')
    expect(lastUndoable(withMark(marks, place('a'), { canUndo: true }), places)?.id).toBe('a')
    expect(lastUndoable(marks, [])).toBeUndefined()
    expect(lastUndoable(new Map(), places)).toBeUndefined()
  })
})

describe('the title of a source', () => {
  it.each([
    ['Refund policy, 2026', 'Refund policy, 2026'],
    ['refund-policy', 'Refund policy'],
    ['knowledge_base', 'Knowledge base'],
    ['https://help.example.com/articles/how-refunds-work.html?x=1#y', 'How refunds work (help.example.com)'],
    ['https://help.example.com/', 'help.example.com'],
    ['https://help.example.com/50%', '50% (help.example.com)'],
    ['https://', undefined],
    ['', undefined],
    ['  ', undefined],
    ['undefined', undefined],
    ['null', undefined],
    ['fallback', undefined],
    ['knowledge', undefined],
  ])('the title of a source of %j is %j', (source, title) => {
    expect(sourceTitle(source)).toBe(title)
  })
})

describe('the address of a source', () => {
  it.each([
    ['https://help.example.com/refunds?x=1#top', 'https://help.example.com/refunds?x=1#top'],
    [' http://intranet/kb ', 'http://intranet/kb'],
    ['https://agent:secret@help.example.com/', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,<script>alert(1)</script>', undefined],
    ['file:///etc/passwd', undefined],
    ['refund-policy', undefined],
    ['', undefined],
  ])('the place where the source of a suggestion can be read is, for %j, %j', (source, link) => {
    expect(sourceLink(source)).toBe(link)
  })
})
