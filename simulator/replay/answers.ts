/** What a bot's flow reads from the answers of its webhooks. */
import {
  type FallbackAnswer,
  fallbackAnswer,
  handoverAnswer,
  type SentimentAnswer,
  sentimentAnswer,
} from '../../shared/wire/webhooks.ts'
import type { WebhookResult } from './webhook-node.ts'

export const PLAIN_PATH = '/webhook/cognigy'
export const TRANSCRIPT_PATH = '/webhook/transcript'
export const FALLBACK_PATH = '/webhook/fallback'
export const HANDOVER_PATH = '/webhook/handover'
export const SENTIMENT_PATH = '/webhook/sentiment-escalation'
/** Where the flow hands the conversation to a person. */
export const TRANSFER_NODE = 'HumanTransferNode'

/** The group that the conversation was routed to, whichever of the two routing webhooks it was. */
export const skillIn = ({ status, body }: WebhookResult): string | undefined => {
  if (status !== 200 || typeof body !== 'object' || body === null) return undefined
  if ('routedTo' in body && typeof body.routedTo === 'string') return body.routedTo
  return 'skill' in body && typeof body.skill === 'string' ? body.skill : undefined
}

/** The bot was not sure enough of its intent; each of the two routing webhooks says so in its own words. */
export const isBelowGate = ({ status, body }: WebhookResult): boolean =>
  status === 200 &&
  typeof body === 'object' &&
  body !== null &&
  'status' in body &&
  (body.status === 'low_confidence' || body.status === 'fallback')

/** Undefined: the fallback webhook did not help, and the flow goes on without it. */
export const fallbackIn = ({ status, body }: WebhookResult): FallbackAnswer | undefined =>
  status === 200 ? fallbackAnswer.safeParse(body).data : undefined

/** Undefined: nobody scored anything, and the flow goes on without it. */
export const sentimentIn = ({ status, body }: WebhookResult): SentimentAnswer | undefined =>
  status === 200 ? sentimentAnswer.safeParse(body).data : undefined

/** Whether the BFF handed the conversation over; otherwise the flow has to see to it itself. */
export const isHandedOver = ({ status, body }: WebhookResult): boolean =>
  status === 200 && handoverAnswer.safeParse(body).success
