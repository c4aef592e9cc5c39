/** Follows one conversation over a connection that comes and goes: join, replay, heal gaps, ask again when refused. */
import type { RequestRefusal } from '../../shared/wire/refusal.ts'
import type { JoinAccepted, JoinAnswer, JoinRequest } from '../../shared/wire/socket-events.ts'
import { type Backoff, doubling } from './backoff.ts'
import type { LinkErrorCode, LinkListener, Progress, Timers } from './link.ts'
import { MOST_HELD, type Numbered, Sequence } from './sequence.ts'

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 30_000
/** A promised replay that has not arrived after this long will not arrive. */
const REPLAY_STALLED_MS = 5_000

/** A join that came to nothing, other than by a refusal. */
export class JoinFailed extends Error {
  readonly code: LinkErrorCode

  constructor(code: LinkErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

export interface FollowerParts {
  /** Any id of the conversation. */
  readonly conversationId: string
  /** What is known of it already. */
  readonly progress?: Progress | undefined
  readonly listener: Pick<LinkListener, 'joined' | 'event' | 'refused' | 'error'>
  readonly timers: Timers
  /** Rejects with {@link JoinFailed}. */
  join(request: JoinRequest): Promise<JoinAnswer>
  /** The server no longer takes our token. */
  unauthorized(): void
  /** A join was answered, or will not be; called for abandoned ones too. */
  settled(): void
}

export class Follower {
  readonly #parts: FollowerParts
  readonly #retry: Backoff<number>
  #sequence: Sequence | undefined
  /** The newest event that the last accepted join promised. */
  #promisedSeq = 0
  /** What arrives while a join is under way waits for its answer, which says where to count from. */
  #early: Numbered[] = []
  /** What was missed, until all of it is here: the panel need not be shown once for each. */
  #replayed: Numbered[] = []
  #isConnected = false
  #isStopped = false
  /** Answers to any but the newest attempt are about a world that is gone. */
  #attempt = 0
  #pendingAttempt: number | undefined
  #cancelStall: (() => void) | undefined

  constructor(parts: FollowerParts) {
    this.#parts = parts
    this.#retry = doubling(parts.timers, FIRST_RETRY_MS, LONGEST_RETRY_MS)
    const { progress } = parts
    if (progress) this.#sequence = new Sequence(progress.conversationId, progress.epoch, progress.seq)
  }

  /** The id that this conversation's events carry, once known. */
  get canonicalId(): string | undefined {
    return this.#sequence?.conversationId
  }

  /** Whether a join is asked for and not answered. */
  get isJoining(): boolean {
    return this.#pendingAttempt !== undefined
  }

  /** Whether the last join was refused or failed, and another one is due. */
  get isWaiting(): boolean {
    return this.#retry.isWaiting
  }

  connected(): void {
    this.#isConnected = true
    this.#join('replay')
  }

  disconnected(): void {
    this.#isConnected = false
    this.#abandon()
  }

  retryNow(): void {
    if (this.#isConnected && this.#retry.isWaiting) this.#join('replay')
  }

  stop(): void {
    this.#isStopped = true
    this.#abandon()
  }

  receive(envelope: Numbered): void {
    if (this.#isStopped) return
    if (this.#pendingAttempt !== undefined) {
      // Only the newest can be newer than the answer. What is missed of them is a gap, and healed as one.
      this.#early = [...this.#early.slice(1 - MOST_HELD), envelope]
      return
    }
    const sequence = this.#sequence
    if (sequence === undefined) return
    this.#replayed.push(...sequence.accept(envelope))
    if (this.#isReplaying(sequence)) return
    this.#cancelStall?.()
    this.#deliver()
    if (sequence.hasGap) this.#join('replay')
  }

  /** Something arrived that is no event by the schema: as good as not arrived. */
  receiveMalformed(message: string): void {
    if (this.#isStopped) return
    this.#parts.listener.error({ code: 'bad_envelope', message })
    const isBetweenJoins = this.#isConnected && this.#pendingAttempt === undefined
    if (!isBetweenJoins || this.#sequence === undefined) return
    // A replay that contains it will contain it again; a snapshot steps over it.
    this.#join(this.#isReplaying(this.#sequence) ? 'snapshot' : 'replay')
  }

  #isReplaying(sequence: Sequence): boolean {
    return sequence.seq < this.#promisedSeq
  }

  #deliver(): void {
    const replayed = this.#replayed
    this.#replayed = []
    for (const envelope of replayed) {
      // The listener may have turned to another conversation.
      if (!this.#isStopped && 'data' in envelope) this.#parts.listener.event(envelope)
    }
  }

  #abandon(): void {
    // They are counted as known, and will not come again.
    this.#deliver()
    this.#attempt += 1
    this.#pendingAttempt = undefined
    this.#early = []
    this.#retry.cancel()
    this.#cancelStall?.()
  }

  async #join(wanted: 'replay' | 'snapshot'): Promise<void> {
    if (this.#isStopped) return
    this.#abandon()
    const attempt = this.#attempt
    this.#pendingAttempt = attempt
    const { conversationId } = this.#parts
    const known = wanted === 'replay' ? this.#sequence : undefined
    const request = known ? { conversationId, afterSeq: known.seq, epoch: known.epoch } : { conversationId }
    const outcome = await this.#parts.join(request).catch((error: unknown) => {
      if (error instanceof JoinFailed) return error
      throw error
    })
    if (attempt === this.#attempt) {
      this.#pendingAttempt = undefined
      if (outcome instanceof JoinFailed) this.#failed(outcome)
      else if (outcome.ok) this.#accepted(outcome, known)
      else this.#refused(outcome.error)
    }
    this.#parts.settled()
  }

  #failed({ code, message }: JoinFailed): void {
    this.#retry.schedule(() => this.#join('replay'))
    this.#parts.listener.error({ code, message })
  }

  #accepted(accepted: JoinAccepted, known: Sequence | undefined): void {
    const { conversationId, epoch, snapshot } = accepted
    if (snapshot) {
      this.#sequence = new Sequence(conversationId, epoch, snapshot.seq)
    } else if (known?.conversationId !== conversationId || known.epoch !== epoch) {
      // A replay of something other than what we asked to have continued.
      this.#join('snapshot')
      return
    }
    this.#retry.reset()
    this.#promisedSeq = snapshot?.seq ?? accepted.seq
    const early = this.#early
    this.#early = []
    this.#awaitReplay()
    this.#parts.listener.joined(accepted)
    for (const envelope of early) this.receive(envelope)
  }

  #awaitReplay(): void {
    const sequence = this.#sequence
    if (sequence === undefined || !this.#isReplaying(sequence)) return
    this.#cancelStall = this.#parts.timers.after(REPLAY_STALLED_MS, () => {
      if (this.#isReplaying(sequence)) this.#join('snapshot')
    })
  }

  #refused(error: RequestRefusal['error']): void {
    const { listener } = this.#parts
    switch (error.code) {
      case 'unauthorized':
        this.#parts.unauthorized()
        return
      case 'invalid':
        // Asking the same again cannot go better.
        listener.refused(error)
        return
      default: {
        const retryInMs = this.#retry.schedule(() => this.#join('replay'))
        listener.refused({ ...error, retryInMs })
      }
    }
  }
}
