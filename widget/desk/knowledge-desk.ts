/** What the agent looks up in the operator's own knowledge: in one conversation at a time, and only what was asked last counts. */
import {
  type KnowledgeQuestion,
  type KnowledgeResult,
  type KnowledgeSearch,
  knowledgeQuestionAnswer,
  knowledgeSearchAnswer,
} from '../../shared/wire/knowledge.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Reply, RequestRefused, Timers } from '../link/link.ts'

type Refused = RequestRefused['refused']

/** What was found, and for which words. */
interface Found {
  readonly query: string
  /** Surest first; then what an answer is taken from beside them. */
  readonly results: readonly KnowledgeResult[]
  /** How many the policy stopped. */
  readonly withheld: number
}

/**
 * What a model made of what was found.
 * - `asking`: on its way; `isSlow` once that is worth a word;
 * - `given`: `citations` are ids of results that are shown, at least one;
 * - `refused`: there is none, and why.
 */
type WrittenAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly isSlow: boolean }
  | { readonly kind: 'given'; readonly id: string; readonly text: string; readonly citations: readonly string[] }
  | { readonly kind: 'refused'; readonly code: Refused }

/**
 * - `idle`: nothing was typed;
 * - `waiting`, `slow`: it is looked for; what is found is of the words before;
 * - `found`: what is found is of the words that were typed;
 * - `refused`: it could not be looked for, and why.
 */
type SearchStage =
  | { readonly kind: 'idle' | 'waiting' | 'slow' | 'found' }
  | { readonly kind: 'refused'; readonly code: Refused }

export interface SearchView {
  /** How often it was asked for; 0 while it is closed. */
  readonly opened: number
  /** As it was typed. */
  readonly query: string
  readonly stage: SearchStage
  readonly found: Found | undefined
  readonly answer: WrittenAnswer
}

export interface KnowledgeDeskParts {
  readonly timers: Timers
  search(request: KnowledgeSearch): Promise<Reply>
  answer(request: KnowledgeQuestion): Promise<Reply>
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

/** So long nobody types within a word. */
export const TYPED_MS = 150
export const SLOW_AFTER_MS = 2_000
/** What was found is said once the agent stopped typing. */
export const SAID_AFTER_MS = 600
/** Longest text that can be searched for. */
export const LONGEST_QUERY = 500

const NO_ANSWER: WrittenAnswer = { kind: 'none' }
export const CLOSED_SEARCH: SearchView = {
  opened: 0,
  query: '',
  stage: { kind: 'idle' },
  found: undefined,
  answer: NO_ANSWER,
}

/** How many answers were written in this page: each is another one. */
let written = 0

export class KnowledgeDesk {
  readonly #parts: KnowledgeDeskParts
  #conversationId = ''
  #view = CLOSED_SEARCH
  /** What was asked before the newest round has nothing to say any more. */
  #round = 0
  #pending: readonly (() => void)[] = []

  constructor(parts: KnowledgeDeskParts) {
    this.#parts = parts
  }

  /** What the agent sees in this conversation: nothing of what was typed in another. */
  in(conversationId: string): SearchView {
    return conversationId === this.#conversationId ? this.#view : CLOSED_SEARCH
  }

  /** Opening what is open leads back to it. */
  readonly open = (conversationId: string): void => {
    const { opened, ...view } = this.in(conversationId)
    if (conversationId !== this.#conversationId) this.#supersede()
    this.#conversationId = conversationId
    this.#enter({ ...view, opened: opened + 1 })
  }

  /** Forgets what was typed and what was found. */
  readonly close = (): void => {
    if (this.#view.opened === 0) return
    this.#supersede()
    this.#enter(CLOSED_SEARCH)
  }

  /** The agent types. What is shown stays until there is something else. */
  readonly type = (query: string): void => {
    const wanted = wordsOf(query)
    const isSame = wanted === this.#view.found?.query
    // What is on its way for these words goes on.
    if (isSame && this.#view.stage.kind === 'found') {
      this.#enter({ query })
      return
    }
    const round = this.#supersede()
    if (wanted === '') this.#enter({ query, stage: { kind: 'idle' }, found: undefined, answer: NO_ANSWER })
    else if (isSame) this.#enter({ query, stage: { kind: 'found' } })
    else {
      this.#enter({ query, stage: { kind: 'waiting' }, answer: NO_ANSWER })
      this.#later(TYPED_MS, () => this.#search(wanted, round))
    }
  }

  /** The agent does not type on: searches for what is in the box, or for other words, which are put there. */
  readonly search = (query = this.#view.query): void => {
    const wanted = wordsOf(query)
    const { stage } = this.#view
    if (wanted === '' || (wanted === this.#view.found?.query && stage.kind === 'found')) return
    const round = this.#supersede()
    this.#enter({ query, stage: { kind: 'waiting' }, answer: NO_ANSWER })
    this.#search(wanted, round)
  }

  /** Has a model answer from what was found. */
  readonly answer = async (): Promise<void> => {
    const { stage, found, answer } = this.#view
    if (stage.kind !== 'found' || found === undefined || answer.kind === 'asking' || answer.kind === 'given') return
    const round = this.#supersede()
    const { query } = found
    this.#enter({ answer: { kind: 'asking', isSlow: false } })
    this.#later(SLOW_AFTER_MS, () => this.#enter({ answer: { kind: 'asking', isSlow: true } }))
    const reply = await this.#parts.answer({ conversationId: this.#conversationId, query })
    if (round !== this.#round) return
    this.#settle()
    const read = 'refused' in reply ? undefined : knowledgeQuestionAnswer.safeParse(reply.answer).data
    if (!read?.ok) return this.#refuseAnswer('refused' in reply ? reply.refused : 'bad_answer')
    const cited = read.citations.flatMap((id) => read.results.find((each) => each.id === id) ?? [])
    // What nobody can look up is no answer.
    if (cited.length === 0 || read.text.trim() === '') return this.#refuseAnswer('not_found')
    const more = cited.filter(({ id }) => found.results.every((each) => each.id !== id))
    written += 1
    this.#enter({
      found: { ...found, results: [...found.results, ...more] },
      answer: { kind: 'given', id: `answer-${written}`, text: read.text, citations: cited.map(({ id }) => id) },
    })
    this.#parts.say(this.#parts.text('search.answered'))
  }

  async #search(query: string, round: number): Promise<void> {
    const { text, say } = this.#parts
    this.#later(SLOW_AFTER_MS, () => {
      this.#enter({ stage: { kind: 'slow' } })
      say(text('search.slow'))
    })
    const reply = await this.#parts.search({ conversationId: this.#conversationId, query })
    if (round !== this.#round) return
    this.#settle()
    const read = 'refused' in reply ? undefined : knowledgeSearchAnswer.safeParse(reply.answer).data
    if (!read?.ok) {
      const code = 'refused' in reply ? reply.refused : 'bad_answer'
      this.#enter({ stage: { kind: 'refused', code }, found: undefined })
      say(text('search.refused', { reason: code }))
      return
    }
    const { results, withheld = 0 } = read
    this.#enter({ stage: { kind: 'found' }, found: { query, results, withheld } })
    const count = results.length
    this.#later(SAID_AFTER_MS, () =>
      say(count === 0 ? text('search.none', { query }) : text('search.count', { count })),
    )
  }

  #refuseAnswer(code: Refused): void {
    this.#enter({ answer: { kind: 'refused', code } })
    this.#parts.say(this.#parts.text('search.notAnswered', { reason: code }))
  }

  #later(ms: number, act: () => void): void {
    this.#pending = [...this.#pending, this.#parts.timers.after(ms, act)]
  }

  #settle(): void {
    for (const cancel of this.#pending) cancel()
    this.#pending = []
  }

  #supersede(): number {
    this.#settle()
    this.#round += 1
    return this.#round
  }

  #enter(change: Partial<SearchView>): void {
    this.#view = { ...this.#view, ...change }
    this.#parts.changed()
  }
}

const wordsOf = (query: string): string => query.trim().slice(0, LONGEST_QUERY)
