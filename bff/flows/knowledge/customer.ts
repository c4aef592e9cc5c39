/** What is known of the customer's language. */
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'

/** Utterances that are enough to see what language they are in. */
const SHOWN_UTTERANCES = 3

/** BCP 47, where the bot told it. */
export const customerLanguage = (record: ConversationRecord | undefined): string | undefined =>
  record?.snapshot.frustration?.data.language

/** What the customer said last, oldest first. */
export const customerWords = (record: ConversationRecord | undefined): readonly string[] =>
  (record?.snapshot.transcript ?? [])
    .flatMap(({ data }) => (data.speaker === 'customer' && data.text.trim() !== '' ? [data.text] : []))
    .slice(-SHOWN_UTTERANCES)
