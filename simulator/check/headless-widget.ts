/** A widget without a screen: the element's own link and reducer, following one conversation. */
import type {
  AssistEnvelope,
  FallbackData,
  FrustrationData,
  IntentData,
  RoutingData,
} from '../../shared/wire/assist.ts'
import type { LinkListener } from '../../widget/link/link.ts'
import { SocketLink } from '../../widget/link/socket-link.ts'
import { linkActions } from '../../widget/state/link-actions.ts'
import { type Action, reduce } from '../../widget/state/reduce.ts'
import { type AssistState, initialState, knownOf } from '../../widget/state/state.ts'
import type { WidgetView } from './ledger.ts'

export interface HeadlessWidget {
  /** Resolves when the conversation is joined. */
  readonly joined: Promise<void>
  view(): WidgetView
  close(): void
}

export interface HeadlessWidgetOptions {
  readonly bffUrl: string
  readonly token: string
  readonly conversationId: string
  /** Told each figure once, as agents see it. */
  readonly onFrustration?: ((data: FrustrationData) => void) | undefined
}

export const openHeadlessWidget = (options: HeadlessWidgetOptions): HeadlessWidget => {
  const { bffUrl, token, conversationId, onFrustration } = options
  let state: AssistState = initialState
  // The state keeps the newest only; a check wants them all. By their numbers, since a replay may bring them again.
  const intents = new Map<string, IntentData>()
  const routings = new Map<string, RoutingData>()
  const fallbacks = new Map<string, FallbackData>()
  const frustrations = new Map<string, FrustrationData>()
  let tellJoined: () => void = () => undefined
  const joined = new Promise<void>((resolve) => {
    tellJoined = resolve
  })
  const dispatch = (action: Action): void => {
    state = reduce(state, action)
  }
  const numbered = (seq: number): string => `${knownOf(state)?.epoch ?? ''} ${seq}`
  const noteFallback = (seq: number, data: FallbackData): void => {
    // An agent who looks on may say what was meant: the same misunderstanding once more.
    if (data.confirmed === undefined) fallbacks.set(numbered(seq), data)
  }
  const noteFrustration = (seq: number, data: FrustrationData): void => {
    if (frustrations.has(numbered(seq))) return
    frustrations.set(numbered(seq), data)
    onFrustration?.(data)
  }
  const note = (envelope: AssistEnvelope): void => {
    if (envelope.type === 'intent') intents.set(numbered(envelope.seq), envelope.data)
    if (envelope.type === 'routing') routings.set(numbered(envelope.seq), envelope.data)
    if (envelope.type === 'fallback') noteFallback(envelope.seq, envelope.data)
    if (envelope.type === 'frustration') noteFrustration(envelope.seq, envelope.data)
  }
  const actions = linkActions(dispatch, Date.now, () => undefined)
  const listener: LinkListener = {
    ...actions,
    joined: (accepted) => {
      actions.joined(accepted)
      const { intent, routing, fallback, frustration } = accepted.snapshot ?? {}
      if (intent != null) intents.set(numbered(intent.seq), intent.data)
      if (routing != null) routings.set(numbered(routing.seq), routing.data)
      if (fallback != null) noteFallback(fallback.seq, fallback.data)
      if (frustration != null) noteFrustration(frustration.seq, frustration.data)
      tellJoined()
    },
    event: (envelope) => {
      actions.event(envelope)
      note(envelope)
    },
  }
  const link = new SocketLink({ bff: bffUrl, token }, listener)
  dispatch({ type: 'followed', conversationId, now: Date.now() })
  link.follow(conversationId)
  link.open()
  return {
    joined,
    view: () => ({
      transcript: knownOf(state)?.snapshot.transcript.map(({ data }) => data) ?? [],
      intents: [...intents.values()],
      routings: [...routings.values()],
      fallbacks: [...fallbacks.values()],
      frustrations: [...frustrations.values()],
      suggestions: knownOf(state)?.snapshot.suggestions?.data,
    }),
    close: () => link.close(),
  }
}
