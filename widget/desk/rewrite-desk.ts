/** Texts that the agent has a language model rewrite. What comes back stands on the card, and is never sent by itself. */
import { type RewriteKind, type RewriteRequest, rewriteAnswer } from '../../shared/wire/knowledge.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Reply, RequestRefused, Timers } from '../link/link.ts'
import { type Mark, type Rewriting, textOf } from '../state/marks.ts'
import type { Placed } from './placed.ts'

/** How a text is to be rewritten; `language` (BCP 47) of a translation. */
export interface RewriteWish {
  readonly as: RewriteKind
  readonly language?: string | undefined
}

export interface RewriteDeskParts {
  readonly timers: Timers
  inquire(request: RewriteRequest): Promise<Reply>
  readonly suggestions: {
    markOf(suggestion: Placed): Mark
    change(suggestion: Placed, mark: Mark, sentence?: string): void
  }
  readonly text: Text
}

const SLOW_AFTER_MS = 2_000

export class RewriteDesk {
  readonly #parts: RewriteDeskParts

  constructor(parts: RewriteDeskParts) {
    this.#parts = parts
  }

  /** What is shown, or what the agent is changing; one at a time. What happened to the text meanwhile goes before. */
  readonly rewrite = async (wish: RewriteWish, suggestion: Placed): Promise<void> => {
    const { suggestions, timers, inquire, text: words } = this.#parts
    const mark = suggestions.markOf(suggestion)
    const text = mark.draft ?? textOf(mark, suggestion)
    if (isUnderWay(mark.rewriting) || text.trim() === '') return
    const { as, language } = wish
    let state: Rewriting = { kind: 'working' }
    const enter = (next: Rewriting | undefined, change: Mark = {}, sentence?: string): void => {
      suggestions.change(suggestion, { ...change, rewriting: next }, sentence)
      if (next !== undefined) state = next
    }
    // Inserted, cancelled or dismissed meanwhile, it is not wanted any more.
    const isWanted = (): boolean => suggestions.markOf(suggestion).rewriting === state
    enter(state, {}, words('rewrite.working'))
    const cancel = timers.after(SLOW_AFTER_MS, () => {
      if (isWanted()) enter({ kind: 'slow' })
    })
    const { conversationId } = suggestion
    const answer = readText(
      await inquire({ conversationId, text, as, ...(language === undefined ? {} : { language }) }),
    )
    cancel()
    if (!isWanted()) return
    if (typeof answer !== 'string') {
      enter({ kind: 'refused', refusal: answer }, {}, rewriteRefusal(answer, words))
      return
    }
    const { draft, draftsBefore = [], rewritten = [] } = mark
    const change =
      draft === undefined
        ? { rewritten: [...rewritten, answer] }
        : { draft: answer, draftsBefore: [...draftsBefore, draft] }
    enter(undefined, { ...change, isCopied: false }, words('rewrite.done'))
  }

  /** Takes the last rewriting back; gives whether there was one. */
  readonly undo = (suggestion: Placed): boolean => {
    const { suggestions, text } = this.#parts
    const { draft, draftsBefore, rewritten } = suggestions.markOf(suggestion)
    const [of, texts] = draft === undefined ? ['card', rewritten] : ['draft', draftsBefore]
    const last = texts?.at(-1)
    if (texts === undefined || last === undefined) return false
    const rest = texts.length > 1 ? texts.slice(0, -1) : undefined
    const change = of === 'card' ? { rewritten: rest } : { draft: last, draftsBefore: rest }
    suggestions.change(suggestion, { ...change, isCopied: false, rewriting: undefined }, text('rewrite.undone'))
    return true
  }
}

export const isUnderWay = (rewriting: Rewriting | undefined): boolean =>
  rewriting !== undefined && rewriting.kind !== 'refused'

const readText = (reply: Reply): string | RequestRefused => {
  if ('refused' in reply) return reply
  const { data } = rewriteAnswer.safeParse(reply.answer)
  if (data === undefined || (data.ok && data.text.trim() === '')) return { refused: 'bad_answer' }
  return data.ok ? data.text : { refused: data.error.code, message: data.error.message }
}

/** That it was not rewritten, and why. */
export const rewriteRefusal = ({ refused, message }: RequestRefused, text: Text): string =>
  text('rewrite.refused', { reason: refused, said: message ?? refused })
