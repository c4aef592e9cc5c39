/** The event hub of the digital side, as the vendor's own programs use it: experimental (docs/cxone.md). */
import * as z from 'zod/mini'
import type { VendorRules } from '../../../../shared/rules.ts'
import { startDeadline, systemPauses, systemTimer } from '../../../deadline.ts'
import { describeFault } from '../../../fault.ts'
import type { StreamState } from '../../../ports/cognigy.ts'
import type { ContactListener, ContactStream } from '../../../ports/cxone.ts'
import type { Log, Metrics } from '../../../ports/observe.ts'
import type { Clock, Deadline, Pauses, Timer } from '../../../ports/time.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { ProxyOf } from '../../http/proxies.ts'
import { createReconnects, type ReconnectLimits } from '../../http/reconnects.ts'
import type { CxoneApi } from './call.ts'
import { type HubFrame, readFrame } from './event-hub-frames.ts'
import { openHubLink } from './event-hub-link.ts'
import { createSubscriptions } from './event-hub-subscriptions.ts'
import type { Issued } from './token.ts'
import type { Trusted } from './trust.ts'

const PREPARED_WITHIN_MS = 6000
/** Contacts that other processes learnt of are found by looking. */
const LOOK_EVERY_MS = 10_000

const urlAnswer = z.object({ websocketUrl: z.string() })

/** Where the hub is, if that may be told a token. @throws UpstreamFailure `bad_answer` otherwise */
export const hubUrl = async (api: Pick<CxoneApi, 'read'>, trusted: Trusted, deadline: Deadline): Promise<string> => {
  const question = { operation: 'event_hub_url', path: '/event-hub-url', schema: urlAnswer, deadline }
  const { websocketUrl } = await api.read('dfo', question)
  const isSocket = /^wss?:/i.test(websocketUrl)
  return trusted(isSocket ? websocketUrl.replace(/^ws/i, 'http') : '').replace(/^http/, 'ws')
}

/** How time passes; injected so that tests need not wait. */
export interface HubTimes {
  readonly timer: Timer
  readonly pauses: Pauses
  readonly reconnectMs?: ReconnectLimits
}

export interface EventHubParts {
  readonly api: Pick<CxoneApi, 'read' | 'send' | 'steps'>
  readonly trusted: Trusted
  readonly rules: () => VendorRules
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Pick<Metrics, 'hubFrame'>
  readonly proxyOf?: ProxyOf | undefined
  readonly times?: HubTimes | undefined
}

const NAME = 'event-hub'

export const openEventHub = (parts: EventHubParts, listener: ContactListener): ContactStream => {
  const { api, trusted, rules, clock, log, metrics } = parts
  const { timer, pauses, reconnectMs } = parts.times ?? { timer: systemTimer, pauses: systemPauses }
  const { tokens } = api.steps
  const subscriptions = createSubscriptions({ api, clock, log })
  const reconnects = createReconnects(clock, reconnectMs)
  let state: StreamState = { kind: 'connecting', since: clock.now() }
  let isClosed = false
  let closeLink = (): void => undefined
  let callOff = (): void => undefined
  /** The token that the hub did not take, or may not have. */
  let doubted: Issued | undefined

  const connect = async (): Promise<void> => {
    const deadline = startDeadline(PREPARED_WITHIN_MS, clock)
    try {
      const url = await hubUrl(api, trusted, deadline)
      const issued = doubted === undefined ? await tokens.get(deadline) : await tokens.renew(doubted, deadline)
      if (!isClosed) listen(url, issued)
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      lost(error.facts.code ?? error.facts.kind)
    } finally {
      deadline.release()
    }
  }

  const listen = (url: string, issued: Issued): void => {
    doubted = issued
    closeLink = openHubLink({
      url,
      token: issued.token,
      proxyOf: parts.proxyOf,
      timer,
      pauses,
      read: (text) => readFrame(text, rules()),
      onFrame: receive,
      onAuthorized: () => {
        doubted = undefined
        reconnects.live()
        state = { kind: 'live', since: clock.now() }
        log.info({}, 'the event hub is live')
        subscriptions.forgetAsked()
        inBackground(look())
      },
      onEnd: lost,
    })
  }

  const receive = (frame: HubFrame): void => {
    if (frame.kind !== 'message') {
      metrics.hubFrame(frame.kind)
      return
    }
    const { message } = frame
    const isStranger = !subscriptions.has(message.contactNumber)
    metrics.hubFrame(isStranger ? 'stranger' : 'message')
    if (!isStranger) listener.onMessage(message)
  }

  const lost = (cause: string): void => {
    if (isClosed) return
    const waitMs = reconnects.lost()
    state = { kind: 'reconnecting', since: state.kind === 'reconnecting' ? state.since : clock.now(), cause }
    log.warn({ cause, retryInMs: Math.round(waitMs) }, 'the event hub is down')
    callOff = pauses.after(waitMs, () => inBackground(connect()))
  }

  const look = async (): Promise<void> => {
    await subscriptions.look(listener.openContacts)
    if (state.kind === 'live' && !isClosed) await subscriptions.ask()
  }

  const inBackground = (work: Promise<void>): void => {
    work.catch((error: unknown) => log.error(describeFault(error), 'the event hub met a fault of ours'))
  }

  const stopLooking = timer.every(LOOK_EVERY_MS, () => inBackground(look()))
  inBackground(connect())

  return {
    state: () => state,
    health: () => {
      const since = subscriptions.downSince()
      if (state.kind === 'off') return { name: NAME, state: 'ok', detail: 'off' }
      if (state.kind !== 'live') {
        const cause = state.kind === 'reconnecting' ? `: ${state.cause}` : ''
        return { name: NAME, state: 'degraded', detail: `no link since ${new Date(state.since).toISOString()}${cause}` }
      }
      if (since !== undefined) return { name: NAME, state: 'degraded', detail: `no subscriptions since ${since}` }
      return { name: NAME, state: 'ok', detail: `listening to ${subscriptions.count()} contacts` }
    },
    contacts: subscriptions.count,
    follow: (contact) => {
      const isNews = subscriptions.follow(contact)
      // Where CXone takes none right now, the next look comes soon enough.
      if (isNews && state.kind === 'live' && subscriptions.downSince() === undefined) inBackground(subscriptions.ask())
    },
    leave: subscriptions.leave,
    close: () => {
      isClosed = true
      callOff()
      stopLooking()
      subscriptions.close()
      closeLink()
      state = { kind: 'off' }
    },
  }
}
