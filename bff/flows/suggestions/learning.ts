/** What agents find right and wrong of what knowledge offers, and what comes of it the next time. Counts alone are kept. */
import { LRUCache } from 'lru-cache'
import { confidenceJudged, judgedAlike, kindsOf } from '../../../shared/domain/knowledge/learning.ts'
import { castVote, type Vote } from '../../../shared/domain/knowledge/votes.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { KnowledgeHit } from '../../ports/knowledge.ts'
import { StoreUnavailable, type TallyStore } from '../../ports/store.ts'
import { textDigest } from '../../text-digest.ts'

/** What one agent found of one article or reply in one conversation. */
interface Opinion {
  readonly conversationId: string
  readonly agentId: string
  /** As `of` of a hit. */
  readonly of: string
  /** What the customer had said. */
  readonly utterance: string
  readonly vote: Vote
}

export interface Learning {
  /** The hits as agents judged them where customers said the like, surest first. Never rejects. */
  judged(hits: readonly KnowledgeHit[], utterance: string): Promise<readonly KnowledgeHit[]>
  /** Counts each agent once for each article in a conversation: who changes their mind takes their voice along. */
  learn(opinion: Opinion): Promise<void>
}

export interface LearningParts {
  readonly tallies: TallyStore
  readonly conversations: Pick<Conversations, 'changeKnown'>
}

/** What stands for articles and replies: the same few come again with each utterance. */
const digests = new LRUCache<string, string>({ max: 2000, memoMethod: textDigest })

/** By kind. A name is as long for every article, and says nothing of it. */
const namesOf = (of: string, kinds: readonly number[]): readonly string[] => {
  const article = digests.memo(of)
  return kinds.map((kind) => `${article} ${kind}`)
}

export const createLearning = ({ tallies, conversations }: LearningParts): Learning => ({
  judged: async (hits, utterance) => {
    if (hits.length === 0) return hits
    const kinds = kindsOf(utterance)
    if (kinds.length === 0) return hits
    try {
      const counts = await tallies.read(hits.flatMap(({ of }) => namesOf(of, kinds)))
      return hits
        .map((hit, at) => {
          const judged = judgedAlike(counts.slice(at * kinds.length, (at + 1) * kinds.length))
          return { ...hit, confidence: confidenceJudged(hit.confidence, judged) }
        })
        .toSorted((a, b) => b.confidence - a.confidence)
    } catch (error) {
      // What was learnt is a help: without it agents are helped all the same.
      if (error instanceof StoreUnavailable) return hits
      throw error
    }
  },
  learn: async ({ conversationId, agentId, of, utterance, vote }) => {
    const voter = textDigest(JSON.stringify([agentId, of]))
    const cast = await conversations.changeKnown({ named: conversationId }, ({ mentioned }) => {
      const value = castVote(voter, vote, mentioned)
      return value === undefined ? { value } : { value, change: { mentions: [value.mention] } }
    })
    if (cast === undefined) return
    const { up, down } = cast
    await tallies.add(namesOf(of, kindsOf(utterance)).map((name) => ({ name, up, down })))
  },
})
