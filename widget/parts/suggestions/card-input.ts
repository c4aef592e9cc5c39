import type { TemplateResult } from 'lit'
import type { Suggestion } from '../../../shared/wire/assist.ts'
import type { UnhelpfulReason } from '../../../shared/wire/socket-reports.ts'
import type { RewriteWish } from '../../desk/rewrite-desk.ts'
import type { CardAct } from '../../desk/suggestion-desk.ts'
import type { Language } from '../../i18n/language.ts'
import type { KeyMap } from '../../keys/key-map.ts'
import type { Mark } from '../../state/marks.ts'
import type { Bands } from '../shared/confidence.ts'

/** Of the menu of rewriting. */
export interface RewriteInput {
  readonly isOpen: boolean
  /** BCP 47; `undefined` where it is not known. */
  readonly customerLanguage: string | undefined
  /** @param end which item has the focus then. */
  open(end: 'first' | 'last'): void
  close(isReturning: boolean): void
  ask(wish: RewriteWish): void
  undo(): void
}

/** What one card is drawn from, and what it tells. */
export interface CardInput {
  readonly suggestion: Suggestion
  readonly index: number
  readonly mark: Mark
  /** The one that the keys are for; only what is on it is reached by Tab. */
  readonly isCurrent: boolean
  /** Whether the acts that are rarely wanted are shown. */
  readonly isOpen: boolean
  /** The conversation ended: it can be read, and nothing can be done with it. */
  readonly isRecord: boolean
  /** The agent is at it: what cannot be done any more leaves its room behind. */
  readonly isHeld: boolean
  /** Whether it can be put in the reply; otherwise it is copied. */
  readonly canWrite: boolean
  /** How much of the text is shown: `cut` where there is more of it than fits. */
  readonly extent: 'short' | 'cut' | 'whole'
  /** What it is where it was searched for: then nobody need dismiss it. What a model wrote is not judged either. */
  readonly found?: 'article' | 'reply' | 'answer'
  /** Below the text: what leads to what it is taken from. */
  readonly citations?: TemplateResult
  readonly bands: Bands
  readonly keys: KeyMap
  readonly language: Language
  /** `undefined` where there is no language model. */
  readonly rewrite: RewriteInput | undefined
  act(act: CardAct): void
  toggle(): void
  /** Shows all of the text, or no more than fits. */
  stretch(): void
  write(text: string): void
  explain(reason: UnhelpfulReason): void
}
