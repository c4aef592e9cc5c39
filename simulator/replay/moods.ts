import type { SentimentWebhook } from '../../shared/wire/webhooks.ts'

/** What the flow sends along of the session. */
export interface MoodSurroundings {
  readonly sessionId: string
  readonly platform: string
  readonly language: string
}

/** What the customer wrote in one conversation, as a flow keeps it for the sentiment webhook. */
export class Moods {
  readonly #surroundings: MoodSurroundings
  #history: readonly { readonly userInput: string }[] = []

  constructor(surroundings: MoodSurroundings) {
    this.#surroundings = surroundings
  }

  /** Notes one more utterance; gives the body of its webhook, with what came before it as history. */
  next(userInput: string): SentimentWebhook {
    const { sessionId, platform, language } = this.#surroundings
    const history = [...this.#history]
    this.#history = [...history, { userInput }]
    return { session: { id: sessionId, history }, userInput, platform, language }
  }
}
