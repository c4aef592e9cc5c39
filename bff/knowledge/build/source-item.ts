/** What is read from a file, before it is cut. */
import type { Block } from '../../../shared/domain/knowledge/passages.ts'

export interface SourceItem {
  /** File and line or entry, for people. */
  readonly where: string
  readonly kind: 'article' | 'reply'
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly blocks: readonly Block[]
  readonly url?: string | undefined
  readonly shortcut?: string | undefined
  readonly language?: string | undefined
  readonly tags: readonly string[]
  readonly audience: 'customer' | 'internal'
}

/** What could not be read, or not all of it. */
export interface Unread {
  readonly where: string
  /** A predicate: "has no text". */
  readonly why: string
}

export interface Reading {
  readonly items: readonly SourceItem[]
  readonly unread: readonly Unread[]
  /** Drafts, which nobody should be shown yet. */
  readonly drafts: number
}

/** No file of a knowledge base can be read, or none is there. The message is for the operator. */
export class KnowledgeSourceError extends Error {
  override readonly name = 'KnowledgeSourceError'
}

/** Http and https alone: whatever else stands there is not opened from a card. */
export const webAddress = (given: string | undefined): string | undefined => {
  if (given === undefined || !/^https?:\/\//i.test(given.trim())) return undefined
  return URL.canParse(given.trim()) ? given.trim() : undefined
}
