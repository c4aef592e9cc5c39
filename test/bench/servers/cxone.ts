/** The stand-in for CXone as a process of its own, for both sides of the routed webhook. */
import { startCxone } from '../../../simulator/cxone/tutorial/server.ts'

/** Few calls are kept: the journal is not what is measured. */
const KEPT_CALLS = 1000

await startCxone({
  port: Number(process.env['PORT']),
  acceptUnknownConversations: true,
  journalCapacity: KEPT_CALLS,
})
