/** Follows the board over a connection that comes and goes: join, count pushes, catch up where one is missing. */
import * as z from 'zod/mini'
import {
  type BoardJoinAnswer,
  type BoardJoinRequest,
  type BoardPush,
  boardJoinAnswer,
  boardPush,
} from '../../../shared/wire/board.ts'
import { describeIssues } from '../../link/arriving.ts'
import { type Backoff, doubling } from '../../link/backoff.ts'
import type { Timers } from '../../link/link.ts'
import type { BoardListener } from './board-link.ts'

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 30_000
/** Two a second; what is more than that while a join is under way is a gap, and healed as one. */
const MOST_HELD = 100

type Joined = Extract<BoardJoinAnswer, { ok: true }>

const addressed = z.object({ seq: z.number() })

export interface BoardFollowerParts {
  readonly listener: Pick<BoardListener, 'joined' | 'changed' | 'refused' | 'error'>
  readonly timers: Timers
  /** Rejects when no answer came in time. */
  join(request: BoardJoinRequest): Promise<unknown>
  /** The server no longer takes our token. */
  unauthorized(): void
}

export class BoardFollower {
  readonly #parts: BoardFollowerParts
  readonly #retry: Backoff<number>
  /** The newest push that is known; `undefined` while nothing is. */
  #seq: number | undefined
  #early: BoardPush[] = []
  #isConnected = false
  /** Answers to any but the newest attempt are about a connection that is gone. */
  #attempt = 0
  #isJoining = false

  constructor(parts: BoardFollowerParts) {
    this.#parts = parts
    this.#retry = doubling(parts.timers, FIRST_RETRY_MS, LONGEST_RETRY_MS)
  }

  /** Whether the last join was refused or failed, and another one is due. */
  get isWaiting(): boolean {
    return this.#retry.isWaiting
  }

  connected(): void {
    this.#isConnected = true
    // Another process knows that the number is not its own, and tells all.
    this.#join()
  }

  disconnected(): void {
    this.#isConnected = false
    this.#abandon()
  }

  retryNow(): void {
    if (this.#isConnected && this.#retry.isWaiting) this.#join()
  }

  receive(arrived: unknown): void {
    const parsed = boardPush.safeParse(arrived)
    if (parsed.success) this.#take(parsed.data)
    else this.#malformed(arrived, parsed.error)
  }

  #take(push: BoardPush): void {
    if (this.#isJoining) {
      this.#early = [...this.#early.slice(1 - MOST_HELD), push]
      return
    }
    if (!this.#isConnected || this.#seq === undefined || push.seq <= this.#seq) return
    if (push.seq !== this.#seq + 1) {
      this.#join()
      return
    }
    this.#seq = push.seq
    this.#parts.listener.changed(push)
  }

  /** As good as not arrived. All rows are asked for, lest the same comes again, and not at once. */
  #malformed(arrived: unknown, error: z.core.$ZodError): void {
    this.#parts.listener.error({ code: 'bad_envelope', message: describeIssues(error) })
    const { data } = addressed.safeParse(arrived)
    if (!this.#isConnected || this.#isJoining || (data !== undefined && data.seq <= (this.#seq ?? 0))) return
    this.#seq = undefined
    this.#retry.schedule(() => this.#join())
  }

  #abandon(): void {
    this.#attempt += 1
    this.#isJoining = false
    this.#early = []
    this.#retry.cancel()
  }

  async #join(): Promise<void> {
    this.#abandon()
    const attempt = this.#attempt
    const afterSeq = this.#seq
    this.#isJoining = true
    const answer = await this.#parts.join(afterSeq === undefined ? {} : { afterSeq }).catch(() => undefined)
    if (attempt !== this.#attempt) return
    this.#isJoining = false
    const { listener } = this.#parts
    const parsed = boardJoinAnswer.safeParse(answer)
    if (!parsed.success) {
      this.#retry.schedule(() => this.#join())
      listener.error(
        answer === undefined
          ? { code: 'no_answer', message: 'no answer to a join of the board in time' }
          : { code: 'bad_answer', message: describeIssues(parsed.error) },
      )
    } else if (parsed.data.ok) this.#accepted(parsed.data, afterSeq)
    else this.#refused(parsed.data.error)
  }

  #accepted({ seq, rows, lastHour }: Joined, afterSeq: number | undefined): void {
    if (rows === undefined && afterSeq === undefined) {
      // Nothing is known that it could go on with.
      this.#retry.schedule(() => this.#join())
      return
    }
    this.#retry.reset()
    const early = this.#early
    this.#early = []
    // What is missing without rows comes as the next push.
    this.#seq = seq
    this.#parts.listener.joined(rows, lastHour)
    for (const push of early) this.#take(push)
  }

  #refused(error: Extract<z.infer<typeof boardJoinAnswer>, { ok: false }>['error']): void {
    const { listener } = this.#parts
    switch (error.code) {
      case 'unauthorized':
        this.#parts.unauthorized()
        return
      case 'forbidden':
      case 'invalid':
        // Asking the same again cannot go better; another token is tried at once.
        listener.refused(error)
        return
      default:
        listener.refused({ ...error, retryInMs: this.#retry.schedule(() => this.#join()) })
    }
  }
}
