/** Handovers: checked before CXone sees them, shown to the agent, and accounted for. */
import { handoverAnswer, handoverWebhook } from '../../../shared/wire/webhooks.ts'
import { describeFault } from '../../fault.ts'
import type { Flow } from '../../ports/flow.ts'
import { answerHandover } from './answers.ts'
import { createHandoverFlow, type HandoverParts } from './handover.ts'
import { createHandoverLedger, type HandoverLedgerParts } from './ledger.ts'

export type HandoverUseCaseParts = Omit<HandoverParts, 'account'> & HandoverLedgerParts

export const createHandover = (parts: HandoverUseCaseParts): Flow => {
  const { handovers, handoverAudit, conversations, mask, rules, clock, log, metrics } = parts
  const ledger = createHandoverLedger({ handoverAudit, rules, clock, log })
  const pending = new Set<Promise<void>>()
  const account: HandoverParts['account'] = (draft, outcome) => {
    const entered = ledger
      .enter('webhook', draft, outcome)
      .catch((error: unknown) => log.error(describeFault(error), 'a handover was not accounted for on a fault of ours'))
      .finally(() => pending.delete(entered))
    pending.add(entered)
  }
  const handOver = createHandoverFlow({ handovers, conversations, account, mask, rules, metrics })
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
        changesFirst: false,
        // What does not fit the schema is a finding among others: all of them are told at once.
        receive: async (json, deadline, delivery) =>
          answerHandover(await handOver(json, deadline, delivery, answerHandover)),
      },
    ],
    requests: {},
    settled: async () => {
      await Promise.all(pending)
    },
  }
}
