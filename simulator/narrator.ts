/** Says in one line each what became of the customers' wishes. */
import { FALLBACK_PATH, fallbackIn, isBelowGate, TRANSFER_NODE } from './replay/answers.ts'
import type { AnsweredWebhook, LiveFacts, ReplayObserver } from './replay/events.ts'

const misunderstood = ({ intent, result }: AnsweredWebhook): string => {
  const what = `not understood (${intent.name}, ${intent.score})`
  const answer = fallbackIn(result)
  if (answer === undefined) return `${what}, and the fallback webhook got ${result.status ?? 'no answer'}`
  const [best] = answer.context.fallbackAnalysis.suggestedIntents
  if (answer.nextNode === TRANSFER_NODE) return `${what}, no good guess: a person should take over`
  return best === undefined ? what : `${what}, probably ${best.intent}`
}

const routing = ({ skill }: LiveFacts, { intent, result }: AnsweredWebhook): string | undefined => {
  // Its fallback webhook follows and tells more.
  if (isBelowGate(result)) return undefined
  if (result.status !== 200) return `the routing webhook got ${result.status ?? 'no answer'}`
  return `${intent.name} → ${skill ?? 'nowhere'}`
}

export const narrator = (say: (line: string) => void): ReplayObserver => ({
  webhookAnswered: (facts, webhook) => {
    const told = webhook.path === FALLBACK_PATH ? misunderstood(webhook) : routing(facts, webhook)
    if (told !== undefined) say(`${facts.customerName}: ${told}`)
  },
})
