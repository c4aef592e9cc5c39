/** Load process: conversations that come, have their utterances, and end. */
import * as z from 'zod/mini'
import { BELOW_THE_GATE, webhookBody } from '../bodies.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { inBatches } from './batches.ts'
import { createCaller } from './clients.ts'
import { bearerHeaders } from './webhook-headers.ts'

const endJob = z.object({ url: z.string(), secret: z.string(), batch: z.int(), conversations: z.int() })
const comeJob = z.extend(endJob, { utterances: z.int() })

const caller = createCaller()
const idOf = (batch: number, index: number): string => `conv_${batch}_${String(index).padStart(6, '0')}`

const come = async ({ url, secret, batch, conversations, utterances }: z.infer<typeof comeJob>) => {
  await inBatches(conversations, async (index) => {
    for (let serial = 0; serial < utterances; serial += 1) {
      const body = webhookBody({ conversationId: idOf(batch, index), score: BELOW_THE_GATE, serial })
      await caller.call('POST', url, '/webhook/cognigy', bearerHeaders(secret), body)
    }
  })
  return { conversations }
}

const end = async ({ url, secret, batch, conversations }: z.infer<typeof endJob>) => {
  await inBatches(conversations, async (index) => {
    const body = JSON.stringify({ conversationId: idOf(batch, index) })
    await caller.call('POST', url, '/webhook/conversation-ended', bearerHeaders(secret), body)
  })
  return { conversations }
}

serveCommands({ come: command(comeJob, come), end: command(endJob, end) })
