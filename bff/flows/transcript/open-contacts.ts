/** The contacts whose conversations are under way, for whoever listens to them. */
import { LRUCache } from 'lru-cache'
import { toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { contactAddress } from '../../conversations/addresses.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { ContactAddress } from '../../ports/cxone.ts'
import type { Clock } from '../../ports/time.ts'

/** Beyond these nobody listens: far more than all agents of a service can be with. */
const MOST_LISTENED_TO = 10_000
/** What is known of a contact's ids seldom changes: each conversation is read again only so often. */
const KNOWN_FOR_MS = 5 * 60_000

export interface OpenContactsParts {
  readonly conversations: Pick<Conversations, 'find' | 'onChange' | 'underWay'>
  readonly clock: Pick<Clock, 'monotonic'>
}

interface ContactWatcher {
  /** A contact is under way; may be told often. */
  follow(contact: ContactAddress): void
  /** It is over. */
  leave(contact: ContactAddress): void
}

export interface OpenContacts {
  /** All of them, whichever process learnt of them. */
  open(): Promise<readonly ContactAddress[]>
  /** Is told of what this process learns, at once. */
  watch(watcher: ContactWatcher): void
  forget(conversation: Pick<ConversationRecord, 'conversationId'>): void
}

const addressOf = (record: ConversationRecord): ContactAddress | undefined =>
  contactAddress(toldOf(record.ids) ?? {}, record)

export const createOpenContacts = ({ conversations, clock }: OpenContactsParts): OpenContacts => {
  const known = new LRUCache<string, ContactAddress>({
    max: MOST_LISTENED_TO,
    ttl: KNOWN_FOR_MS,
    perf: { now: () => clock.monotonic() },
  })

  const find = async (name: string): Promise<readonly ContactAddress[]> => {
    const remembered = known.get(name)
    if (remembered !== undefined) return [remembered]
    const record = await conversations.find(name)
    const address = record === undefined || hasEnded(record.snapshot) ? undefined : addressOf(record)
    if (address === undefined) return []
    known.set(name, address)
    return [address]
  }

  return {
    open: async () => {
      const found: ContactAddress[] = []
      for (const name of await conversations.underWay(MOST_LISTENED_TO)) found.push(...(await find(name)))
      return found
    },
    watch: (watcher) =>
      conversations.onChange((record) => {
        const address = addressOf(record)
        if (address === undefined) return
        known.delete(record.conversationId)
        if (hasEnded(record.snapshot)) watcher.leave(address)
        else if (record.snapshot.seq > 0) watcher.follow(address)
      }),
    forget: ({ conversationId }) => void known.delete(conversationId),
  }
}
