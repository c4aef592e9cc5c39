/** Load process: widgets that connect, join a conversation of their own, and then say nothing but their pongs. */
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { command, serveCommands } from '../harness/worker.ts'
import { inBatches } from './batches.ts'
import { createCaller } from './clients.ts'
import { connectWidget } from './raw-widgets.ts'
import { fetchToken } from './widget-tokens.ts'

const connectJob = z.object({ url: z.string(), widgets: z.int(), integratorKey: z.optional(z.string()) })

const caller = createCaller()
const open: WebSocket[] = []
let serial = 0

const connect = async ({ url, widgets: count, integratorKey }: z.infer<typeof connectJob>) => {
  const widgets = await inBatches(count, async () => {
    serial += 1
    const conversationId = `conv_${String(serial).padStart(8, '0')}`
    const token = integratorKey === undefined ? '' : await fetchToken(caller, url, integratorKey, [conversationId])
    return await connectWidget({ url, onEvent: () => undefined }, token, conversationId)
  })
  open.push(...widgets)
  return { open: open.length }
}

const disconnect = async () => {
  for (const socket of open.splice(0)) socket.terminate()
  return { open: open.length }
}

serveCommands({ connect: command(connectJob, connect), disconnect: command(z.object({}), disconnect) })
