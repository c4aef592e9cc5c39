/** What the panel makes of a handover by the bot: what is worth a row, what is on screen, what is folded. Pure. */
import type { ConversationSnapshot, HandoverData } from '../../shared/wire/assist.ts'
import type { HandoverFinding } from '../../shared/wire/vocabulary.ts'
import { type Displayed, display } from './displayed.ts'
import { gist } from './gist.ts'

export type HandoverNews = NonNullable<ConversationSnapshot['handover']>

/** What is known; a text that is not is empty. */
export interface CardFacts {
  readonly customerName: string
  readonly intent: string
  readonly summary: string
  readonly reason: string
  readonly queue: string
  /** By the names that the bot gave them, in its order. */
  readonly collected: readonly (readonly [name: string, value: string])[]
  readonly warnings: readonly HandoverFinding[]
}

/** What flows write where they know nothing. */
const NOTHING: ReadonlySet<string> = new Set(['undefined', 'null', '[object Object]', '{}', '[]'])

const known = (text: string | undefined): string => {
  const trimmed = text?.trim() ?? ''
  return NOTHING.has(trimmed) ? '' : trimmed
}

export const factsOf = ({ collected, warnings, ...texts }: HandoverData): CardFacts => ({
  customerName: known(texts.customerName),
  intent: known(texts.intent),
  summary: known(texts.summary),
  reason: known(texts.reason),
  queue: known(texts.queue),
  collected: Object.entries(collected).flatMap(([name, value]) => {
    const text = known(value)
    return text === '' ? [] : [[name, text] as const]
  }),
  warnings,
})

/** What else of the panel says it already. */
export interface SaidElsewhere {
  readonly intent: string | undefined
  readonly queue: string | undefined
}

/** The facts without what is said elsewhere, and without a reason that the summary gives too. */
export const withoutRepeats = (facts: CardFacts, { intent, queue }: SaidElsewhere): CardFacts => ({
  ...facts,
  intent: isSaid(facts.intent, intent) ? '' : facts.intent,
  queue: isSaid(facts.queue, queue) ? '' : facts.queue,
  reason: gist(facts.summary).includes(gist(facts.reason)) ? '' : facts.reason,
})

const isSaid = (text: string, elsewhere: string | undefined): boolean =>
  elsewhere !== undefined && gist(text) === gist(elsewhere)

/** Names one handover of a conversation: a later one is another, also where it says the same. */
const handoverKey = ({ seq, at }: HandoverNews): string => `${seq} ${at}`

export const isSameHandover = (a: HandoverNews | null, b: HandoverNews | null): boolean =>
  a !== null && b !== null && handoverKey(a) === handoverKey(b)

/**
 * Unlike other news the first one waits too: on top of everything, it would move everything.
 * @param isBusy the agent is at the panel.
 */
export const displayHandover = (
  displayed: Displayed<HandoverNews>,
  conversationId: string,
  newest: HandoverNews | null,
  isBusy: boolean,
): Displayed<HandoverNews> => {
  const isFirst = displayed.shown === null && newest !== null && conversationId === displayed.conversationId
  if (!isFirst || !isBusy) return display(displayed, conversationId, newest, isBusy)
  return isSameHandover(newest, displayed.waiting)
    ? displayed
    : { ...displayed, waiting: newest, waitingCount: displayed.waitingCount + 1 }
}

/** By conversation, the handover that the agent folded. Of a newer one nothing is known: it is open. */
export type Folds = ReadonlyMap<string, string>

/** Enough for a day of conversations. */
const MOST_FOLDS = 200

export const isFolded = (folds: Folds, conversationId: string, news: HandoverNews): boolean =>
  folds.get(conversationId) === handoverKey(news)

export const withFold = (folds: Folds, conversationId: string, news: HandoverNews, isFold: boolean): Folds => {
  const others = [...folds].filter(([id]) => id !== conversationId).slice(1 - MOST_FOLDS)
  return new Map(isFold ? [...others, [conversationId, handoverKey(news)] as const] : others)
}
