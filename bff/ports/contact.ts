/** How CXone's dialects are told which contact is meant. */
import type { Origin } from '../../shared/wire/origin.ts'

/** What is known of a contact: some dialects need more than the id that it is told by. */
export interface ContactAddress {
  readonly conversationId: string
  /** What webhooks told of where it comes from, newest word first. */
  readonly origin: Origin
}
