/** Suggestions of the vendor's Cognigy: a flow of the operator's own, asked over a REST endpoint. */
import { createHash } from 'node:crypto'
import { cutText } from '../../../../shared/domain/conversation/cut-text.ts'
import type { SuggestionQuery, SuggestionSource } from '../../../ports/cognigy.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createHttpCall } from '../../http/http-call.ts'
import { createSuggestionBreaker } from '../suggestion-breaker.ts'
import { readOutputs } from './outputs.ts'
import type { CallingParts, VendorCognigyParts } from './parts.ts'

/** The vendor's own bounds, in characters. */
const LONGEST_SESSION_ID = 256
const LONGEST_TEXT = 10_000
/** All there is: a flow thinks for seconds, and each further try would begin it anew. */
const ATTEMPT_MS = 5000
const ASKING = 'cx-assist'

export interface SuggestionSourceParts extends CallingParts, Pick<VendorCognigyParts, 'assistUrl' | 'vendorRules'> {
  /** Told when suggestions cease to be had and when they are to be had again. */
  readonly onHealth: (isHealthy: boolean) => void
}

/** One a conversation, since sessions are what the vendor bills. */
const sessionIdOf = (conversationId: string): string => {
  const id = `${ASKING}-${conversationId}`
  return id.length <= LONGEST_SESSION_ID ? id : createHash('sha256').update(id).digest('hex')
}

const bodyOf = ({ conversationId, interactionId, transcript, sentimentScore, context }: SuggestionQuery): string =>
  JSON.stringify({
    userId: ASKING,
    sessionId: sessionIdOf(conversationId ?? interactionId),
    text: cutText(transcript, LONGEST_TEXT),
    data: { cxAssist: { interactionId, sentimentScore, context } },
  })

/** @param assistUrl whole: nothing is added to its path */
export const createAssistCall = (assistUrl: string, parts: CallingParts) => {
  const { origin, pathname } = new URL(assistUrl)
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: origin })
  return (query: SuggestionQuery, deadline: Parameters<SuggestionSource['suggest']>[1]) =>
    call({
      operation: 'suggest',
      method: 'POST',
      path: pathname,
      headers: { 'content-type': 'application/json' },
      body: bodyOf(query),
      deadline,
      attemptMs: ATTEMPT_MS,
      repeatsUnanswered: false,
    })
}

export const createSuggestionSource = (parts: SuggestionSourceParts): SuggestionSource => {
  const { assistUrl, vendorRules } = parts
  if (assistUrl === undefined) {
    const failure = { upstream: 'cognigy', kind: 'not_configured' } as const
    return { needsNoInteraction: true, suggest: () => Promise.reject(new UpstreamFailure(failure)) }
  }
  const ask = createAssistCall(assistUrl, parts)
  const guarded = createSuggestionBreaker(parts.onHealth)
  return {
    needsNoInteraction: true,
    mayHaveNone: true,
    suggest: (query, deadline) =>
      guarded(async () => {
        const { json, status } = await ask(query, deadline)
        const read = readOutputs(json, vendorRules())
        if (read === undefined) throw new UpstreamFailure({ upstream: 'cognigy', kind: 'bad_answer', status })
        return read
      }),
  }
}
