import { describe, expect, it } from 'vitest'
import type { Insertion, InsertOutcome } from '../../../../widget/composer/composer.ts'
import { type CardAct, SuggestionDesk, UNDONE_WITHIN_MS } from '../../../../widget/desk/suggestion-desk.ts'
import { markOf } from '../../../../widget/state/marks.ts'
import { english } from '../i18n/english.ts'
import { settle } from '../state/fake-server.ts'
import { ANOTHER_CONVERSATION, ManualTimers, SOME_CONVERSATION } from '../state/fixtures.ts'

const suggestion = (id: string, conversationId = SOME_CONVERSATION) => ({ id, text: `Text of ${id}`, conversationId })
const A = suggestion('a')
const B = suggestion('b')

const openDesk = () => {
  const timers = new ManualTimers()
  const stage = {
    timers,
    /** What the host answers. */
    outcome: { outcome: 'inserted' } as InsertOutcome | Promise<InsertOutcome>,
    shown: SOME_CONVERSATION,
    asked: [] as Insertion[],
    reports: [] as unknown[],
    told: [] as unknown[],
    said: [] as string[],
    changes: 0,
    /** Thrown by what is told of a report. */
    fault: undefined as Error | undefined,
  }
  const desk = new SuggestionDesk({
    clock: { now: () => 0, after: (ms, callback) => timers.after(ms, callback) },
    composer: {
      insert: async (insertion) => {
        stage.asked.push(insertion)
        return stage.outcome
      },
    },
    asked: () => 'by-the-host',
    isShown: (conversationId) => conversationId === stage.shown,
    dispatch: (event) => {
      if ('detail' in event) stage.told.push(event.detail)
    },
    report: (feedback) => {
      if (stage.fault !== undefined) throw stage.fault
      stage.reports.push(feedback)
    },
    copy: async () => undefined,
    text: english.text,
    say: (sentence) => stage.said.push(sentence),
    changed: () => {
      stage.changes += 1
    },
  })
  const act = (...acts: readonly CardAct[]) => Promise.all(acts.map((each) => desk.act(each, A)))
  return { ...stage, stage, desk, act, mark: () => markOf(desk.marks, A) }
}
const REPORT = { conversationId: SOME_CONVERSATION, suggestionId: 'a' }

describe('an insertion', () => {
  it('is asked for, marked, told and reported', async () => {
    const { act, asked, mark, told, reports, said } = openDesk()
    await act('insert')
    expect(asked).toEqual([
      {
        text: 'Text of a',
        mode: 'insert',
        suggestionId: 'a',
        conversation: 'by-the-host',
        conversationId: SOME_CONVERSATION,
      },
    ])
    expect(mark()).toMatchObject({ isInserted: true, isEdited: false, canUndo: false })
    expect(told).toEqual([{ suggestionId: 'a', action: 'inserted' }])
    expect(reports).toEqual([{ ...REPORT, action: 'inserted' }])
    expect(said).toEqual(['Inserted'])
  })

  it('may take the place of the draft, where that is asked for', async () => {
    const { act, asked } = openDesk()
    await act('replace')
    expect(asked[0]?.mode).toBe('replace')
  })

  it('that is refused says why, to the agent and to the host, and is not reported', async () => {
    const { act, stage, mark, told, reports, said } = openDesk()
    stage.outcome = { outcome: 'refused', reason: 'The chat has ended.' }
    await act('insert')
    expect(mark()).toEqual({ obstacle: { of: 'insert', reason: 'The chat has ended.' } })
    expect(told).toEqual([{ suggestionId: 'a', action: 'refused', reason: 'The chat has ended.' }])
    expect([reports, said]).toEqual([[], ['Not inserted: The chat has ended.']])
    stage.outcome = { outcome: 'inserted' }
    await act('insert')
    expect(mark().obstacle).toBeUndefined()
  })

  it('is done once, however often it is asked for while the host thinks', async () => {
    const { act, desk, stage, asked } = openDesk()
    let answer: (outcome: InsertOutcome) => void = () => undefined
    stage.outcome = new Promise((resolve) => {
      answer = resolve
    })
    const first = act('insert', 'insert', 'replace')
    const other = desk.act('insert', B)
    answer({ outcome: 'inserted' })
    await Promise.all([first, other])
    expect(asked).toHaveLength(1)
    stage.outcome = { outcome: 'inserted' }
    await desk.act('insert', B)
    expect(asked).toHaveLength(2)
  })

  it('that breaks down on the way stands in the way of no later one', async () => {
    const { act, stage, asked } = openDesk()
    stage.fault = new Error('broken')
    await expect(act('insert')).rejects.toThrow('broken')
    stage.fault = undefined
    await act('insert')
    expect(asked).toHaveLength(2)
  })

  it('that fails is refused, and stands in the way of no later one, nor of an undo', async () => {
    const { act, stage, mark, said, asked } = openDesk()
    stage.outcome = { outcome: 'inserted', undo: () => Promise.reject(new Error('gone')) }
    await act('insert')
    await act('undo')
    expect(mark().obstacle).toEqual({ of: 'undo', reason: 'refused' })
    stage.outcome = Promise.reject(new Error('broken'))
    await act('insert')
    expect(mark().obstacle).toEqual({ of: 'insert', reason: 'refused' })
    stage.outcome = { outcome: 'inserted', undo: async () => ({ outcome: 'undone' }) }
    await act('insert')
    await act('undo')
    expect(asked).toHaveLength(3)
    expect(said.at(-1)).toBe(english.text('suggestions.takenBack'))
  })

  it('that ends in another conversation is marked and reported where it was made, and not said there', async () => {
    const { act, desk, stage, mark, reports, said } = openDesk()
    const inserting = act('insert')
    stage.shown = ANOTHER_CONVERSATION
    await inserting
    expect(mark().isInserted).toBe(true)
    expect(markOf(desk.marks, suggestion('a', ANOTHER_CONVERSATION))).toEqual({})
    expect(reports).toEqual([{ ...REPORT, action: 'inserted' }])
    expect(said).toEqual([])
  })
})

describe('a text that the agent changes first', () => {
  it('is inserted as changed, and reported with it', async () => {
    const { act, desk, asked, mark, reports } = openDesk()
    await act('edit')
    expect(mark().draft).toBe('Text of a')
    desk.write('Text of a, dear Ada', A)
    await act('edit')
    expect(mark().draft).toBe('Text of a, dear Ada')
    await act('insert')
    expect(asked[0]?.text).toBe('Text of a, dear Ada')
    expect(mark()).toMatchObject({ isInserted: true, isEdited: true, draft: undefined })
    expect(reports).toEqual([{ ...REPORT, action: 'inserted', text: 'Text of a, dear Ada' }])
  })

  it('but did not change is like any other', async () => {
    const { act, desk, mark, reports } = openDesk()
    await act('edit')
    desk.write(' Text of a ', A)
    await act('insert')
    expect(mark().isEdited).toBe(false)
    expect(reports).toEqual([{ ...REPORT, action: 'inserted' }])
  })

  it('is forgotten where the agent cancels, kept where it is refused, and not inserted where nothing is left', async () => {
    const { act, desk, stage, asked, mark } = openDesk()
    await act('edit')
    desk.write('gone', A)
    await act('cancel', 'edit')
    expect(mark().draft).toBe('Text of a')
    stage.outcome = { outcome: 'refused', reason: 'no_answer' }
    desk.write('kept', A)
    await act('insert')
    expect(mark().draft).toBe('kept')
    desk.write(' \n', A)
    await act('insert')
    expect(asked).toHaveLength(1)
  })

  it('stands in no other conversation', async () => {
    const { act, desk } = openDesk()
    await act('edit')
    expect(markOf(desk.marks, suggestion('a', ANOTHER_CONVERSATION)).draft).toBeUndefined()
  })

  it('is compared with what was sent in the end', async () => {
    const { act, desk, reports } = openDesk()
    await act('edit')
    desk.write('changed', A)
    await act('insert')
    desk.sent('a', 'changed')
    expect(reports).toHaveLength(1)
    await act('edit')
    desk.write('changed', A)
    await act('insert')
    desk.sent('a', 'changed twice')
    expect(reports.at(-1)).toEqual({ ...REPORT, action: 'edited', text: 'changed twice' })
  })
})

describe('taking an insertion back', () => {
  const undoable = (): InsertOutcome & { undone: number } => {
    const outcome = {
      outcome: 'inserted' as const,
      undone: 0,
      undo: async () => {
        outcome.undone += 1
        return { outcome: 'undone' as const }
      },
    }
    return outcome
  }

  it('is reported as what it is, and counted once', async () => {
    const { act, stage, mark, told, reports } = openDesk()
    const outcome = undoable()
    stage.outcome = outcome
    await act('insert')
    expect(mark().canUndo).toBe(true)
    await act('undo')
    await act('undo')
    expect(outcome.undone).toBe(1)
    expect(mark()).toMatchObject({ isInserted: false, canUndo: false })
    expect(reports.at(-1)).toEqual({ ...REPORT, action: 'inserted', undone: true })
    expect(told.at(-1)).toEqual({ suggestionId: 'a', action: 'inserted', undone: true })
    expect(reports).toHaveLength(2)
  })

  it('gives back what the agent had made of the text', async () => {
    const { act, desk, stage, mark } = openDesk()
    stage.outcome = undoable()
    await act('edit')
    desk.write('mine', A)
    await act('insert')
    await act('undo')
    expect(mark().draft).toBe('mine')
  })

  it('that is refused says why, and can be tried again', async () => {
    const { act, stage, mark, reports } = openDesk()
    stage.outcome = { outcome: 'inserted', undo: async () => ({ outcome: 'refused', reason: 'changed_since' }) }
    await act('insert')
    await act('undo')
    expect(mark()).toMatchObject({
      isInserted: true,
      canUndo: true,
      obstacle: { of: 'undo', reason: 'changed_since' },
    })
    expect(reports).toHaveLength(1)
  })

  it('is of no use where the host cannot, or the reply was sent', async () => {
    const { act, desk, stage, mark, reports } = openDesk()
    await act('insert')
    await act('undo')
    expect(reports).toHaveLength(1)
    const outcome = undoable()
    stage.outcome = outcome
    await act('insert')
    desk.sent('a', 'Text of a')
    expect(mark().canUndo).toBe(false)
    await act('undo')
    expect(await desk.undoLast(SOME_CONVERSATION)).toBeUndefined()
    expect(outcome.undone).toBe(0)
  })

  it('reaches what was inserted last in this conversation, and in no other', async () => {
    const { desk, stage } = openDesk()
    const [first, second, other] = [undoable(), undoable(), undoable()]
    stage.outcome = first
    await desk.act('insert', A)
    stage.outcome = second
    await desk.act('insert', B)
    stage.outcome = other
    await desk.act('insert', suggestion('c', ANOTHER_CONVERSATION))
    expect(await desk.undoLast(SOME_CONVERSATION)).toBe('undone')
    expect([first.undone, second.undone, other.undone]).toEqual([0, 1, 0])
    expect(await desk.undoLast(SOME_CONVERSATION)).toBe('undone')
    expect(await desk.undoLast(SOME_CONVERSATION)).toBeUndefined()
    expect([first.undone, second.undone, other.undone]).toEqual([1, 1, 0])
  })

  it('of a dismissal comes before that of an insertion', async () => {
    const { act, stage, mark, reports, timers } = openDesk()
    const outcome = undoable()
    stage.outcome = outcome
    await act('insert', 'dismiss', 'undo')
    timers.pass(UNDONE_WITHIN_MS)
    await settle()
    expect(mark()).toMatchObject({ isDismissed: false, isInserted: true })
    expect([outcome.undone, reports.length]).toEqual([0, 1])
  })
})

describe('why a suggestion was not helpful', () => {
  it('is a report of its own, once a reason', async () => {
    const { act, desk, mark, told, reports } = openDesk()
    desk.explain('other', A)
    await act('helpful')
    desk.explain('other', A)
    expect(reports).toEqual([{ ...REPORT, action: 'helpful' }])
    await act('unhelpful')
    desk.explain('inaccurate', A)
    desk.explain('inaccurate', A)
    expect(mark()).toMatchObject({ rating: 'unhelpful', reason: 'inaccurate' })
    expect(reports.slice(1)).toEqual([
      { ...REPORT, action: 'unhelpful' },
      { ...REPORT, action: 'unhelpful', reason: 'inaccurate' },
    ])
    expect(told.at(-1)).toEqual({ suggestionId: 'a', action: 'unhelpful', reason: 'inaccurate' })
  })

  it('does not outlive the rating', async () => {
    const { act, desk, mark } = openDesk()
    await act('unhelpful')
    desk.explain('other', A)
    await act('helpful')
    expect(mark().reason).toBeUndefined()
  })
})
