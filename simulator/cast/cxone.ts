/** CXone as the play needs it, whichever dialect it is played in. */

/** The ids of one conversation, as a bot's flow knows them. */
export interface ContactIds {
  /** What the desktop and the agents' panel know it by. */
  readonly conversationId: string
  /** Of a digital contact, which CXone calls a case. */
  readonly contactNumber?: string | undefined
  /** Of the ACD. */
  readonly contactId?: string | undefined
  /** Of the script that a call was given to. */
  readonly spawnedContactId?: string | undefined
}

/** Where a flow hands a conversation over to. */
interface HandoverTarget {
  readonly transferTo: { readonly type: 'queue'; readonly id: string }
  readonly wrapupCode?: { readonly id: string } | undefined
}

/** What an agent left behind once a conversation was over. */
export interface KeptSummary {
  readonly conversationId: string
  readonly summary: string
  /** As CXone calls it. */
  readonly disposition: string | undefined
}

export interface PlayedCxone {
  readonly url: string
  readonly dialect: 'tutorial' | 'vendor'
  /** By what a BFF finds it. */
  readonly environment: Readonly<Record<string, string>>
  /** @param id the varying part; @param channel as the dialogue names it */
  idsOf(id: string, channel: string): ContactIds
  handoverTo(skill: string, channel: string): HandoverTarget
  /** A customer turns up, and the bot has them. */
  seedConversation(ids: ContactIds, customerName: string): void
  /** The bot hands the conversation over by itself: it waits for a person of that group. */
  queueConversation(conversationId: string, skill: string): void
  /** A person takes the conversation out of the queue. */
  assignAgent(conversationId: string, agentName: string): void
  endConversation(conversationId: string): void
  forgetConversation(conversationId: string): void
  /** Calls back for each summary that it keeps; returns the undo. */
  onWrappedUp(listener: (kept: KeptSummary) => void): () => void
  close(): Promise<void>
}
