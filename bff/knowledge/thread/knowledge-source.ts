/**
 * The port `KnowledgeSource`: the folder in a thread of its own. When the folder changes, a second thread loads it and takes
 * over once it can answer; one that cannot be used is refused, and the thread before it stays.
 */
import { describeFault } from '../../fault.ts'
import { IndexError } from '../../index-files.ts'
import { endWhereItHangs } from '../../model/hanging-thread.ts'
import { createModelThread, type ModelThread, type ThreadState, type ThreadWords } from '../../model/model-thread.ts'
import { type KnowledgeSource, KnowledgeUnavailable } from '../../ports/knowledge.ts'
import type { Log } from '../../ports/observe.ts'
import type { Clock, Pauses } from '../../ports/time.ts'
import { watchFolder } from '../../watch-folder.ts'
import { MANIFEST_FILE } from '../format/manifest.ts'
import type { KnowledgeHits, KnowledgeQuestion, OpenedKnowledge } from './knowledge-messages.ts'
import { type OpenKnowledgeThread, THREAD_NAME } from './knowledge-thread.ts'

/** A million passages on a slow disk. */
const LOAD_WITHIN_MS = 180_000
/** A search takes milliseconds, on a busy machine tens of them. */
const ANSWER_WITHIN_MS = 5000
/** More than are answered before an agent has typed on. */
const MOST_WAITING = 200

const WORDS: ThreadWords = {
  ready: 'the knowledge is ready',
  unavailable: 'the knowledge is not available: nothing is suggested or found from it',
  stillUnavailable: 'the knowledge is still not available',
  failed: 'the knowledge could not answer',
}

export interface KnowledgeState {
  readonly thread: ThreadState
  /** Of the knowledge in force; 0 until it was loaded once. */
  readonly passages: number
  /** Since when (ISO 8601) and why what the folder holds now is not taken; `undefined` while it is. */
  readonly refused: { readonly since: string; readonly problem: string } | undefined
}

export interface ProcessKnowledge extends KnowledgeSource {
  /** Loads the folder. Resolves when questions are answered, or with a sentence on why they are not. */
  start(): Promise<string | undefined>
  state(): KnowledgeState
  /** Ends the thread; what waits for it is rejected. */
  stop(): Promise<void>
}

export interface KnowledgeSourceParts {
  readonly folder: string
  readonly openThread: OpenKnowledgeThread
  readonly clock: Clock
  readonly pauses: Pauses
  readonly log: Log
  readonly pausesMs?: { readonly first: number; readonly longest: number } | undefined
}

interface Holder {
  readonly thread: ModelThread<KnowledgeQuestion, KnowledgeHits>
  readonly passages: () => number
  /** Ends it once nobody waits for it. */
  readonly retire: () => void
  readonly ask: (question: KnowledgeQuestion) => Promise<KnowledgeHits>
}

export const createKnowledgeSource = (parts: KnowledgeSourceParts): ProcessKnowledge => {
  const { folder, openThread, clock, pauses, log } = parts
  const holders = new Set<Holder>()
  let problem = ''

  const patience = { loadWithinMs: LOAD_WITHIN_MS, answerWithinMs: ANSWER_WITHIN_MS, pauses }

  /** @param isInForce until then its end is told by who tries it */
  const hold = (isInForce: () => boolean): Holder => {
    let passages = 0
    let asking = 0
    let isRetired = false
    const thread = createModelThread<KnowledgeQuestion, OpenedKnowledge, KnowledgeHits>({
      ...parts,
      openThread: endWhereItHangs(THREAD_NAME, (listener) => openThread({ folder }, listener), patience),
      onReady: (opened) => {
        passages = opened.passages
      },
      words: WORDS,
      log: { ...log, warn: (fields, message) => (isInForce() ? log.warn : log.debug)(fields, message) },
      mostWaiting: MOST_WAITING,
    })
    const stopIfIdle = (): void => {
      if (!isRetired || asking > 0) return
      holders.delete(holder)
      void thread.stop()
    }
    const holder: Holder = {
      thread,
      passages: () => passages,
      retire: () => {
        isRetired = true
        stopIfIdle()
      },
      ask: async (question) => {
        // Nobody waits for a folder to be loaded: an agent's question is for now.
        if (thread.state().kind !== 'ready') throw new KnowledgeUnavailable('the knowledge is not loaded')
        asking += 1
        try {
          return await thread.ask(question)
        } catch {
          throw new KnowledgeUnavailable('the knowledge did not answer')
        } finally {
          asking -= 1
          stopIfIdle()
        }
      },
    }
    holders.add(holder)
    return holder
  }

  let inForce = hold(() => true)
  const watched = watchFolder<Holder>({
    folder,
    // It is written last, and names the hash of every other file.
    files: [MANIFEST_FILE],
    first: inForce,
    read: async () => {
      const next: Holder = hold(() => inForce === next)
      const refusal = await next.thread.start()
      if (refusal === undefined) return next
      next.retire()
      throw new IndexError(refusal)
    },
    onTaken: (next) => {
      const before = inForce
      inForce = next
      before.retire()
      log.info({ passages: next.passages() }, 'the knowledge changed and is in force')
    },
    onRefused: (error) => {
      problem = error instanceof IndexError ? error.message : 'a fault of ours'
      log.error(
        error instanceof IndexError ? { problem } : describeFault(error),
        'the knowledge changed and was refused: the old one stays',
      )
    },
    clock,
  })

  return {
    hasRoom: () => inForce.thread.state().kind === 'ready' && inForce.thread.hasRoom(),
    suggest: (situation, { most, language, least }) =>
      inForce.ask({
        kind: 'suggest',
        situation: { ...situation, replies: [...situation.replies], lookUps: [...situation.lookUps] },
        most,
        language,
        least,
      }),
    search: (query, { most, language }) => inForce.ask({ kind: 'search', query, most, language }),
    find: async (key) => (await inForce.ask({ kind: 'find', key }))[0],
    start: () => inForce.thread.start(),
    state: () => {
      const since = watched.refusedSince()
      return {
        thread: inForce.thread.state(),
        passages: inForce.passages(),
        refused: since === undefined ? undefined : { since, problem },
      }
    },
    stop: async () => {
      watched.close()
      await Promise.all([...holders].map(({ thread }) => thread.stop()))
    },
  }
}
