/** Figures that are read when `/metrics` is asked for. */
import type { ReadinessCheck } from '../../shared/wire/widget-api.ts'
import type { ProcessMetrics } from '../observe/metrics.ts'
import type { Timer } from '../ports/time.ts'
import { createLoopGauge } from './event-loop.ts'
import type { ContactLink } from './listen-to-contacts.ts'
import type { StreamLink } from './listen-to-stream.ts'

/** The worst one the highest. */
const PART_STATES: Readonly<Record<ReadinessCheck['state'], number>> = { ok: 0, degraded: 1, failed: 2 }

export const exposeGauges = (parts: {
  readonly metrics: ProcessMetrics
  readonly app: { connectedWidgets(): number; connectedBoards(): number; webhooksInFlight(): number }
  readonly stream: Pick<StreamLink, 'isLeading'>
  readonly contacts: Pick<ContactLink, 'contacts' | 'isLive'>
  readonly store: { pendingDuties(): number }
  readonly readiness: () => readonly ReadinessCheck[]
  readonly timer: Timer
}): void => {
  const { app, stream, contacts, store, readiness, timer } = parts
  const { gauge, gaugeOf } = parts.metrics
  gauge('store_duties_pending', 'What is still to be told to sessions', store.pendingDuties)
  gauge('widgets_connected', 'Widgets connected right now', app.connectedWidgets)
  gauge('boards_connected', 'Boards of supervisors connected right now', app.connectedBoards)
  gauge('webhooks_in_flight', 'Webhooks that are being read or worked on right now', app.webhooksInFlight)
  const loop = createLoopGauge(timer)
  gauge('event_loop_utilization', 'Share of the last five seconds in which the event loop worked, 0 to 1', loop)
  gauge('event_hub_connected', '1 while this process listens to the event hub of CXone', () =>
    contacts.isLive() ? 1 : 0,
  )
  gauge('event_hub_contacts', 'Contacts that this process listens to by the event hub', contacts.contacts)
  gauge('stream_leader', '1 while this process listens to the Cognigy stream for all', () =>
    stream.isLeading() ? 1 : 0,
  )
  gaugeOf('part_state', 'Of each part of /readyz: 0 ok, 1 degraded, 2 failed', 'part', () =>
    readiness().map(({ name, state }) => [name, PART_STATES[state]] as const),
  )
}
