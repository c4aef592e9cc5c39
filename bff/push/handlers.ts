/** What a widget may ask, and how it is answered: schema, rate, access, then the conversation. */
import AsyncLock from 'async-lock'
import * as z from 'zod/mini'
import { covers } from '../../shared/domain/conversation/access.ts'
import { decideCatchUp } from '../../shared/domain/conversation/catch-up.ts'
import type { Rules } from '../../shared/rules.ts'
import type { Refusal, RefusalCode } from '../../shared/wire/refusal.ts'
import {
  type ClientToServerEvents,
  type JoinAnswer,
  joinRequest,
  leaveRequest,
  type SuggestionRequest,
  suggestionRequest,
} from '../../shared/wire/socket-events.ts'
import {
  type EscalationAck,
  type EscalationRequest,
  escalationRequest,
  type IntentConfirmation,
  intentConfirmation,
  type ScoringRequest,
  type SentimentAck,
  type SentimentReport,
  type SuggestionFeedback,
  scoringRequest,
  sentimentReport,
  suggestionFeedback,
} from '../../shared/wire/socket-reports.ts'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import { describeFault } from '../fault.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { ConversationRecord } from '../ports/store.ts'
import { createRequestLimits, REQUESTS_PER_WINDOW } from './request-limits.ts'
import type { WidgetSocket } from './widget-sockets.ts'

/** What the push side needs of conversations; `Conversations` fits. */
interface JoinableConversations {
  find(alias: string): Promise<ConversationRecord | undefined>
  join(joining: {
    readonly alias: string
    readonly mayCreate: boolean
    readonly admits: (record: ConversationRecord) => boolean
    readonly admitted: (record: ConversationRecord) => void
  }): Promise<'joined' | 'refused'>
}

const LARGEST_ROOM_COUNT = 200

const EVENTS: ReadonlySet<string> = new Set<keyof ClientToServerEvents>([
  'conversation:join',
  'conversation:leave',
  'sentiment:report',
  'sentiment:score',
  'suggestion:feedback',
  'suggestion:request',
  'intent:confirm',
  'escalation:request',
])

/** Records what an agent did with a suggestion. */
interface FeedbackTaker {
  take(report: SuggestionFeedback): Promise<'recorded' | 'not_found'>
}

/** Folds what a widget scored and gives the conversation's figure. */
interface SentimentTaker {
  take(report: SentimentReport): Promise<ConversationFigure | 'not_found'>
  score(request: ScoringRequest): Promise<ConversationFigure | 'off' | 'failed' | 'not_found'>
}

interface ConversationFigure {
  readonly frustration: number
  readonly level: EscalationLevel
}

/** Tells Cognigy that an agent wants a level. */
interface EscalationTaker {
  take(
    request: EscalationRequest,
    agentId: string,
  ): Promise<
    { readonly kind: 'told'; readonly answer: unknown } | { readonly kind: 'not_told'; readonly message: string }
  >
}

/** Asks for suggestions because an agent wants them. */
interface SuggestionRequestTaker {
  take(request: SuggestionRequest, agentId: string): Promise<'asked' | 'not_found' | 'ended' | 'rate_limited'>
}

/** Keeps what an agent says was meant. */
interface ConfirmationTaker {
  take(report: IntentConfirmation): Promise<'recorded' | 'off' | 'failed' | 'not_found'>
}

export interface HandlerParts {
  readonly confirmation: ConfirmationTaker
  readonly escalation: EscalationTaker
  readonly sentiment: SentimentTaker
  readonly feedback: FeedbackTaker
  readonly suggestionRequests: SuggestionRequestTaker
  readonly conversations: JoinableConversations
  readonly rules: () => { readonly widget: Pick<Rules['widget'], 'escalationsPerMinute'> }
  readonly metrics: Metrics
  readonly log: Log
}

type Answer = { readonly ok: true } | Refusal

/**
 * What is done in the order it came. A leave that is slower than the join behind it would silence the room; but nothing
 * else has to wait for a bot that takes seconds to be told of an escalation, or for a model.
 */
const laneOf = ({ id }: WidgetSocket, event: string): string =>
  `${id} ${event.startsWith('conversation:') ? 'rooms' : event}`

const refuse = (code: RefusalCode, message: string): Refusal => ({ ok: false, error: { code, message } })

const NEVER_WAS = refuse('not_found', 'there is no such conversation, or nothing of that id in it')

const SCORING_REFUSALS = {
  not_found: NEVER_WAS,
  off: refuse('unavailable', 'scoring is switched off by the operator'),
  failed: refuse('unavailable', 'these utterances could not be scored; the operator finds the cause in the log'),
} as const

const SUGGESTION_ANSWERS = {
  asked: { ok: true },
  not_found: refuse('not_found', 'the customer has not said anything yet'),
  ended: refuse('unavailable', 'the conversation has ended'),
  rate_limited: refuse('rate_limited', 'suggestions were asked for too often; try again in a minute'),
} as const

const CONFIRMATION_ANSWERS = {
  recorded: { ok: true },
  not_found: NEVER_WAS,
  off: refuse('unavailable', 'what was meant cannot be recorded: DATA_DIR is not set'),
  failed: refuse('unavailable', 'what was meant could not be recorded; the operator finds the cause in the log'),
} as const

/** Serves one connected widget. */
export const createHandlers = ({
  confirmation,
  conversations,
  escalation,
  feedback,
  sentiment,
  suggestionRequests,
  rules,
  metrics,
  log,
}: HandlerParts): ((socket: WidgetSocket) => void) => {
  const order = new AsyncLock({ maxPending: REQUESTS_PER_WINDOW })
  const limits = createRequestLimits(() => rules().widget.escalationsPerMinute)

  return (socket) => {
    const { claims } = socket.data
    const roomOf = new Map<string, string>()

    /** Every request is answered, refused ones too, and none can take the process down. */
    const serve = <S extends z.ZodMiniType, A extends Answer>(
      event: string,
      schema: S,
      act: (request: z.output<S>, acknowledge: (answer: A) => void) => Promise<Refusal | undefined>,
    ) => {
      return async (...args: readonly unknown[]): Promise<void> => {
        // Wherever a stranger put it: the function that acknowledges is the last argument, also where nothing precedes it.
        const acknowledge = args.at(-1)
        const payload = typeof args[0] === 'function' ? undefined : args[0]
        const answer = (given: A | Refusal): void => {
          if (!given.ok) metrics.requestRefused(event, given.error.code)
          if (typeof acknowledge === 'function') acknowledge(given)
        }
        try {
          const limited = await limits.refuses(socket.id, claims.sub)
          if (limited !== undefined) {
            answer(refuse('rate_limited', limited))
            return
          }
          const parsed = schema.safeParse(payload)
          if (!parsed.success) {
            const fields = parsed.error.issues.map((issue) => issue.path.map(String).join('.') || '(payload)')
            answer(refuse('invalid', `these fields do not fit: ${[...new Set(fields)].join(', ')}`))
            return
          }
          const refused = await order.acquire(laneOf(socket, event), () => act(parsed.data, answer))
          if (refused !== undefined) answer(refused)
        } catch (error) {
          log.error({ event, ...describeFault(error) }, 'a widget request failed on a fault of ours')
          answer(refuse('unavailable', 'an internal error; the operator finds it in the log'))
        }
      }
    }

    const isCovered = (alias: string, record: ConversationRecord | undefined): boolean =>
      covers(claims, { aliases: [alias, ...(record?.aliases ?? [])], agentId: record?.agentId })

    socket.on(
      'conversation:join',
      serve<typeof joinRequest, JoinAnswer>('conversation:join', joinRequest, async (request, acknowledge) => {
        const { conversationId: alias, afterSeq, epoch } = request
        let isFull = false
        const result = await conversations.join({
          alias,
          // A token that names a conversation may wait for it; others learn of it once it has their agent.
          mayCreate: isCovered(alias, undefined),
          admits: (record) => {
            if (!isCovered(alias, record)) return false
            // The socket is in a room of its own besides, hence no "or equal". Joins that wait count only once they are in.
            isFull = socket.rooms.size > LARGEST_ROOM_COUNT && !socket.rooms.has(record.conversationId)
            return !isFull
          },
          admitted: (record) => {
            // It may have left while it waited; joining a room now would leave its id there for ever.
            if (!socket.connected) return
            const { conversationId, snapshot } = record
            const { seq } = snapshot
            const oldestReplayable = record.replayable[0]?.seq ?? seq + 1
            const facts = { seq, oldestReplayable, epoch: record.epoch, afterSeq, afterEpoch: epoch }
            const catchUp = decideCatchUp(facts)
            const accepted = { ok: true as const, conversationId, seq, epoch: record.epoch, agentId: claims.sub }
            if (catchUp.kind === 'snapshot') {
              acknowledge({ ...accepted, snapshot })
            } else {
              acknowledge(accepted)
              for (const envelope of record.replayable) {
                if (envelope.seq > catchUp.afterSeq) socket.emit('assist', envelope)
              }
            }
            roomOf.set(alias, conversationId)
            socket.join(conversationId)
          },
        })
        if (isFull) return refuse('too_many_rooms', `a widget follows at most ${LARGEST_ROOM_COUNT} conversations`)
        return result === 'refused' ? refuse('forbidden', 'the token does not cover this conversation') : undefined
      }),
    )

    socket.on(
      'conversation:leave',
      serve('conversation:leave', leaveRequest, async ({ conversationId: alias }, acknowledge) => {
        const room = roomOf.get(alias) ?? (await conversations.find(alias))?.conversationId
        if (room !== undefined) socket.leave(room)
        roomOf.delete(alias)
        acknowledge({ ok: true })
        return undefined
      }),
    )

    /** Access first: who may not see a conversation learns nothing about it, not even what could be reported. */
    const report = <S extends z.ZodMiniType<{ conversationId: string }>, A extends Answer = Answer>(
      event: string,
      schema: S,
      take: (report: z.output<S>) => Promise<A | Refusal>,
    ) =>
      serve<S, A | Refusal>(event, schema, async (given, acknowledge) => {
        const { conversationId } = given
        if (!isCovered(conversationId, await conversations.find(conversationId))) {
          return refuse('forbidden', 'the token does not cover this conversation')
        }
        acknowledge(await take(given))
        return undefined
      })

    socket.on(
      'sentiment:report',
      report<typeof sentimentReport, SentimentAck>('sentiment:report', sentimentReport, async (given) => {
        const figure = await sentiment.take(given)
        return figure === 'not_found' ? NEVER_WAS : { ok: true, ...figure }
      }),
    )
    socket.on(
      'sentiment:score',
      report<typeof scoringRequest, SentimentAck>('sentiment:score', scoringRequest, async (given) => {
        const figure = await sentiment.score(given)
        return typeof figure === 'string' ? SCORING_REFUSALS[figure] : { ok: true, ...figure }
      }),
    )
    socket.on(
      'suggestion:feedback',
      report('suggestion:feedback', suggestionFeedback, async (given) => {
        return (await feedback.take(given)) === 'not_found' ? NEVER_WAS : { ok: true }
      }),
    )
    socket.on(
      'suggestion:request',
      report(
        'suggestion:request',
        suggestionRequest,
        async (given) => SUGGESTION_ANSWERS[await suggestionRequests.take(given, claims.sub)],
      ),
    )
    socket.on(
      'intent:confirm',
      report(
        'intent:confirm',
        intentConfirmation,
        async (given) => CONFIRMATION_ANSWERS[await confirmation.take(given)],
      ),
    )
    socket.on(
      'escalation:request',
      report<typeof escalationRequest, EscalationAck>('escalation:request', escalationRequest, async (given) => {
        const limited = await limits.refusesEscalation(claims.sub)
        if (limited !== undefined) return refuse('rate_limited', limited)
        const outcome = await escalation.take(given, claims.sub)
        if (outcome.kind === 'not_told') return refuse('unavailable', outcome.message)
        return { ok: true, level: given.level, cognigyApiResult: outcome.answer ?? null }
      }),
    )

    const refuseUnknown = serve('unknown', z.unknown(), async () => refuse('invalid', 'there is no such event'))
    socket.onAny((event: unknown, ...args: readonly unknown[]) => {
      if (typeof event !== 'string' || !EVENTS.has(event)) void refuseUnknown(...args)
    })
  }
}
