/** Handovers: checked before CXone sees them, shown to the agent, and accounted for. */
import { handoverAnswer, handoverWebhook } from '../../../shared/wire/webhooks.ts'
import { nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import { answerHandover } from './answers.ts'
import { createHandoverFlow, type HandoverParts } from './handover.ts'
import { createHandoverLedger, type HandoverLedgerParts } from './ledger.ts'

export type HandoverUseCaseParts = Omit<HandoverParts, 'ledger'> & HandoverLedgerParts

export const createHandover = (parts: HandoverUseCaseParts): Flow => {
  const { handovers, handoverAudit, conversations, mask, rules, clock, log, metrics } = parts
  const ledger = createHandoverLedger({ handoverAudit, rules, clock, log })
  const handOver = createHandoverFlow({ handovers, conversations, ledger, mask, rules, metrics })
  return {
    webhooks: [
      {
        path: '/webhook/handover',
        family: 'handover',
        schema: handoverWebhook,
        description: {
          operationId: 'handover',
          summary: 'Hand a conversation over to a queue or an agent, checked before CXone sees it',
          answer: { text: 'Transferred', schema: handoverAnswer },
          asksCxone: true,
        },
        // What does not fit the schema is a finding among others: all of them are told at once.
        receive: async (json, deadline, delivery) =>
          answerHandover(await handOver(json, deadline, delivery, answerHandover)),
      },
    ],
    requests: {},
    settled: nothingLeft,
  }
}
