/** What one board follows, from the time it is in a page until it is out: the link, the state, and when to look again. */
import type { ErrorCode, ErrorDetail } from '../../events.ts'
import type { ReportOutcome } from '../../link/link.ts'
import { bffAddress } from '../../session/bff-address.ts'
import type { Clock } from '../../session/clock.ts'
import type { BoardLink, BoardLinkFactory, BoardListener, TakeOutcome } from '../link/board-link.ts'
import { type BoardAction, type BoardState, boardConnection, initialBoard, reduceBoard } from '../state/board-state.ts'
import type { Frames } from './frames.ts'

/** What the host has to give before anything can be followed. */
export type BoardProblem = 'no_bff' | 'invalid_bff' | 'no_token'

export interface BoardSettings {
  /** A whole address; anything else is reported. */
  readonly bff: string
  readonly token: string
}

export interface BoardSessionParts {
  readonly createLink: BoardLinkFactory
  readonly clock: Clock
  readonly frames: Frames
  /** The state is another, or so much time passed that it reads differently. At most once a frame. */
  changed(before: BoardState, after: BoardState): void
  failed(error: ErrorDetail): void
}

const TICK_WAITING_MS = 1_000
const TICK_MS = 10_000
const UNANSWERED = { refused: 'no_answer' } as const
const noSettings: BoardSettings = { bff: '', token: '' }

const problemWith = ({ bff, token }: BoardSettings): BoardProblem | null => {
  if (bff === '') return 'no_bff'
  if (bffAddress(bff) === undefined) return 'invalid_bff'
  return token === '' ? 'no_token' : null
}

export class BoardSession {
  readonly #parts: BoardSessionParts
  #settings = noSettings
  #problem: BoardProblem | null = 'no_bff'
  #link: BoardLink | undefined
  #state = initialBoard
  /** What arrived since the last frame. */
  #waiting: BoardAction[] = []
  #cancelFrame: (() => void) | undefined
  #cancelTick: (() => void) | undefined
  #lastRefusal: ErrorCode | undefined

  constructor(parts: BoardSessionParts) {
    this.#parts = parts
  }

  get state(): BoardState {
    return this.#state
  }

  get problem(): BoardProblem | null {
    return this.#problem
  }

  /** Brings what is followed in line with what the host wants. Asking for the same again changes nothing. */
  configure(wanted: BoardSettings): void {
    const before = this.#settings
    if (wanted.bff === before.bff && wanted.token === before.token) return
    this.#settings = wanted
    this.#problem = problemWith(wanted)
    if (this.#problem !== null) {
      this.#reset()
      if (this.#problem === 'invalid_bff') {
        const message = 'bff is no address: write a whole one, as https://assist.example, or a path, as /assist'
        this.#parts.failed({ code: 'invalid_bff', message })
      }
    } else if (this.#link === undefined || wanted.bff !== before.bff) this.#connect(wanted)
    else this.#link.renewToken(wanted.token)
  }

  async note(conversationId: string, text: string): Promise<ReportOutcome> {
    return (await this.#link?.note({ conversationId, text })) ?? UNANSWERED
  }

  async take(conversationId: string): Promise<TakeOutcome> {
    return (await this.#link?.take({ conversationId })) ?? UNANSWERED
  }

  retryNow(): void {
    this.#link?.retryNow()
  }

  /** Lets go of everything; `configure` starts anew. Closing twice is harmless. */
  close(): void {
    this.#reset()
    this.#settings = noSettings
    this.#problem = 'no_bff'
  }

  #connect(target: BoardSettings): void {
    this.#reset()
    const { createLink, clock, failed } = this.#parts
    const listener: BoardListener = {
      connection: (state) => this.#add({ type: 'connection', state, now: clock.now() }),
      joined: (rows, lastHour) => this.#add({ type: 'joined', rows, lastHour, now: clock.now() }),
      changed: (changes) => this.#add({ type: 'changed', ...changes }),
      refused: ({ code, retryInMs }) => this.#add({ type: 'refused', code, willRetry: retryInMs !== undefined }),
      error: failed,
    }
    this.#link = createLink(target, listener)
    this.#link.open()
    this.#tick()
  }

  #reset(): void {
    this.#link?.close()
    this.#link = undefined
    this.#cancelFrame?.()
    this.#cancelFrame = undefined
    this.#waiting = []
    this.#cancelTick?.()
    this.#lastRefusal = undefined
    this.#enter({ type: 'forgotten' })
  }

  #add(action: BoardAction): void {
    this.#waiting.push(action)
    this.#cancelFrame ??= this.#parts.frames.next(() => {
      this.#cancelFrame = undefined
      const waiting = this.#waiting
      this.#waiting = []
      this.#enter(...waiting)
    })
  }

  #enter(...actions: readonly BoardAction[]): void {
    const before = this.#state
    this.#state = actions.reduce(reduceBoard, before)
    this.#tellRefusal()
    this.#parts.changed(before, this.#state)
    if (this.#link !== undefined) this.#tick()
  }

  /** A refusal that stays the same is told once, however often it is repeated. */
  #tellRefusal(): void {
    const connection = boardConnection(this.#state, this.#parts.clock.now())
    const code =
      connection.kind === 'refused'
        ? connection.code
        : connection.kind === 'unauthorized' || connection.kind === 'forbidden'
          ? connection.kind
          : undefined
    const isNews = code !== undefined && code !== this.#lastRefusal
    this.#lastRefusal = code
    if (isNews) this.#parts.failed({ code, message: `the server refused: ${code}` })
  }

  #tick(): void {
    this.#cancelTick?.()
    const { kind } = boardConnection(this.#state, this.#parts.clock.now())
    const isWaiting = !this.#state.isJoined && kind !== 'unauthorized' && kind !== 'forbidden'
    this.#cancelTick = this.#parts.clock.after(isWaiting ? TICK_WAITING_MS : TICK_MS, () => {
      this.#parts.changed(this.#state, this.#state)
      this.#tick()
    })
  }
}
