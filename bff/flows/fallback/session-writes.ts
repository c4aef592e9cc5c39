/**
 * What Cognigy's sessions are told: within the answer where Cognigy is quick, after it where it is not. Each session has
 * two lanes, its context and its triggers; in each one thing is sent at a time, and the newest stands for all before it.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { ExponentialBackoff, type IBackoff } from 'cockatiel'
import { orLate, startDeadline } from '../../deadline.ts'
import { describeFault } from '../../fault.ts'
import type { CognigySessions, SessionAddress, SessionOperation } from '../../ports/cognigy.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Duty, DutyStore, StoredChange } from '../../ports/store.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../ports/upstream.ts'

/** Between calls, each of which is tried three times by itself. */
const STOPPING = 'stopping'
const PAUSES_MS = { first: 1000, longest: 5000 }

interface SessionWrite {
  readonly sessionId: string
  /** Merged into the session's context. */
  readonly context: Readonly<Record<string, unknown>>
  /** Where the flow is to go on; `undefined` leaves it alone, and takes back what an older write still wanted. */
  readonly triggerNode: string | undefined
  /** How long the answer can wait. */
  readonly answer: Deadline
  /** How long it is tried after that, in milliseconds. */
  readonly goOnForMs: number
}

interface PlannedWrite {
  /** To be kept with the change that led to it, so that the write outlives this process. */
  readonly outbox: Pick<StoredChange, 'duties' | 'withdraws'>
  /** Begins at once. Resolves when there is no more to wait for, at the latest when `answer` is over; never rejects. */
  carryOut(): Promise<void>
}

export interface SessionWrites {
  /** Nothing is written yet. */
  plan(write: SessionWrite): PlannedWrite
  /** Takes up what another process has left undone, or this one before it was started anew. */
  resume(): Promise<void>
  /** Resolves when nothing is being written. */
  settled(): Promise<void>
  /** Leaves everything that is not written yet to whoever comes after. For the end of the process. */
  abandon(): void
  /** Nothing more is told to these sessions. What is on its way may still arrive. */
  forget(sessionIds: readonly string[]): void
}

export interface SessionWritesParts {
  readonly sessions: Pick<CognigySessions, 'mergeContext' | 'triggerNode'>
  readonly duties: DutyStore
  /** What is known of a session by the time it is told something. */
  readonly addressOf: (sessionId: string) => Promise<SessionAddress>
  /** A fresh id for each duty. */
  readonly newId: () => string
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** First and longest pause between two calls; injected so that tests need not wait. */
  readonly pausesMs?: { readonly first: number; readonly longest: number } | undefined
}

type Outcome =
  | { readonly kind: 'written' | 'superseded' | 'not_configured' }
  | {
      readonly kind: 'failed'
      readonly cause: string
      readonly status?: number | undefined
      readonly isLogged?: true | undefined
    }

interface Job {
  readonly dutyId: string
  readonly operation: SessionOperation
  readonly sessionId: string
  readonly send: (deadline: Deadline) => Promise<void>
  readonly deadline: Deadline
  /** Aborted when something newer has taken its place. */
  readonly recalled: AbortController
  /** The answer waits for it no longer. */
  readonly letAnswerGo: () => void
  readonly waitedFor: Promise<void>
  isAnswered: boolean
  isOver: boolean
}

interface Lane {
  running: Job
  waiting: Job | undefined
}

export const createSessionWrites = (parts: SessionWritesParts): SessionWrites => {
  const { sessions, duties, addressOf, newId, clock, log, metrics } = parts
  const pauses = parts.pausesMs ?? PAUSES_MS
  const backoff = new ExponentialBackoff({ initialDelay: pauses.first, maxDelay: pauses.longest })
  const lanes = new Map<string, Lane>()
  const working = new Set<Promise<void>>()

  /** Kept track of, so that a stop waits for the outbox as well. */
  const settle = (noted: Promise<void>): void => {
    const done: Promise<void> = noted
      .catch((error: unknown) => log.error(describeFault(error), 'the outbox could not be told what became of a duty'))
      .finally(() => working.delete(done))
    working.add(done)
  }

  const finish = (job: Job, outcome: Outcome): void => {
    if (job.isOver) return
    job.isOver = true
    job.letAnswerGo()
    job.deadline.release()
    const { operation, sessionId, isAnswered } = job
    const isLeft = outcome.kind === 'failed' && outcome.cause === STOPPING
    settle(isLeft ? duties.release(job.dutyId) : duties.done(job.dutyId))
    // Said once at the start: without credentials there is nobody to tell.
    if (outcome.kind === 'not_configured') return
    const label = outcome.kind === 'written' ? (isAnswered ? 'after_answer' : 'ok') : outcome.kind
    metrics.sessionWritten(operation, label)
    if (outcome.kind === 'failed') {
      const { cause, status, isLogged } = outcome
      if (isLogged !== true)
        log.warn({ sessionId, operation, cause, status }, 'Cognigy could not be told of a fallback')
    } else if (label !== 'ok') {
      log.debug({ sessionId, operation, outcome: label }, 'Cognigy was told of a fallback late, or of a newer one')
    }
  }

  const attempt = async (job: Job): Promise<Outcome> => {
    const { deadline, operation, recalled } = job
    for (let pause: IBackoff<unknown> = backoff.next(); ; pause = pause.next(undefined)) {
      try {
        await job.send(withoutFurtherTries(deadline, recalled.signal))
        return { kind: 'written' }
      } catch (error) {
        if (!(error instanceof UpstreamFailure)) {
          log.error({ operation, ...describeFault(error) }, 'telling Cognigy failed on a fault of ours')
          return { kind: 'failed', cause: 'internal' }
        }
        const { facts } = error
        if (facts.kind === 'not_configured') return { kind: 'not_configured' }
        if (recalled.signal.aborted) return { kind: 'superseded' }
        const waitMs = Math.max(pause.duration, (facts.retryAfterSeconds ?? 0) * 1000)
        if (!mayRepeat(operation, facts) || waitMs >= deadline.remainingMs()) {
          return { kind: 'failed', cause: facts.kind, status: facts.status, isLogged: facts.isLogged }
        }
        // What failed three times is not worth a customer's waiting.
        job.letAnswerGo()
        await sleep(waitMs, undefined, { signal: recalled.signal }).catch(() => undefined)
        if (recalled.signal.aborted) return { kind: 'superseded' }
      }
    }
  }

  const work = async (key: string, lane: Lane): Promise<void> => {
    for (let next: Job | undefined = lane.running; next !== undefined; next = lane.waiting) {
      lane.running = next
      lane.waiting = undefined
      finish(next, await attempt(next))
    }
    lanes.delete(key)
  }

  const supersede = (lane: Lane | undefined): void => {
    lane?.running.recalled.abort()
    if (lane?.waiting !== undefined) finish(lane.waiting, { kind: 'superseded' })
  }

  const begin = (key: string, job: Job): void => {
    const lane = lanes.get(key)
    if (lane !== undefined) {
      supersede(lane)
      lane.waiting = job
      return
    }
    const fresh: Lane = { running: job, waiting: undefined }
    lanes.set(key, fresh)
    const done = work(key, fresh).finally(() => working.delete(done))
    working.add(done)
  }

  const jobOf = ({ id, sessionId, task }: Duty, totalMs: number): Job =>
    createJob({
      dutyId: id,
      operation: task.kind,
      sessionId,
      send: async (deadline) => {
        const session = await addressOf(sessionId)
        await (task.kind === 'context'
          ? sessions.mergeContext(session, task.context, deadline)
          : sessions.triggerNode(session, task.nodeId, deadline))
      },
      deadline: startDeadline(totalMs, clock),
    })

  return {
    plan: ({ sessionId, context, triggerNode, answer, goOnForMs }) => {
      const totalMs = answer.remainingMs() + goOnForMs
      const planned = (operation: SessionOperation, task: Duty['task']): Duty => ({
        id: newId(),
        lane: laneKey(operation, sessionId),
        sessionId,
        task,
        until: clock.now() + totalMs,
      })
      const asked = [planned('context', { kind: 'context', context })]
      if (triggerNode !== undefined) asked.push(planned('trigger', { kind: 'trigger', nodeId: triggerNode }))
      const triggers = laneKey('trigger', sessionId)
      return {
        outbox: { duties: asked, withdraws: triggerNode === undefined ? [triggers] : [] },
        carryOut: async () => {
          if (triggerNode === undefined) {
            const older = lanes.get(triggers)
            supersede(older)
            if (older !== undefined) older.waiting = undefined
          }
          const jobs = asked.map((duty) => jobOf(duty, totalMs))
          for (const job of jobs) begin(laneKey(job.operation, sessionId), job)
          await orLate(Promise.all(jobs.map(({ waitedFor }) => waitedFor)), answer, () => undefined)
          for (const job of jobs) job.isAnswered = true
        },
      }
    },
    resume: async () => {
      for (let duty = await duties.take(); duty !== undefined; duty = await duties.take()) {
        const leftMs = duty.until - clock.now()
        if (leftMs <= 0) await duties.done(duty.id)
        else begin(duty.lane, { ...jobOf(duty, leftMs), isAnswered: true })
      }
    },
    settled: async () => {
      while (working.size > 0) await Promise.allSettled(working)
    },
    forget: (sessionIds) => {
      for (const lane of lanes.values()) {
        if (!sessionIds.includes(lane.running.sessionId)) continue
        supersede(lane)
        lane.waiting = undefined
      }
    },
    abandon: () => {
      for (const lane of lanes.values()) {
        for (const job of lane.waiting === undefined ? [lane.running] : [lane.running, lane.waiting]) {
          const isNewest = !job.recalled.signal.aborted
          finish(job, isNewest ? { kind: 'failed', cause: STOPPING } : { kind: 'superseded' })
          job.recalled.abort()
        }
        lane.waiting = undefined
      }
    },
  }
}

const laneKey = (operation: SessionOperation, sessionId: string): string => `${operation} ${sessionId}`

const createJob = (facts: Pick<Job, 'dutyId' | 'operation' | 'sessionId' | 'send' | 'deadline'>): Job => {
  let letAnswerGo = (): void => undefined
  const waitedFor = new Promise<void>((resolve) => {
    letAnswerGo = resolve
  })
  return { ...facts, recalled: new AbortController(), letAnswerGo, waitedFor, isAnswered: false, isOver: false }
}

/**
 * Once recalled, no further try is begun; one that is on its way may still end. Cutting it off would not undo it, and it
 * could then arrive after what is newer.
 */
const withoutFurtherTries = (deadline: Deadline, recalled: AbortSignal): Deadline => ({
  remainingMs: () => (recalled.aborted ? 0 : deadline.remainingMs()),
  get signal() {
    return deadline.signal
  },
  within: deadline.within,
  release: deadline.release,
})

/** What passes may be tried again; a node that may have been triggered already is not triggered twice. */
const mayRepeat = (operation: SessionOperation, { kind, status, mayHaveApplied }: UpstreamFailureFacts): boolean => {
  const isPassing = kind === 'rate_limited' || kind === 'timeout' || kind === 'unavailable' || kind === 'bad_answer'
  if (operation === 'context') return isPassing
  // A server that broke down, or a gateway that waited in vain, may have passed it on.
  const mayBeDone = mayHaveApplied === true || status === 500 || status === 504
  return isPassing && !mayBeDone
}
