/**
 * Compares what a service acknowledged with what its widgets were shown. Pure: whoever runs a load hands in both sides.
 *
 * An utterance is known by a mark that the load put into it, never by an id that the service gives: a service that
 * numbers wrongly must not be believed about its own numbers.
 */

/** A webhook that was answered with a 2xx: from then on its events are committed and must be shown. */
export interface Acknowledged {
  readonly conversationId: string
  readonly utterance: string
}

/** An utterance of a snapshot, with the number of the event that brought it. */
interface Recalled {
  readonly seq: number
  readonly utterance: string
}

export type Received =
  | {
      readonly kind: 'event'
      readonly epoch: string
      readonly seq: number
      /** All of the event as text: two of one number are the same event exactly where these are equal. */
      readonly print: string
      /** Absent where it brings no utterance of the load. */
      readonly utterance?: string | undefined
    }
  /** All up to `seq` is known at once, whatever was received before. */
  | { readonly kind: 'snapshot'; readonly epoch: string; readonly seq: number; readonly recalled: readonly Recalled[] }
  /** What the service said was newest when all was over. */
  | { readonly kind: 'end'; readonly epoch: string; readonly seq: number }

/** One widget and all that reached it, in the order in which it came. */
export interface WidgetLog {
  readonly conversationId: string
  readonly received: readonly Received[]
}

/** A number, or a run of them, in one history of one conversation. */
interface Place {
  readonly conversationId: string
  readonly epoch: string
  readonly from: number
  readonly to: number
}

export interface Findings {
  readonly acknowledged: number
  /** Events, repeated ones among them. */
  readonly events: number
  /** Acknowledged, and not shown by each widget of the conversation. */
  readonly lost: readonly Acknowledged[]
  /** One utterance under several numbers of one history: what came once took effect twice. */
  readonly doubled: readonly Acknowledged[]
  /** Two events under one number of one history. */
  readonly contradicting: readonly Place[]
  /** Came after one with a higher number, for the first time. */
  readonly outOfOrder: readonly Place[]
  /** Numbers that never came, up to what the service called newest. */
  readonly holes: readonly Place[]
  /** The same event again under the same number: allowed, and counts once. */
  readonly repeated: number
  /** How often a widget was moved to another history. */
  readonly newEpochs: number
}

interface History {
  /** Up to here a snapshot told everything. */
  known: number
  newest: number
  readonly prints: Map<number, string>
  readonly numbersOf: Map<string, Set<number>>
}

const newHistory = (): History => ({ known: 0, newest: 0, prints: new Map(), numbersOf: new Map() })

const note = ({ numbersOf }: History, utterance: string, seq: number): void => {
  const numbers = numbersOf.get(utterance) ?? new Set()
  numbersOf.set(utterance, numbers.add(seq))
}

/** Runs of numbers from `known` to `newest` that did not come. */
const gapsIn = ({ known, newest, prints }: History): { readonly from: number; readonly to: number }[] => {
  const came = [...prints.keys()].filter((seq) => seq > known).sort((a, b) => a - b)
  return [...came, newest + 1].flatMap((seq, index) => {
    const from = (came[index - 1] ?? known) + 1
    return from < seq ? [{ from, to: seq - 1 }] : []
  })
}

interface WidgetFindings extends Omit<Findings, 'acknowledged' | 'lost' | 'doubled'> {
  readonly shown: ReadonlySet<string>
  readonly doubled: ReadonlySet<string>
}

const readLog = ({ conversationId, received }: WidgetLog): WidgetFindings => {
  const histories = new Map<string, History>()
  const contradicting: Place[] = []
  const outOfOrder: Place[] = []
  const holes: Place[] = []
  const holesOf = (epoch: string, history: History): Place[] =>
    gapsIn(history).map((gap) => ({ conversationId, epoch, ...gap }))
  let events = 0
  let repeated = 0
  for (const item of received) {
    const { epoch, seq } = item
    const history = histories.get(epoch) ?? newHistory()
    histories.set(epoch, history)
    if (item.kind === 'event') {
      events += 1
      const place = { conversationId, epoch, from: seq, to: seq }
      const before = history.prints.get(seq)
      if (before === item.print) repeated += 1
      else if (before !== undefined) contradicting.push(place)
      else if (seq > history.known && seq < history.newest) outOfOrder.push(place)
      history.prints.set(seq, before ?? item.print)
      if (item.utterance !== undefined) note(history, item.utterance, seq)
    } else if (item.kind === 'snapshot') {
      // What was skipped before is made good for the agent, and yet it was skipped.
      holes.push(...holesOf(epoch, history))
      history.known = Math.max(history.known, seq)
      for (const recalled of item.recalled) note(history, recalled.utterance, recalled.seq)
    }
    history.newest = Math.max(history.newest, seq)
  }
  const all = [...histories]
  holes.push(...all.flatMap(([epoch, history]) => holesOf(epoch, history)))
  const shown = new Set(all.flatMap(([, { numbersOf }]) => [...numbersOf.keys()]))
  const doubled = new Set(
    all.flatMap(([, { numbersOf }]) => [...numbersOf].flatMap(([id, numbers]) => (numbers.size > 1 ? [id] : []))),
  )
  const newEpochs = Math.max(0, histories.size - 1)
  return { events, repeated, contradicting, outOfOrder, holes, shown, doubled, newEpochs }
}

/** Each widget must have been shown what its conversation acknowledged; a conversation without widgets shows nothing. */
export const check = (acknowledged: readonly Acknowledged[], widgets: readonly WidgetLog[]): Findings => {
  const logs = widgets.map((widget) => ({ widget, found: readLog(widget) }))
  const byConversation = new Map<string, typeof logs>()
  for (const log of logs) {
    const { conversationId } = log.widget
    byConversation.set(conversationId, [...(byConversation.get(conversationId) ?? []), log])
  }
  const isLost = ({ conversationId, utterance }: Acknowledged): boolean => {
    const seen = byConversation.get(conversationId) ?? []
    return seen.length === 0 || seen.some(({ found }) => !found.shown.has(utterance))
  }
  // Several widgets of a conversation tell of the same doubling, which happened once.
  const doubled = [...byConversation].flatMap(([conversationId, seen]) =>
    [...new Set(seen.flatMap(({ found }) => [...found.doubled]))].map((utterance) => ({ conversationId, utterance })),
  )
  const sum = (pick: (found: WidgetFindings) => number): number =>
    logs.reduce((total, { found }) => total + pick(found), 0)
  return {
    acknowledged: acknowledged.length,
    events: sum(({ events }) => events),
    lost: acknowledged.filter(isLost),
    doubled,
    contradicting: logs.flatMap(({ found }) => found.contradicting),
    outOfOrder: logs.flatMap(({ found }) => found.outOfOrder),
    holes: logs.flatMap(({ found }) => found.holes),
    repeated: sum(({ repeated }) => repeated),
    newEpochs: sum(({ newEpochs }) => newEpochs),
  }
}
