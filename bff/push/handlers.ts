/** What a widget asks, on its way to whoever answers it: rate, schema, access, in this order for every request. */
import AsyncLock from 'async-lock'
import { type AnswerOf, isRequestName, type RequestName, requestNames, requests } from '../../shared/wire/requests.ts'
import type { TokenClaims } from '../../shared/wire/token.ts'
import { describeFault } from '../fault.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Takers } from '../ports/requests.ts'
import { StoreUnavailable } from '../ports/store.ts'
import type { Tracing } from '../ports/tracing.ts'
import { NOT_COVERED, NOT_THEIRS, refuse } from '../refusals.ts'
import { createRequestLimits, REQUESTS_PER_WINDOW } from './request-limits.ts'
import { createSeat } from './seat.ts'
import type { WidgetSocket } from './widget-sockets.ts'

export interface HandlerParts {
  readonly takers: Takers
  /** Whether the token covers what `alias` leads to right now. */
  readonly mayAsk: (claims: TokenClaims, alias: string) => Promise<boolean>
  readonly metrics: Pick<Metrics, 'requestRefused'>
  readonly log: Log
  readonly tracing: Tracing
}

/** These judge access themselves, at the very moment somebody enters; and who leaves need not have been let in. */
const isAboutRooms = (name: RequestName): boolean => name === 'conversation:join' || name === 'conversation:leave'

/**
 * What is done in the order it came. A leave that is slower than the join behind it would silence the room; but nothing
 * else has to wait for a bot that takes seconds to be told of an escalation, or for a model.
 */
const laneOf = ({ id }: WidgetSocket, name: RequestName): string => `${id} ${isAboutRooms(name) ? 'rooms' : name}`

/** Serves one connected widget. */
export const createHandlers = ({
  takers,
  mayAsk,
  metrics,
  log,
  tracing,
}: HandlerParts): ((socket: WidgetSocket) => void) => {
  const order = new AsyncLock({ maxPending: REQUESTS_PER_WINDOW })
  const limits = createRequestLimits()

  return (socket) => {
    const { claims } = socket.data
    const seat = createSeat(socket)

    /** Every request is answered once, refused ones too, and none can take the process down. */
    const answering = (
      name: string,
      serve: (payload: unknown, answer: (given: AnswerOf<RequestName>) => void) => Promise<void>,
    ) => {
      return async (...args: readonly unknown[]): Promise<void> => {
        // Wherever a stranger put it: the function that acknowledges is the last argument, also where nothing precedes it.
        const acknowledge = args.at(-1)
        const payload = typeof args[0] === 'function' ? undefined : args[0]
        let isAnswered = false
        const answer = (given: AnswerOf<RequestName>): void => {
          if (isAnswered) return
          isAnswered = true
          if (!given.ok) metrics.requestRefused(name, given.error.code)
          if (typeof acknowledge === 'function') acknowledge(given)
        }
        try {
          const limited = await limits.refuses(socket.id, claims.sub)
          if (limited !== undefined) answer(refuse('rate_limited', limited))
          else await serve(payload, answer)
        } catch (error) {
          if (error instanceof StoreUnavailable) {
            answer(refuse('unavailable', 'nothing can be kept right now; ask again'))
            return
          }
          log.error({ event: name, ...describeFault(error) }, 'a widget request failed on a fault of ours')
          answer(refuse('unavailable', 'an internal error; the operator finds it in the log'))
        }
      }
    }

    const serve = <N extends RequestName>(name: N) =>
      answering(name, async (payload, answer) => {
        const { role = 'agent' } = claims
        if (!requests[name].by.includes(role)) {
          answer(NOT_THEIRS[role])
          return
        }
        const parsed = requests[name].request.safeParse(payload)
        if (!parsed.success) {
          const fields = parsed.error.issues.map((issue) => issue.path.map(String).join('.') || '(payload)')
          answer(refuse('invalid', `these fields do not fit: ${[...new Set(fields)].join(', ')}`))
          return
        }
        const { data } = parsed
        await order.acquire(laneOf(socket, name), async () => {
          const about = isAboutRooms(name) || !('conversationId' in data) ? undefined : data.conversationId
          const isRefused = about !== undefined && !(await mayAsk(claims, about))
          if (isRefused) answer(NOT_COVERED)
          else
            await tracing.span({ name: `widget ${name}`, kind: 'server' }, async () =>
              answer(await takers[name](data, { claims, seat, answerNow: answer })),
            )
        })
      })

    for (const name of requestNames) socket.on(name, serve(name))

    const refuseUnknown = answering('unknown', async (_payload, answer) =>
      answer(refuse('invalid', 'there is no such event')),
    )
    socket.onAny((event: unknown, ...args: readonly unknown[]) => {
      if (!isRequestName(event)) void refuseUnknown(...args)
    })
  }
}
