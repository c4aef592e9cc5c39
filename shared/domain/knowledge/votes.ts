/** One voice of each agent for each article in a conversation, however often they change their mind. */

/** What an agent found: right, wrong, or nothing any more. */
export type Vote = 'up' | 'down' | 'none'

const VOTES: readonly Vote[] = ['up', 'down', 'none']

/** Changes of mind that are followed: who has more of them makes fun of it. */
const MOST_CHANGES = 10

/** What a vote changes of the counts, and what is to be remembered of it; `undefined` where nothing changes. */
export interface VoteCast {
  readonly up: number
  readonly down: number
  readonly mention: string
}

const mentionOf = (voter: string, change: number, vote: Vote): string => `vote ${change} ${vote} ${voter}`

const counted = (vote: Vote, as: Vote): number => (vote === as ? 1 : 0)

/**
 * @param voter names agent and article
 * @param mentioned what the conversation remembers
 */
export const castVote = (
  voter: string,
  vote: Vote,
  mentioned: { has(mention: string): boolean },
): VoteCast | undefined => {
  let before: Vote = 'none'
  for (let change = 0; change < MOST_CHANGES; change += 1) {
    const kept = VOTES.find((each) => mentioned.has(mentionOf(voter, change, each)))
    if (kept === undefined) {
      if (vote === before) return undefined
      const by = (as: Vote): number => counted(vote, as) - counted(before, as)
      return { up: by('up'), down: by('down'), mention: mentionOf(voter, change, vote) }
    }
    before = kept
  }
  return undefined
}
