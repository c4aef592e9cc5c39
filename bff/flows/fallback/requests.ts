/** What agents say was meant, and how each outcome is answered. */
import type { PlainAnswer } from '../../../shared/wire/socket-events.ts'
import type { Takers } from '../../ports/requests.ts'
import { NEVER_WAS, refuse } from '../../refusals.ts'
import { type ConfirmationFlowParts, type ConfirmationOutcome, createConfirmationFlow } from './intent-confirmation.ts'

const ANSWERS: Readonly<Record<ConfirmationOutcome, PlainAnswer>> = {
  recorded: { ok: true },
  not_found: NEVER_WAS,
  off: refuse('unavailable', 'what was meant cannot be recorded: DATA_DIR is not set'),
  failed: refuse('unavailable', 'what was meant could not be recorded; the operator finds the cause in the log'),
}

export const createFallbackRequests = (parts: ConfirmationFlowParts): Takers<'intent:confirm'> => {
  const confirmation = createConfirmationFlow(parts)
  return { 'intent:confirm': async (report) => ANSWERS[await confirmation.take(report)] }
}
