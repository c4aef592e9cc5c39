/** What the agent does with suggestions: told to the host, marked on the cards, and reported to the server. */
import type { SuggestionFeedback, UnhelpfulReason } from '../../shared/wire/socket-reports.ts'
import { type Composer, type InsertMode, type Refused, refused } from '../composer/composer.ts'
import { CxAssistCopyEvent, CxAssistFeedbackEvent } from '../events.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Clock } from '../session/clock.ts'
import {
  GUARDED,
  type GuardedAct,
  type Mark,
  type Marks,
  markKey,
  markOf,
  type Obstacle,
  textOf,
  withMark,
} from '../state/marks.ts'
import { Insertions, type LastInsertion } from './insertions.ts'
import type { Placed } from './placed.ts'

/** `edit` and `cancel` begin and end changing a text before it is inserted. */
export type CardAct = InsertMode | 'copy' | 'edit' | 'cancel' | 'dismiss' | 'undo' | 'helpful' | 'unhelpful'

export interface DeskParts {
  readonly clock: Clock
  readonly composer: Composer
  /** The id that the host asked for what is shown by. */
  asked(): string
  /** Whether the agent still sees this conversation; what happens in another one is not said. */
  isShown(conversationId: string): boolean
  dispatch(event: Event): void
  report(feedback: SuggestionFeedback): void
  copy(text: string): Promise<void>
  readonly text: Text
  /** For screen readers. */
  say(sentence: string): void
  changed(): void
}

type Told = Omit<SuggestionFeedback, 'conversationId' | 'suggestionId'>

/** What stood in the way before does not matter any more. */
const SETTLED = { obstacle: undefined, rewriting: undefined }
/** A dismissal taken back within this time is not reported. */
export const UNDONE_WITHIN_MS = 8_000
/** Longest text that a report may carry. */
const LONGEST_TEXT = 10_000

export class SuggestionDesk {
  readonly #parts: DeskParts
  #marks: Marks = new Map()
  readonly #insertions = new Insertions()
  readonly #dismissals = new Map<string, { readonly cancel: () => void; readonly settle: () => void }>()
  /** The reply takes one thing at a time: what is pressed meanwhile would come in after it, or twice. */
  #isWriting = false
  /** What the agent is asked about before it is done. */
  #questioned: Placed | undefined

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  /** Whether texts can be put in the reply; otherwise they are copied, whatever was pressed. */
  get canWrite(): boolean {
    return this.#parts.composer.canWrite !== false
  }

  get marks(): Marks {
    return this.#marks
  }

  /** Resolves once it is done, or was not. */
  readonly act = async (wanted: CardAct, suggestion: Placed): Promise<void> => {
    const act = !this.canWrite && (wanted === 'insert' || wanted === 'replace') ? 'copy' : wanted
    const { confirming } = markOf(this.#marks, suggestion)
    this.decline()
    if (confirming !== undefined && act === 'cancel') return
    const guarded = suggestion.internal ? GUARDED.find((each) => each === act) : undefined
    if (guarded !== undefined && guarded !== confirming) return this.#question(suggestion, guarded)
    switch (act) {
      case 'insert':
      case 'replace':
        return this.#write(() => this.#insert(suggestion, act))
      case 'copy':
        return this.#copy(suggestion)
      case 'edit':
        return this.#edit(suggestion)
      case 'cancel':
        return this.#mark(suggestion, { draft: undefined, draftsBefore: undefined, ...SETTLED })
      case 'dismiss':
        return this.#dismiss(suggestion)
      case 'undo':
        return this.#undo(suggestion)
      default:
        return this.#rate(suggestion, act)
    }
  }

  /** What is known of a suggestion, and a change of it that somebody else made. */
  readonly markOf = (suggestion: Placed): Mark => markOf(this.#marks, suggestion)
  readonly change = (suggestion: Placed, mark: Mark, sentence?: string): void => this.#mark(suggestion, mark, sentence)

  /** The agent does something else than saying a second time that a text for agents is wanted. */
  readonly decline = (): void => {
    const questioned = this.#questioned
    this.#questioned = undefined
    if (questioned !== undefined) this.#mark(questioned, { confirming: undefined })
  }

  /** The agent goes on changing a text. Nothing that is shown depends on it. */
  readonly write = (text: string, suggestion: Placed): void => {
    this.decline()
    this.#marks = withMark(this.#marks, suggestion, { draft: text })
  }

  /** Why it was not helpful: a report of its own, since nobody need give a reason. */
  readonly explain = (reason: UnhelpfulReason, suggestion: Placed): void => {
    const mark = markOf(this.#marks, suggestion)
    if (mark.rating !== 'unhelpful' || mark.reason === reason) return
    this.#mark(suggestion, { reason }, this.#parts.text('suggestions.reasonNoted'))
    this.#tell(suggestion, { action: 'unhelpful', reason })
  }

  /** Takes back what was inserted last in a conversation, though its card may be gone. Gives what became of it. */
  readonly undoLast = async (conversationId: string): Promise<'undone' | Obstacle | undefined> => {
    const last = this.#insertions.lastIn(conversationId)
    if (last === undefined) return undefined
    await this.#write(() => this.#takeBack(last))
    return markOf(this.#marks, last.suggestion).obstacle ?? 'undone'
  }

  /** What was sent in the end of a text that was inserted. Anything else is not ours to report. */
  sent(suggestionId: string, text: string): void {
    const inserted = this.#insertions.findById(suggestionId)
    if (inserted === undefined) return
    this.#insertions.remove(inserted)
    const { suggestion } = inserted
    // It is on its way to the customer.
    if (inserted.takeBack) this.#mark(suggestion, { canUndo: false })
    if (text.trim() !== inserted.text.trim()) this.#tell(suggestion, { action: 'edited', text: cut(text) })
  }

  /** Reports what was still waiting to be taken back. */
  settle(): void {
    for (const { settle } of [...this.#dismissals.values()]) settle()
  }

  #question(suggestion: Placed, act: GuardedAct): void {
    this.#questioned = suggestion
    this.#mark(suggestion, { confirming: act }, this.#parts.text(`suggestions.anyway.${act}`))
  }

  async #write(act: () => Promise<void>): Promise<void> {
    if (this.#isWriting) return
    this.#isWriting = true
    try {
      await act()
    } finally {
      this.#isWriting = false
    }
  }

  async #insert(suggestion: Placed, mode: InsertMode): Promise<void> {
    const { id, conversationId } = suggestion
    const { composer, asked, text: words } = this.#parts
    const mark = markOf(this.#marks, suggestion)
    const text = mark.draft ?? textOf(mark, suggestion)
    if (text.trim() === '') return
    const insertion = { text, mode, suggestionId: id, conversation: asked(), conversationId }
    const outcome = await orRefused(() => composer.insert(insertion))
    if (outcome.outcome === 'refused') {
      const { reason } = outcome
      this.#mark(
        suggestion,
        { obstacle: { of: 'insert', reason } },
        words('suggestions.notInserted', { reason, said: reason }),
      )
      this.#parts.dispatch(new CxAssistFeedbackEvent({ suggestionId: id, action: 'refused', reason }))
      return
    }
    this.#insertions.add({ suggestion, text, takeBack: outcome.undo })
    const isEdited = text.trim() !== suggestion.text.trim()
    this.#mark(
      suggestion,
      {
        isInserted: true,
        isEdited,
        canUndo: outcome.undo !== undefined,
        draft: undefined,
        draftsBefore: undefined,
        rewriting: undefined,
        obstacle: outcome.isAltered ? { of: 'text' } : undefined,
      },
      words(outcome.isAltered ? 'suggestions.altered' : 'suggestions.inserted'),
    )
    this.#tell(suggestion, { action: 'inserted', ...(isEdited ? { text: cut(text) } : {}) })
  }

  async #undo(suggestion: Placed): Promise<void> {
    if (markOf(this.#marks, suggestion).isDismissed) {
      const key = markKey(suggestion)
      this.#dismissals.get(key)?.cancel()
      this.#dismissals.delete(key)
      this.#mark(suggestion, { isDismissed: false }, this.#parts.text('panel.undone'))
      return
    }
    const inserted = this.#insertions.find(suggestion)
    if (inserted) await this.#write(() => this.#takeBack(inserted))
  }

  async #takeBack(inserted: LastInsertion): Promise<void> {
    const { suggestion, text, takeBack } = inserted
    const { text: words } = this.#parts
    if (takeBack === undefined) return
    const outcome = await orRefused(takeBack)
    if (outcome.outcome === 'refused') {
      const { reason } = outcome
      this.#mark(
        suggestion,
        { obstacle: { of: 'undo', reason } },
        words('suggestions.notTakenBack', { reason, said: reason }),
      )
      return
    }
    this.#insertions.remove(inserted)
    const mark = markOf(this.#marks, suggestion)
    // What the agent made of it is not lost with it.
    const draft = mark.isEdited && text !== textOf(mark, suggestion) ? text : undefined
    this.#mark(
      suggestion,
      { isInserted: false, isEdited: false, canUndo: false, draft, ...SETTLED },
      words('suggestions.takenBack'),
    )
    this.#tell(suggestion, { action: 'inserted', undone: true })
  }

  async #copy(suggestion: Placed): Promise<void> {
    const { id } = suggestion
    const mark = markOf(this.#marks, suggestion)
    const text = mark.draft ?? textOf(mark, suggestion)
    try {
      await this.#parts.copy(text)
    } catch {
      this.#mark(suggestion, { isCopied: false, obstacle: { of: 'copy' } }, this.#parts.text('suggestions.copyFailed'))
      return
    }
    this.#parts.dispatch(new CxAssistCopyEvent({ text, suggestionId: id }))
    this.#mark(suggestion, { isCopied: true, ...SETTLED }, this.#parts.text('suggestions.copied'))
    this.#tell(suggestion, { action: 'copied' })
  }

  #edit(suggestion: Placed): void {
    const mark = markOf(this.#marks, suggestion)
    this.#mark(suggestion, { draft: mark.draft ?? textOf(mark, suggestion), ...SETTLED })
  }

  #dismiss(suggestion: Placed): void {
    if (markOf(this.#marks, suggestion).isDismissed) return
    this.#mark(suggestion, { isDismissed: true, rewriting: undefined }, this.#parts.text('suggestions.dismissed'))
    const key = markKey(suggestion)
    const settle = (): void => {
      cancel()
      this.#dismissals.delete(key)
      this.#tell(suggestion, { action: 'dismissed' })
    }
    const cancel = this.#parts.clock.after(UNDONE_WITHIN_MS, settle)
    this.#dismissals.set(key, { cancel, settle })
  }

  #rate(suggestion: Placed, rating: 'helpful' | 'unhelpful'): void {
    if (markOf(this.#marks, suggestion).rating === rating) return
    this.#mark(suggestion, { rating, reason: undefined }, this.#parts.text(`suggestions.rated.${rating}`))
    this.#tell(suggestion, { action: rating })
  }

  #mark(suggestion: Placed, mark: Mark, sentence?: string): void {
    this.#marks = withMark(this.#marks, suggestion, mark)
    if (sentence !== undefined && this.#parts.isShown(suggestion.conversationId)) this.#parts.say(sentence)
    this.#parts.changed()
  }

  #tell({ id, conversationId, isGenerated }: Placed, told: Told): void {
    const { text: _, ...detail } = told
    this.#parts.dispatch(new CxAssistFeedbackEvent({ suggestionId: id, ...detail }))
    if (!isGenerated) this.#parts.report({ conversationId, suggestionId: id, ...told })
  }
}

/** Composers never reject, but integrators may bring one of their own. */
const orRefused = async <T>(act: () => Promise<T>): Promise<T | Refused> => {
  try {
    return await act()
  } catch {
    return refused('refused')
  }
}

const cut = (text: string): string => text.slice(0, LONGEST_TEXT)
