import type { FallbackWebhook } from '../../shared/wire/webhooks.ts'
import type { DialogueIntent } from './dialogues.ts'

/** What the flow sends along of the conversation. */
export type FallbackSurroundings = Pick<FallbackWebhook, 'sessionId'>

/** What the bot took the utterances of one conversation for, when it was not sure enough. */
export class Misunderstandings {
  #newestFirst: readonly DialogueIntent[] = []

  /** Notes one more; gives the body of its fallback webhook, as Cognigy's own fallback intent sends it. */
  next(failed: DialogueIntent, input: string, surroundings: FallbackSurroundings): Omit<FallbackWebhook, 'context'> {
    this.#newestFirst = [failed, ...this.#newestFirst]
    return {
      ...surroundings,
      input,
      intent: { name: 'Fallback', confidence: failed.score },
      previousIntents: this.#newestFirst.map(({ name, score }) => ({ name, confidence: score })),
    }
  }
}
