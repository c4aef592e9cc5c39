/** A CXone with queues to hand over to, and the payload that passes every check. */
import { type CxoneOptions, type CxoneStandIn, startCxone } from '../../simulator/cxone/tutorial/server.ts'

export const CONVERSATION = 'conv_abc123'
export const QUEUE = 'queue-billing-support'
export const TRANSFER = `/api/v2/conversations/voice/${CONVERSATION}/transfer`

/** What a bot sends that does all right. */
export const GOOD_HANDOVER = {
  conversationId: CONVERSATION,
  transferTo: { type: 'queue', id: QUEUE },
  transferType: 'blind',
  wrapupCode: { id: 'wrapup-transferred' },
  contextData: {
    intent: 'billing_inquiry',
    customerName: 'John Doe',
    transferReason: 'Asked for a person',
    botSummary: 'Was charged twice for order 12345.',
  },
}

/** The good one, with what differs. `undefined` leaves a field out, as JSON does. */
export const handover = (changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  ...GOOD_HANDOVER,
  ...changed,
})
export const handoverTo = (changed: { readonly type?: unknown; readonly id?: unknown }) =>
  handover({ transferTo: { ...GOOD_HANDOVER.transferTo, ...changed } })
export const handoverWith = (changed: Readonly<Record<string, unknown>>) =>
  handover({ contextData: { ...GOOD_HANDOVER.contextData, ...changed } })

/** Beside the queues of the skill groups: one that is closed, one where nobody works, one with codes of its own. */
export const startHandoverCxone = async (options: CxoneOptions = {}): Promise<CxoneStandIn> =>
  startCxone({
    queues: [
      { id: 'queue-closed', name: 'Night desk', active: false, wrapupCodes: [{ id: 'wrapup-transferred', name: 'T' }] },
      { id: 'queue-empty', name: 'Holiday desk', active: true, wrapupCodes: [{ id: 'wrapup-transferred', name: 'T' }] },
      {
        id: 'queue-claims',
        name: 'Claims',
        active: true,
        wrapupCodes: [
          { id: 'wrapup-claim', name: 'Claim opened' },
          { id: 'wrapup-claim-closed', name: 'Claim closed' },
        ],
      },
    ],
    ...options,
  })
