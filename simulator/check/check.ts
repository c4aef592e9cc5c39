/**
 * Proves a run: each replayed conversation is followed by a headless widget over a real socket, and what that holds in
 * the end is compared with what was sent.
 */

import type { FrustrationData } from '../../shared/wire/assist.ts'
import type { Clock } from '../clock.ts'
import type { LiveFacts, ReplayObserver } from '../replay/events.ts'
import { scoredIn } from './frustration.ts'
import { type HeadlessWidget, openHeadlessWidget } from './headless-widget.ts'
import { compare, fallbacksIn, type Ledger, routingsIn } from './ledger.ts'
import { describeLooks, type Looks, lookAt, NO_LOOKS } from './looks.ts'
import { requestWidgetToken, type TokenSourceOptions } from './widget-token.ts'

export interface CheckOptions extends TokenSourceOptions {
  readonly agentId: string
  readonly clock: Clock
  /** Told every now and then how it goes, and of each conversation that is not as it should be. */
  readonly report: (line: string) => void
  /** How long after its end a conversation may take to be complete on the widget. Default 10 seconds. */
  readonly settleMs?: number | undefined
  /** Told what agents see of a customer's frustration, whoever scored it. */
  readonly onFrustration?: ((facts: LiveFacts, data: FrustrationData) => void) | undefined
}

export interface CheckResult {
  readonly conversations: number
  readonly utterances: number
  readonly routings: number
  readonly fallbacks: number
  /** Utterances that were scored for the bot. */
  readonly scored: number
  /** Conversations that were not all on the widget once and in order. */
  readonly failed: number
  /** What agents found who looked every few seconds, whoever waited. */
  readonly looks: Looks
}

export interface Checker {
  readonly observer: ReplayObserver
  /** Resolves when everything that ended was judged. */
  settled(): Promise<CheckResult>
  result(): CheckResult
  close(): void
}

interface Followed {
  readonly ledger: Ledger
  widget: HeadlessWidget | undefined
}

const SETTLE_MS = 10_000
const LOOK_AGAIN_MS = 50
/** The conversation begins after this long whether its widget has joined or not. */
const JOIN_WITHIN_MS = 5000
const REPORT_EVERY = 20
const TOKEN_SECONDS = 86_400
const LOOK_EVERY_MS = 5000

const figure = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

/** For example `checked 100 conversations: 2,304 utterances and 131 routings sent, all on the widget in order`. */
export const describeCheck = (result: CheckResult): string => {
  const { conversations, utterances, routings, fallbacks, scored, failed, looks } = result
  const sent = `${figure(utterances, 'utterance')} and ${figure(routings, 'routing')} sent`
  const verdict = failed === 0 ? 'all on the widget in order' : `${figure(failed, 'conversation')} NOT complete`
  const more = [
    ...(fallbacks === 0 ? [] : [figure(fallbacks, 'fallback')]),
    ...(scored === 0 ? [] : [figure(scored, 'frustration score')]),
  ].join(' and ')
  const found = looks.waiting === 0 ? '' : `; ${describeLooks(looks)}`
  return `checked ${figure(conversations, 'conversation')}: ${sent}, ${verdict}${more === '' ? '' : ` (${more} sent as well)`}${found}`
}

export const createChecker = (options: CheckOptions): Checker => {
  const { bffUrl, clock, report, agentId, settleMs = SETTLE_MS } = options
  const followed = new Map<string, Followed>()
  const judging = new Set<Promise<void>>()
  let looks = NO_LOOKS
  let result: CheckResult = { conversations: 0, utterances: 0, routings: 0, fallbacks: 0, scored: 0, failed: 0, looks }
  const closed = new AbortController()

  const follow = async (facts: LiveFacts, entry: Followed): Promise<void> => {
    const { conversationId } = facts
    const request = { agentId, conversations: [conversationId], ttlSeconds: TOKEN_SECONDS }
    const { token } = await requestWidgetToken(options, request)
    if (closed.signal.aborted) return
    const onFrustration = (data: FrustrationData): void => options.onFrustration?.(facts, data)
    entry.widget = openHeadlessWidget({ bffUrl, token, conversationId, onFrustration })
    await entry.widget.joined
  }

  const findings = ({ ledger, widget }: Followed): readonly string[] =>
    widget === undefined ? ['no widget could be opened for it'] : compare(ledger, widget.view())

  const judge = async (facts: LiveFacts, entry: Followed): Promise<void> => {
    const until = clock.now() + settleMs
    while (findings(entry).length > 0 && clock.now() < until && !closed.signal.aborted) {
      await clock.sleep(LOOK_AGAIN_MS, closed.signal).catch(() => undefined)
    }
    const wrong = findings(entry)
    entry.widget?.close()
    followed.delete(facts.conversationId)
    result = {
      conversations: result.conversations + 1,
      utterances: result.utterances + entry.ledger.lines.length,
      routings: result.routings + routingsIn(entry.ledger).length,
      fallbacks: result.fallbacks + fallbacksIn(entry.ledger).length,
      scored: result.scored + scoredIn(entry.ledger.sentiments),
      failed: result.failed + (wrong.length > 0 ? 1 : 0),
      looks,
    }
    if (wrong.length > 0) report(`${facts.conversationId} is not complete on the widget: ${wrong.join('; ')}`)
    if (result.conversations % REPORT_EVERY === 0) report(describeCheck(result))
  }

  const keepLooking = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, closed.signal)
      for (const { widget } of followed.values()) if (widget !== undefined) looks = lookAt(looks, widget.view())
    }
  }
  // It ends by being closed.
  keepLooking().catch(() => undefined)

  const entryOf = ({ conversationId }: LiveFacts): Followed | undefined => followed.get(conversationId)

  return {
    observer: {
      started: async (facts) => {
        const entry: Followed = { ledger: { lines: [], webhooks: [], sentiments: [] }, widget: undefined }
        followed.set(facts.conversationId, entry)
        const following = follow(facts, entry).catch((error: unknown) => {
          report(`no widget for ${facts.conversationId}: ${error instanceof Error ? error.message : String(error)}`)
        })
        const waited = new AbortController()
        const enough = clock.sleep(JOIN_WITHIN_MS, waited.signal).catch(() => undefined)
        await Promise.race([following, enough])
        waited.abort()
      },
      said: (facts, line) => {
        entryOf(facts)?.ledger.lines.push(line)
      },
      webhookAnswered: (facts, webhook) => {
        entryOf(facts)?.ledger.webhooks.push(webhook)
      },
      sentimentAnswered: (facts, sentiment) => {
        entryOf(facts)?.ledger.sentiments.push(sentiment)
      },
      ended: (facts) => {
        const entry = entryOf(facts)
        if (entry === undefined) return
        const judged = judge(facts, entry).finally(() => judging.delete(judged))
        judging.add(judged)
      },
    },
    settled: async () => {
      await Promise.all(judging)
      return result
    },
    result: () => result,
    close: () => {
      closed.abort()
      for (const { widget } of followed.values()) widget?.close()
    },
  }
}
