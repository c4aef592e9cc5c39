/** Prometheus metrics by prom-client, the process's own among them. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../ports/observe.ts'
import type { StoreMetrics } from '../ports/store.ts'

/** How long people take, in seconds. */
const READING_BUCKETS = [1, 2, 5, 10, 20, 30, 60, 120, 300]
/** Characters. */
const EDIT_BUCKETS = [0, 1, 5, 10, 20, 50, 100, 200, 500]
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 6, 10]

export interface ProcessMetrics extends Metrics, StoreMetrics {
  readonly contentType: string
  /** The text that `/metrics` answers. */
  render(): Promise<string>
  /** Read when `/metrics` is asked for. */
  gauge(name: string, help: string, read: () => number): void
  /** As `gauge`, of several things, each with its value. */
  gaugeOf(
    name: string,
    help: string,
    label: string,
    read: () => readonly (readonly [of: string, value: number])[],
  ): void
}

export const createMetrics = (): ProcessMetrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> =>
    new Counter({ name: `cx_assist_${name}`, help, labelNames: [...labelNames], registers })
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets = LATENCY_BUCKETS,
  ): Histogram<L> => new Histogram({ name: `cx_assist_${name}`, help, labelNames: [...labelNames], buckets, registers })

  const webhooks = histogram('webhook_seconds', 'Time from a webhook to its answer', ['path', 'status'])
  const repeated = counter('webhook_repeated_total', 'Deliveries answered from memory', ['path'])
  const unproven = counter('authentication_failures_total', 'Callers that could not prove who they are', [
    'door',
    'outcome',
  ])
  const shed = counter('requests_shed_total', 'Requests refused so that others are answered in time', ['reason'])
  const refusedConnections = counter('connections_refused_total', 'Connections beyond the bound for one address')
  const droppedLines = counter('lines_dropped_total', 'Lines that could not be written', ['of'])
  const commits = histogram('store_commit_seconds', 'Time from a change to its being sure to last', [])
  const conflicts = counter('store_conflicts_total', 'Changes that were decided anew since another process was quicker')
  const reread = counter(
    'store_reads_total',
    'What a message did not tell and was read: between two, or after the last',
    ['what'],
  )
  const reconnects = counter('store_reconnects_total', 'Links to the store that were lost and stand again')
  const forgotten = counter(
    'deliveries_forgotten_total',
    'Deliveries forgotten before their time to keep within bounds',
  )
  const routing = counter('routing_total', 'Routing outcomes', ['outcome'])
  const unmapped = counter(
    'routing_unmapped_intents_total',
    'Intents that are not in the map and went to the default group',
  )
  const calls = histogram('upstream_seconds', 'Time of an upstream call, retries included', [
    'upstream',
    'operation',
    'outcome',
  ])
  const retries = counter('upstream_retries_total', 'Second and third tries', ['upstream', 'operation'])
  const tokens = counter('upstream_tokens_total', 'Token requests', ['upstream', 'outcome'])
  const certificates = new Gauge({
    name: 'cx_assist_upstream_certificate_expires_seconds',
    help: 'When the certificate expires that an upstream showed last, in seconds since 1970',
    labelNames: ['upstream', 'host'],
    registers,
  })
  const clocks = new Gauge({
    name: 'cx_assist_upstream_clock_ahead_seconds',
    help: 'By how much this machine is ahead of what an upstream wrote last for the time, to a second; negative: behind',
    labelNames: ['upstream'],
    registers,
  })
  const events = counter('events_total', 'Events published to conversations', ['type'])
  const frames = counter('stream_frames_total', 'Frames of the Cognigy stream', ['outcome'])
  const hubFrames = counter('event_hub_frames_total', 'Frames of the event hub of CXone', ['outcome'])
  const connected = new Gauge({
    name: 'cx_assist_stream_connected',
    help: '1 while the Cognigy stream is open',
    registers,
  })
  const refusedSockets = counter('sockets_refused_total', 'Widgets refused or disconnected by the server', ['reason'])
  const refusedRequests = counter('socket_requests_refused_total', 'Widget requests refused', ['event', 'code'])

  const triggers = counter('suggestion_triggers_total', 'Utterances that asked for suggestions', ['trigger'])
  const suggestions = histogram('suggestions_seconds', 'Time from frame to published suggestions', ['origin'])
  const withheld = counter('suggestions_withheld_total', 'Suggestions the policy removed', ['reason'])
  const feedback = counter('suggestion_feedback_total', 'What agents did with suggestions', ['action', 'reason'])
  const used = counter('suggestion_uses_total', 'What became of suggestions, by what they come from', ['engine', 'use'])
  const inserted = histogram(
    'suggestion_insert_seconds',
    'Time from a suggestion being shown to its being inserted',
    ['engine'],
    READING_BUCKETS,
  )
  const sent = histogram(
    'suggestion_edit_characters',
    'How far what was sent is from the suggestion that it began as',
    ['engine'],
    EDIT_BUCKETS,
  )

  const fallbacks = counter('fallback_total', 'Misunderstood utterances by what became of them', ['outcome', 'rule'])
  const sessionWrites = counter('cognigy_session_write_total', 'What Cognigy’s sessions were told of fallbacks', [
    'operation',
    'outcome',
  ])
  const confirmed = counter('confirmed_intents_total', 'Intents that agents named', ['outcome'])
  const scored = histogram('utterance_scoring_seconds', 'Time from asking for an utterance’s sentiment to knowing it', [
    'origin',
  ])
  const translations = counter('utterance_translations_total', 'Utterances that are scored in translation', ['outcome'])
  const summaries = counter('summaries_total', 'Summaries of conversations, by who wrote them', ['engine'])
  const savedSummaries = counter('summaries_saved_total', 'Summaries that were to be kept in CXone', ['outcome'])
  const frustration = counter('frustration_total', 'Frustration webhooks by the level they came to', ['outcome'])
  const escalations = counter('escalations_total', 'What Cognigy was told of levels', ['cause', 'outcome'])
  const pushes = counter('board_pushes_total', 'Pushes to boards, once for all that see the same', [])
  const pushedRows = counter('board_rows_total', 'Rows in pushes to boards', [])
  const notes = counter('supervisor_notes_total', 'Notes that supervisors wrote to agents', [])
  const takes = counter('escalations_taken_total', 'Supervisors who said that they are on an escalation', ['outcome'])
  const handovers = counter('handovers_total', 'Handovers by what became of them', ['outcome'])
  const handoverFindings = counter('handover_findings_total', 'What the checks of handovers found', ['code'])
  const dropped = counter('conversations_dropped_total', 'Conversations dropped from memory to keep within bounds', [])
  const ended = counter('conversations_ended_total', 'Conversations that ended, by who knew of it', ['cause'])
  const erased = counter('conversations_erased_total', 'Conversations of which nothing is left, by why', ['cause'])
  const reports = counter('sentiment_reports_total', 'Utterances scored for widgets', ['outcome'])
  const searches = histogram(
    'knowledge_search_seconds',
    'Time of one search of knowledge, each of those while typing',
    ['outcome'],
  )
  const queries = counter('knowledge_queries_total', 'What agents searched for in the end, by what was found', [
    'outcome',
  ])
  const signIns = counter('sign_ins_total', 'Sign-ins of agents by what became of them', ['outcome'])
  const modelUses = counter('language_model_answers_total', 'What agents asked of the language model', [
    'use',
    'outcome',
  ])

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    gauge: (name, help, read) => {
      new Gauge({
        name: `cx_assist_${name}`,
        help,
        registers,
        collect() {
          this.set(read())
        },
      })
    },
    gaugeOf: (name, help, label, read) => {
      new Gauge({
        name: `cx_assist_${name}`,
        help,
        labelNames: [label],
        registers,
        collect() {
          this.reset()
          for (const [of, value] of read()) this.set({ [label]: of }, value)
        },
      })
    },
    webhookAnswered: (path, status, seconds) => webhooks.observe({ path, status: String(status) }, seconds),
    deliveryRepeated: (path) => repeated.inc({ path }),
    authenticationFailed: (door, outcome) => unproven.inc({ door, outcome }),
    requestShed: (reason) => shed.inc({ reason }),
    connectionRefused: () => refusedConnections.inc(),
    linesDropped: (of) => droppedLines.inc({ of }),
    storeCommitted: (seconds) => commits.observe(seconds),
    storeConflict: () => conflicts.inc(),
    storeGapRead: () => reread.inc({ what: 'gap' }),
    storeTailRead: () => reread.inc({ what: 'tail' }),
    storeReconnected: () => reconnects.inc(),
    deliveryForgotten: () => forgotten.inc(),
    routingDecided: (outcome) => routing.inc({ outcome }),
    intentUnmapped: () => unmapped.inc(),
    upstreamCalled: (upstream, operation, outcome, seconds) => calls.observe({ upstream, operation, outcome }, seconds),
    upstreamRetried: (upstream, operation) => retries.inc({ upstream, operation }),
    tokenRequested: (upstream, outcome) => tokens.inc({ upstream, outcome }),
    upstreamCertificate: (upstream, host, expiresAt) => certificates.set({ upstream, host }, expiresAt / 1000),
    upstreamClock: (upstream, aheadSeconds) => clocks.set({ upstream }, aheadSeconds),
    eventPublished: (type) => events.inc({ type }),
    streamFrame: (outcome) => frames.inc({ outcome }),
    hubFrame: (outcome) => hubFrames.inc({ outcome }),
    streamState: (isConnected) => connected.set(isConnected ? 1 : 0),
    socketRefused: (reason) => refusedSockets.inc({ reason }),
    requestRefused: (event, code) => refusedRequests.inc({ event, code }),
    suggestionsTriggered: (trigger) => triggers.inc({ trigger }),
    suggestionsPublished: (origin, seconds) => suggestions.observe({ origin }, seconds),
    suggestionsWithheld: (reason, count) => withheld.inc({ reason }, count),
    suggestionFeedback: (action, reason) => feedback.inc(reason === undefined ? { action } : { action, reason }),
    suggestionUsed: (engine, use) => used.inc({ engine, use }),
    suggestionInserted: (engine, seconds) => inserted.observe({ engine }, seconds),
    suggestionSent: (engine, editDistance) => sent.observe({ engine }, editDistance),
    fallbackDecided: (outcome, rule) => fallbacks.inc({ outcome, rule }),
    sessionWritten: (operation, outcome) => sessionWrites.inc({ operation, outcome }),
    intentConfirmed: (outcome) => confirmed.inc({ outcome }),
    conversationDropped: () => dropped.inc(),
    conversationEnded: (cause) => ended.inc({ cause }),
    conversationErased: (cause) => erased.inc({ cause }),
    frustrationDecided: (outcome) => frustration.inc({ outcome }),
    escalationTold: (cause, outcome) => escalations.inc({ cause, outcome }),
    boardPushed: (rows) => {
      pushes.inc()
      pushedRows.inc(rows)
    },
    noteWritten: () => notes.inc(),
    escalationTaken: (outcome) => takes.inc({ outcome }),
    handoverDecided: (outcome) => handovers.inc({ outcome }),
    handoverFound: (code) => handoverFindings.inc({ code }),
    sentimentReported: (outcome) => reports.inc({ outcome }),
    utteranceScored: (origin, seconds) => scored.observe({ origin }, seconds),
    summaryMade: (engine) => summaries.inc({ engine }),
    summarySaved: (outcome) => savedSummaries.inc({ outcome }),
    utteranceTranslated: (outcome) => translations.inc({ outcome }),
    knowledgeSearched: (outcome, seconds) => searches.observe({ outcome }, seconds),
    knowledgeQueried: (outcome) => queries.inc({ outcome }),
    signInDecided: (outcome) => signIns.inc({ outcome }),
    languageModelUsed: (use, outcome) => modelUses.inc({ use, outcome }),
  }
}
