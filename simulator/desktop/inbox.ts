/** The agent's list of conversations, as the page shows it: follows the replay, tells subscribers, forgets old ones. */
import type { FrustrationData } from '../../shared/wire/assist.ts'
import type { KeptSummary } from '../cast/cxone.ts'
import type { LiveFacts, ReplayObserver, SaidLine } from '../replay/events.ts'
import type { ChatLine, ConversationSummary, DesktopEventData, DesktopEventName, FrustrationMark } from './wire.ts'

type InboxListener = <N extends DesktopEventName>(name: N, data: DesktopEventData<N>) => void

export interface InboxOptions {
  /** Ended conversations that stay on the list. Up to twice as many until the next tidying. Default 20. */
  readonly keepEnded?: number | undefined
  /** They are off the list. */
  readonly onForgotten?: ((conversations: readonly LiveFacts[]) => void) | undefined
}

export interface Inbox {
  /** To be told by the replay. */
  readonly observer: ReplayObserver
  /** How frustrated the customer of a conversation is now; only of those on the list. */
  frustration(conversationId: string, data: FrustrationData): void
  /** CXone has the agent's summary of a conversation; only of those on the list. */
  wrappedUp(kept: KeptSummary): void
  /** Everything on the list with all lines, oldest first. */
  list(): ConversationSummary[]
  find(conversationId: string): LiveFacts | undefined
  /** Calls back for each event; returns the undo. */
  subscribe(listener: InboxListener): () => void
}

interface Entry {
  facts: LiveFacts
  frustration?: FrustrationMark
  wrapUp?: NonNullable<ConversationSummary['wrapUp']>
  readonly lines: ChatLine[]
}

const KEEP_ENDED = 20

const summary = ({ facts, frustration, wrapUp, lines }: Entry): ConversationSummary => {
  const lastLine = lines.at(-1)?.text
  return {
    id: facts.conversationId,
    interactionId: facts.interactionId,
    customerName: facts.customerName,
    channel: facts.channel,
    startedAt: facts.startedAt,
    status: facts.status,
    ...(facts.skill !== undefined && { skill: facts.skill }),
    ...(frustration !== undefined && { frustration }),
    ...(wrapUp !== undefined && { wrapUp }),
    ...(lastLine !== undefined && { lastLine }),
  }
}

export const createInbox = ({ keepEnded = KEEP_ENDED, onForgotten }: InboxOptions = {}): Inbox => {
  const entries = new Map<string, Entry>()
  const listeners = new Set<InboxListener>()
  const tell: InboxListener = (name, data) => {
    for (const listener of listeners) listener(name, data)
  }
  const list = (): ConversationSummary[] =>
    [...entries.values()].map((entry) => ({ ...summary(entry), lines: [...entry.lines] }))

  const forgetOldest = (): void => {
    const ended = [...entries.values()].filter(({ facts }) => facts.status === 'ended')
    if (ended.length < 2 * keepEnded) return
    const forgotten = ended.slice(0, ended.length - keepEnded).map(({ facts }) => facts)
    for (const { conversationId } of forgotten) entries.delete(conversationId)
    onForgotten?.(forgotten)
    tell('conversations', list())
  }

  const update = (facts: LiveFacts): Entry => {
    const entry: Entry = entries.get(facts.conversationId) ?? { facts, lines: [] }
    entry.facts = facts
    entries.set(facts.conversationId, entry)
    return entry
  }

  const said = (facts: LiveFacts, line: SaidLine): void => {
    const entry = update(facts)
    entry.lines.push(line)
    tell('line', { conversationId: facts.conversationId, line })
    tell('conversation', summary(entry))
  }

  return {
    observer: {
      started: (facts) => tell('conversation', summary(update(facts))),
      changed: (facts) => tell('conversation', summary(update(facts))),
      said,
      ended: forgetOldest,
    },
    frustration: (conversationId, { level, score, unscored, recent }) => {
      const entry = entries.get(conversationId)
      // A language that is not scored has a figure too, and it means nothing; nor is one message a verdict.
      if (entry === undefined || unscored !== undefined || recent?.length === 1) return
      entry.frustration = { level, score }
      tell('conversation', summary(entry))
    },
    wrappedUp: ({ conversationId, summary: text, disposition }) => {
      const entry = entries.get(conversationId)
      if (entry === undefined) return
      entry.wrapUp = { summary: text, ...(disposition !== undefined && { disposition }) }
      tell('conversation', summary(entry))
    },
    list,
    find: (conversationId) => entries.get(conversationId)?.facts,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
