/** Where the summary of a conversation goes. */
import type { NamedId } from '../../shared/domain/handover/facts.ts'
import type { ContactAddress } from './contact.ts'
import type { Deadline } from './time.ts'
import type { UpstreamFailureFacts } from './upstream.ts'

interface WrapUp {
  readonly summary: string
  readonly dispositionId?: string | undefined
}

/** CXone as far as wrapping up needs it. Every method rejects with `UpstreamFailure`. */
export interface CxoneWrapUps {
  /** What agents may close such a contact with; none where this dialect cannot tell. */
  dispositions(contact: ContactAddress, deadline: Deadline): Promise<readonly NamedId[]>
  /** Written again it replaces what was written. */
  save(contact: ContactAddress, wrapUp: WrapUp, deadline: Deadline): Promise<void>
  /** Why CXone did not take a summary, as one sentence without a full stop. */
  explain(failure: UpstreamFailureFacts): string
}
