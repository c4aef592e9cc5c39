/** What is said, told by whoever hears it: one utterance or several, as the agent-assist stream would tell of them. */
import { originIn } from '../../../shared/wire/origin.ts'
import {
  type TranscriptAnswer,
  type TranscriptUpdates,
  transcriptAnswer,
  transcriptUpdate,
  transcriptUpdates,
  transcriptWebhook,
} from '../../../shared/wire/webhooks.ts'
import { defineWebhook } from '../../define-webhook.ts'
import type { Delivery, HttpAnswer } from '../../ports/http-answer.ts'
import type { Webhook } from '../../ports/webhook.ts'
import type { HearStream, StreamUpdate } from './hear-stream.ts'

const NAME = {
  path: '/webhook/transcript',
  description: {
    operationId: 'transcript',
    summary: 'What is said, of any channel: one update of the agent-assist stream, or up to a hundred in order',
    answer: { status: 202, text: 'Kept, and shown to agents', schema: transcriptAnswer },
    asksCxone: false,
  },
  changesFirst: true,
} as const

/** A second try of a delivery tells the same: what has no name of its own is known again by the delivery's. */
const named = (update: StreamUpdate, { utteranceId }: Delivery, place: number): StreamUpdate => {
  const own = update.utteranceId ?? update.origin?.utteranceId
  const ofDelivery = utteranceId === undefined ? undefined : `${utteranceId}-${place}`
  return { ...update, utteranceId: own ?? ofDelivery }
}

/** An id that stands for all of several would make them one utterance. */
const each = ({ updates, origin }: TranscriptUpdates): readonly StreamUpdate[] => {
  const ofAll = updates.length === 1 ? origin : { ...origin, utteranceId: undefined }
  return updates.map((update) => ({ ...update, origin: { ...ofAll, ...originIn(update.origin) } }))
}

export const createTranscriptWebhook = (hear: HearStream): Webhook => {
  /** Answered once all is kept: what is accepted outlives this process. What comes of it nobody waits for. */
  const take = async (updates: readonly StreamUpdate[], delivery: Delivery): Promise<HttpAnswer> => {
    // All are begun at once: those of one interaction are heard in the order in which they are begun.
    const heard = await Promise.allSettled(updates.map((update, place) => hear(named(update, delivery, place))))
    for (const outcome of heard) if (outcome.status === 'rejected') throw outcome.reason
    return { status: 202, body: { accepted: updates.length } satisfies TranscriptAnswer }
  }
  const one = defineWebhook({
    ...NAME,
    schema: transcriptUpdate,
    handle: (update, _deadline, delivery) => take([update], delivery),
  })
  const several = defineWebhook({
    ...NAME,
    schema: transcriptUpdates,
    handle: (body, _deadline, delivery) => take(each(body), delivery),
  })
  return {
    ...one,
    schema: transcriptWebhook,
    receive: (json, deadline, delivery) => (isOfSeveral(json) ? several : one).receive(json, deadline, delivery),
  }
}

const isOfSeveral = (json: unknown): boolean => typeof json === 'object' && json !== null && 'updates' in json
