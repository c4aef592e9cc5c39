/** The server's side of one conversation, and a network that loses, repeats and cuts. */
import { decideCatchUp } from '../../../../shared/domain/conversation/catch-up.ts'
import { applyEvent, emptySnapshot } from '../../../../shared/domain/conversation/conversation.ts'
import type { AssistEnvelope } from '../../../../shared/wire/assist.ts'
import type { JoinAccepted, JoinAnswer, JoinRequest } from '../../../../shared/wire/socket-events.ts'
import { Follower, JoinFailed } from '../../../../widget/link/follower.ts'
import type { JoinRefusal, LinkError } from '../../../../widget/link/link.ts'
import { linkActions } from '../../../../widget/state/link-actions.ts'
import { type Action, reduce } from '../../../../widget/state/reduce.ts'
import { type AssistState, initialState, knownOf } from '../../../../widget/state/state.ts'
import { ANOTHER_CONVERSATION, ManualTimers, SOME_CONVERSATION, said } from './fixtures.ts'

/** Lets every promise that can settle settle. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
}

class FakeServer {
  epoch = 'epoch-1'
  history: AssistEnvelope[] = []
  /** Oldest events that are forgotten for replays. */
  forgotten = 0
  readonly requests: JoinRequest[] = []
  /** What the next joins are answered instead. */
  readonly answers: (JoinAnswer | JoinFailed)[] = []
  deliver: (envelope: AssistEnvelope) => void = () => undefined
  isUp = true

  publish(isLost = false): void {
    const envelope = said(this.history.length + 1, SOME_CONVERSATION, `${this.epoch}/${this.history.length + 1}`)
    this.history = [...this.history, envelope]
    if (this.isUp && !isLost) this.deliver(envelope)
  }

  /** Forgets everything, as a server without a durable store does. */
  restart(): void {
    this.epoch = `epoch-${Number(this.epoch.slice(6)) + 1}`
    this.history = []
    this.forgotten = 0
  }

  async join(request: JoinRequest): Promise<JoinAnswer> {
    this.requests.push(request)
    const forced = this.answers.shift()
    if (forced instanceof JoinFailed) throw forced
    if (forced) return forced
    const seq = this.history.length
    const facts = { seq, oldestReplayable: this.forgotten + 1, epoch: this.epoch }
    const catchUp = decideCatchUp({ ...facts, afterSeq: request.afterSeq, afterEpoch: request.epoch })
    const accepted = { ok: true as const, conversationId: SOME_CONVERSATION, seq, epoch: this.epoch }
    if (catchUp.kind === 'snapshot') {
      return { ...accepted, snapshot: this.history.reduce(applyEvent, emptySnapshot(SOME_CONVERSATION)) }
    }
    // On the wire they follow the answer at once, so they are often here before anybody looked at the answer.
    for (const envelope of this.history.slice(catchUp.afterSeq)) this.deliver(envelope)
    return accepted
  }
}

export class Widget {
  readonly server = new FakeServer()
  readonly timers = new ManualTimers()
  readonly joins: JoinAccepted[] = []
  readonly refusals: JoinRefusal[] = []
  readonly errors: LinkError[] = []
  unauthorized = 0
  follower: Follower
  state: AssistState = initialState

  constructor() {
    this.#dispatch({ type: 'connection', state: 'open', now: 0 })
    this.follower = this.#follow()
    this.server.deliver = (envelope) => this.follower.receive(envelope)
  }

  #dispatch(action: Action): void {
    this.state = reduce(this.state, action)
  }

  #follow(): Follower {
    const actions = linkActions(
      (action) => this.#dispatch(action),
      () => 0,
      (error) => this.errors.push(error),
    )
    this.#dispatch({ type: 'followed', conversationId: SOME_CONVERSATION, now: 0 })
    const known = knownOf(this.state)
    return new Follower({
      conversationId: SOME_CONVERSATION,
      progress: known ? { ...known.snapshot, epoch: known.epoch } : undefined,
      timers: this.timers,
      listener: {
        ...actions,
        joined: (accepted) => {
          this.joins.push(accepted)
          actions.joined(accepted)
        },
        refused: (refusal) => {
          this.refusals.push(refusal)
          actions.refused(refusal)
        },
      },
      join: (request) => this.server.join(request),
      unauthorized: () => {
        this.unauthorized += 1
      },
      settled: () => undefined,
    })
  }

  /** The agent looks at another conversation, while this happens. */
  async visitAnother(meanwhile: () => void): Promise<void> {
    this.follower.stop()
    this.#dispatch({ type: 'followed', conversationId: ANOTHER_CONVERSATION, now: 0 })
    meanwhile()
    this.follower = this.#follow()
    if (this.server.isUp) await this.connect()
  }

  cut(): void {
    this.server.isUp = false
    this.follower.disconnected()
  }

  async connect(): Promise<void> {
    this.server.isUp = true
    this.follower.connected()
    await settle()
  }

  shown(): string[] {
    return knownOf(this.state)?.snapshot.transcript.map((entry) => entry.data.utteranceId) ?? []
  }
}
