/** Whether a script was reached by an earlier signal. */
import type { Deadline } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { Contacts } from './contacts.ts'
import { outcomeOf } from './outcome.ts'
import { hasAgent, isQueued } from './voice-contact.ts'

/**
 * Resolves where the contact waits in a queue or has an agent.
 *
 * @throws UpstreamFailure `timeout` otherwise: whether the signal arrived stays unknown, and it must not arrive twice
 */
export const assertUnderWay = async (contacts: Contacts, target: string, deadline: Deadline): Promise<void> => {
  const found = await outcomeOf(contacts.voice(target, deadline))
  if (found.ok && (hasAgent(found.value) || isQueued(found.value))) return
  throw new UpstreamFailure({ upstream: 'cxone', kind: 'timeout', mayHaveApplied: true })
}
