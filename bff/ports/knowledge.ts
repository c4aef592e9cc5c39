/** What the operator knows, asked while a conversation goes on. */
import type { Situation } from '../../shared/domain/knowledge/situation.ts'

/** One article or reply, by the passage of it that fits best. */
export interface KnowledgeHit {
  /** 16 hexadecimal digits that name the passage: the same as long as its text is. Cards are told apart by it. */
  readonly key: string
  /** The article or reply: what agents' feedback is counted for. */
  readonly of: string
  readonly kind: 'article' | 'reply'
  readonly title?: string | undefined
  readonly text: string
  /** http or https. */
  readonly url?: string | undefined
  readonly isInternal: boolean
  /** BCP 47, as it was given; `undefined` where nobody said. */
  readonly language?: string | undefined
  /** In [0, 1], calibrated: of hits at .5, half are right. */
  readonly confidence: number
}

export interface KnowledgeOptions {
  readonly most: number
  /** BCP 47, of the question, where it is known. */
  readonly language?: string | undefined
}

interface KnowledgeSuggestOptions extends KnowledgeOptions {
  /** Of what is less sure than this, the caller has no use; absent where it has use of all. */
  readonly least?: number | undefined
}

/** Knowledge could not be asked. Holds no text of anybody's. */
export class KnowledgeUnavailable extends Error {
  override readonly name = 'KnowledgeUnavailable'
}

/** Rejects with {@link KnowledgeUnavailable}; never holds up the event loop. */
export interface KnowledgeSource {
  /** Whether it could be asked right now, for whoever has to find out first what to ask; absent where it always can. */
  hasRoom?(): boolean
  /** What fits where a conversation stands, surest first, each article or reply once. */
  suggest(situation: Situation, options: KnowledgeSuggestOptions): Promise<readonly KnowledgeHit[]>
  /** What fits a question by itself; its last word may be unfinished. */
  search(query: string, options: KnowledgeOptions): Promise<readonly KnowledgeHit[]>
  /** The passage of that key, `confidence` being 1; `undefined` where there is none, or none any more. */
  find(key: string): Promise<KnowledgeHit | undefined>
}
