/** What an operator knows, in pieces that an agent can be shown. */

export interface KnowledgeEntry {
  /** Of this piece; the same as `of` where the whole is one piece. */
  readonly id: string
  /** The article or reply that this is a piece of: what is right or wrong as a whole, and shown once. */
  readonly of: string
  readonly kind: 'article' | 'reply'
  readonly title?: string | undefined
  readonly text: string
  /** http or https. */
  readonly url?: string | undefined
  readonly shortcut?: string | undefined
  /** BCP 47, as it was given. */
  readonly language?: string | undefined
  readonly tags?: readonly string[] | undefined
  /** Internal ones are for the agent's eyes, never for the customer's. */
  readonly audience: 'customer' | 'internal'
}
