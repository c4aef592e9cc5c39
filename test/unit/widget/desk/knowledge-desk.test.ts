import { describe, expect, it } from 'vitest'
import type { KnowledgeResult } from '../../../../shared/wire/knowledge.ts'
import { KnowledgeDesk, SAID_AFTER_MS, SLOW_AFTER_MS, TYPED_MS } from '../../../../widget/desk/knowledge-desk.ts'
import type { Reply } from '../../../../widget/link/link.ts'
import { english } from '../i18n/english.ts'
import { settle } from '../state/fake-server.ts'
import { ANOTHER_CONVERSATION, ManualTimers, SOME_CONVERSATION } from '../state/fixtures.ts'

const result = (id: string): KnowledgeResult => ({
  id,
  kind: 'article',
  title: `Title of ${id}`,
  text: `Text of ${id}`,
  confidence: 0.8,
})
const found = (...ids: readonly string[]): Reply => ({ answer: { ok: true, results: ids.map(result), tookMs: 2 } })
const answered = (
  citations: readonly string[],
  carried: readonly string[] = citations,
  text = 'Within 5 days.',
): Reply => ({
  answer: { ok: true, text, citations, results: carried.map(result) },
})

/** A search that is open, and a server that answers when it is told to. */
const opened = () => {
  const timers = new ManualTimers()
  const searches: { readonly request: unknown; readonly reply: (reply: Reply) => void }[] = []
  const questions: { readonly request: unknown; readonly reply: (reply: Reply) => void }[] = []
  const said: string[] = []
  const waiting = (list: typeof searches) => (request: unknown) =>
    new Promise<Reply>((reply) => {
      list.push({ request, reply })
    })
  const desk = new KnowledgeDesk({
    timers,
    search: waiting(searches),
    answer: waiting(questions),
    text: english.text,
    say: (sentence) => said.push(sentence),
    changed: () => undefined,
  })
  desk.open(SOME_CONVERSATION)
  const view = () => desk.in(SOME_CONVERSATION)
  const ids = () => view().found?.results.map(({ id }) => id)
  /** Answers the search that was sent last. */
  const reply = async (answer: Reply, at = searches.length - 1) => {
    searches[at]?.reply(answer)
    await settle()
  }
  const type = (query: string) => {
    desk.type(query)
    timers.pass(TYPED_MS)
  }
  const replyToQuestion = async (answer: Reply) => {
    questions.at(-1)?.reply(answer)
    await settle()
  }
  return { desk, timers, searches, questions, said, view, ids, reply, type, replyToQuestion }
}
const openedWith = async (...names: readonly string[]) => {
  const stage = opened()
  stage.type('refund')
  await stage.reply(found(...names))
  return stage
}

describe('a search as it is typed', () => {
  it('a search as it is typed is asked once the agent pauses, not at each letter', () => {
    const { desk, timers, searches } = opened()
    for (const query of ['r', 're', 'ref']) {
      desk.type(query)
      timers.pass(TYPED_MS - 1)
    }
    expect(searches).toHaveLength(0)
    timers.pass(1)
    expect(searches.map(({ request }) => request)).toEqual([{ conversationId: SOME_CONVERSATION, query: 'ref' }])
  })

  it('a search as it is typed drops the answer to words that were typed before, however late that comes', async () => {
    const { type, reply, ids } = opened()
    type('ref')
    type('refund')
    await reply(found('new'), 1)
    await reply(found('old'), 0)
    expect(ids()).toEqual(['new'])
  })

  it('a search as it is typed shows what was found before until there is something else, and says of what words it is', async () => {
    const { type, view, ids, reply } = await openedWith('a')
    type('refund policy')
    expect([view().stage.kind, ids(), view().found?.query]).toEqual(['waiting', ['a'], 'refund'])
    await reply(found('b'))
    expect([view().stage.kind, ids()]).toEqual(['found', ['b']])
  })

  it('a search as it is typed is not asked again for spaces alone, and keeps an answer that is being written', async () => {
    const { desk, timers, searches, view, replyToQuestion } = await openedWith('a')
    desk.answer()
    desk.type(' refund ')
    timers.pass(TYPED_MS)
    expect(searches).toHaveLength(1)
    await replyToQuestion(answered(['a']))
    expect(view().answer.kind).toBe('given')
  })

  it('a search as it is typed asks nothing once the box is empty again', async () => {
    const { desk, timers, searches, view } = await openedWith('a')
    desk.type('')
    timers.pass(TYPED_MS)
    expect([searches.length, view().stage.kind, view().found]).toEqual([1, 'idle', undefined])
  })

  it('a search as it is typed is asked at once where the agent does not want to wait', () => {
    const { desk, timers, searches } = opened()
    desk.type('refund')
    desk.search()
    timers.pass(TYPED_MS)
    expect(searches).toHaveLength(1)
  })

  it('a search as it is typed asks for no more than the service takes', () => {
    const { desk, searches } = opened()
    desk.search('x'.repeat(600))
    expect(searches[0]?.request).toMatchObject({ query: 'x'.repeat(500) })
  })

  it('a search that takes long is told once, and no more once the agent types on', async () => {
    const { type, desk, timers, view, said } = opened()
    type('refund')
    timers.pass(SLOW_AFTER_MS)
    expect([view().stage.kind, said]).toEqual(['slow', ['Still looking…']])
    desk.type('refunds')
    timers.pass(SLOW_AFTER_MS - 1)
    expect([view().stage.kind, said.length]).toEqual(['waiting', 1])
  })

  it('a search says what was found once the agent stopped typing, and nothing of what was typed over', async () => {
    const { type, timers, reply, said } = opened()
    type('ref')
    await reply(found('a', 'b'))
    timers.pass(SAID_AFTER_MS - 1 - TYPED_MS)
    type('refund')
    await reply(found('a'))
    timers.pass(SAID_AFTER_MS)
    expect(said).toEqual(['1 result'])
  })

  it.each([
    [{ refused: 'rate_limited' } as const, 'Too many searches. Try again in a minute.'],
    [{ refused: 'no_answer' } as const, 'The server cannot be reached. Your words are kept.'],
    [{ answer: { ok: true, results: 'none' } }, 'The search was refused (bad_answer).'],
  ])('a search that is refused shows nothing of other words, and says why: %j', async (refusal, words) => {
    const { type, reply, view, said } = await openedWith('a')
    type('fees')
    await reply(refusal)
    expect([view().stage.kind, view().found, view().query]).toEqual(['refused', undefined, 'fees'])
    expect(said.at(-1)).toBe(words)
  })
})

describe('where it was searched', () => {
  it('a search in one conversation is not found in another, nor is what is still on its way', async () => {
    const { desk, type, reply, view } = opened()
    type('refund')
    desk.open(ANOTHER_CONVERSATION)
    await reply(found('a'))
    expect(desk.in(ANOTHER_CONVERSATION)).toMatchObject({ opened: 1, query: '', found: undefined })
    expect(view().opened).toBe(0)
  })

  it('a search that was closed is forgotten, and says nothing any more', async () => {
    const { desk, type, reply, timers, said, view } = opened()
    type('refund')
    desk.close()
    await reply(found('a'))
    timers.pass(SLOW_AFTER_MS + SAID_AFTER_MS)
    expect([view().opened, view().query, view().found, said]).toEqual([0, '', undefined, []])
    desk.open(SOME_CONVERSATION)
    expect(view().query).toBe('')
  })
})

describe('an answer from what was found', () => {
  it('an answer is never asked for by itself', async () => {
    const { questions } = await openedWith('a')
    expect(questions).toHaveLength(0)
  })

  it('an answer is asked for the words that found something, and leads to what it is taken from', async () => {
    const { desk, questions, view, ids, replyToQuestion, said } = await openedWith('a', 'b')
    desk.answer()
    desk.answer()
    expect(questions.map(({ request }) => request)).toEqual([{ conversationId: SOME_CONVERSATION, query: 'refund' }])
    // One that was found for the model alone can be looked up as well.
    await replyToQuestion(answered(['b', 'c']))
    expect(view().answer).toMatchObject({ kind: 'given', text: 'Within 5 days.', citations: ['b', 'c'] })
    expect([ids(), said.at(-1)]).toEqual([['a', 'b', 'c'], 'There is an answer, written by a model'])
  })

  it.each([
    ['names nothing that can be looked up', answered(['x'], ['a'])],
    ['is blank', answered(['a'], ['a'], '  ')],
  ])('an answer is none where it %s', async (_, reply) => {
    const { desk, view, replyToQuestion } = await openedWith('a')
    desk.answer()
    await replyToQuestion(reply)
    expect(view().answer).toEqual({ kind: 'refused', code: 'not_found' })
  })

  it('an answer that was refused is told with the reason, and can be asked for again', async () => {
    const { desk, view, questions, said, replyToQuestion } = await openedWith('a')
    desk.answer()
    await replyToQuestion({ refused: 'unavailable' })
    expect(view().answer).toEqual({ kind: 'refused', code: 'unavailable' })
    expect(said.at(-1)).toBe('No answer: the model is not available right now.')
    desk.answer()
    expect(questions).toHaveLength(2)
  })

  it('an answer to words that were typed over is dropped', async () => {
    const { desk, view, replyToQuestion } = await openedWith('a')
    desk.answer()
    desk.type('fees')
    await replyToQuestion(answered(['a']))
    expect(view().answer).toEqual({ kind: 'none' })
  })

  it('an answer that takes long is told', async () => {
    const { desk, timers, view } = await openedWith('a')
    desk.answer()
    timers.pass(SLOW_AFTER_MS)
    expect(view().answer).toEqual({ kind: 'asking', isSlow: true })
  })

  it('an answer is another one each time, so that nothing that was done with one shows on the next', async () => {
    const ids: unknown[] = []
    for (let n = 0; n < 2; n += 1) {
      const { desk, view, replyToQuestion } = await openedWith('a')
      desk.answer()
      await replyToQuestion(answered(['a']))
      const { answer } = view()
      ids.push(answer.kind === 'given' ? answer.id : undefined)
    }
    expect(new Set(ids).size).toBe(2)
  })
})
