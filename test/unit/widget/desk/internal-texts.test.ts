import { describe, expect, it } from 'vitest'
import { type CardAct, SuggestionDesk } from '../../../../widget/desk/suggestion-desk.ts'
import { markOf } from '../../../../widget/state/marks.ts'
import { english } from '../i18n/english.ts'
import { ManualTimers, SOME_CONVERSATION } from '../state/fixtures.ts'

const INTERNAL = {
  id: 'i',
  text: 'Up to 15 without asking',
  internal: true,
  conversationId: SOME_CONVERSATION,
} as const
const OTHER = { id: 'o', text: 'One moment', conversationId: SOME_CONVERSATION } as const

const staged = () => {
  const done: string[] = []
  const said: string[] = []
  const reports: unknown[] = []
  const timers = new ManualTimers()
  const desk = new SuggestionDesk({
    clock: { now: () => 0, after: (ms, callback) => timers.after(ms, callback) },
    composer: {
      insert: async ({ mode, text }) => {
        done.push(`${mode}: ${text}`)
        return { outcome: 'inserted' }
      },
    },
    asked: () => '',
    isShown: () => true,
    dispatch: () => undefined,
    report: (report) => reports.push(report),
    copy: async (text) => {
      done.push(`copy: ${text}`)
    },
    text: english.text,
    say: (sentence) => said.push(sentence),
    changed: () => undefined,
  })
  const act = async (...acts: readonly CardAct[]) => {
    for (const each of acts) await desk.act(each, INTERNAL)
  }
  return { desk, act, done, said, reports, mark: () => markOf(desk.marks, INTERNAL) }
}

describe('a text for agents only', () => {
  it.each([
    ['insert', 'For agents only. Insert anyway?'],
    ['replace', 'For agents only. Replace the draft with it anyway?'],
    ['copy', 'For agents only. Copy anyway?'],
  ] as const)(
    'a text for agents only asks before it does this, and does it when told again: %s',
    async (what, words) => {
      const { act, done, said, mark } = staged()
      await act(what)
      expect([done, said, mark().confirming]).toEqual([[], [words], what])
      await act(what)
      expect(done).toEqual([`${what}: ${INTERNAL.text}`])
      expect(mark().confirming).toBeUndefined()
    },
  )

  it('a text for agents only asks again each time', async () => {
    const { act, done } = staged()
    await act('insert', 'insert', 'insert')
    expect(done).toHaveLength(1)
  })

  it.each([
    ['another act of the same kind', 'replace'],
    ['a judgement', 'helpful'],
    ['a change', 'edit'],
    ['a refusal', 'cancel'],
  ] as const)('a text for agents only takes nothing else for a yes: %s', async (_, between) => {
    const { act, done } = staged()
    await act('insert', between, 'insert')
    expect(done).toEqual([])
  })

  it('a text for agents only stays out where the agent does something with another one in between', async () => {
    const { desk, act, done, mark } = staged()
    await act('insert')
    await desk.act('helpful', OTHER)
    expect(mark().confirming).toBeUndefined()
    await act('insert')
    expect(done).toEqual([])
  })

  it('a text for agents only stays out where the agent goes on changing it', async () => {
    const { desk, act, done, mark } = staged()
    await act('edit', 'insert')
    desk.write('Up to 15', INTERNAL)
    await act('insert')
    expect(done).toEqual([])
    await act('cancel')
    // What was refused is the insertion, not what was written.
    expect(mark().draft).toBe('Up to 15')
  })

  it('a text for agents only asks nothing of what need not be asked', async () => {
    const { desk, act, done, mark } = staged()
    await act('helpful', 'edit', 'cancel')
    await desk.act('insert', OTHER)
    expect([done, mark().rating]).toEqual([['insert: One moment'], 'helpful'])
  })
})

describe('what a model wrote', () => {
  it('what a model wrote is inserted as all else, and not reported as a suggestion that the service never made', async () => {
    const { desk, done, reports } = staged()
    await desk.act('insert', { ...OTHER, isGenerated: true })
    expect([done, reports]).toEqual([['insert: One moment'], []])
  })
})
