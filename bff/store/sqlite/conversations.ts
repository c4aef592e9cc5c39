/** Conversations in SQLite: decided here on what is held, shown once they are on the disk. */
import * as z from 'zod/mini'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import {
  type Commit,
  type ConversationNotice,
  type ConversationStore,
  type Decide,
  type Fence,
  type KnownPlace,
  StaleFence,
  type WhyGone,
} from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { Tracing } from '../../ports/tracing.ts'
import { createFollowers } from '../memory/followers.ts'
import { frozen } from '../memory/frozen.ts'
import { noMentions } from '../memory/mentioned.ts'
import { createWatchers } from '../memory/watchers.ts'
import { idsOf, noticesOf, type PlannedChange, type Planning, planChange, planChangeOf } from '../plan-change.ts'
import { createSqliteBoard } from './board.ts'
import type { Engine } from './engine.ts'
import { Knowledge, type KnowledgeBounds, type Leads } from './knowledge.ts'
import { dropSteps, leftOwnerSteps, recordSteps } from './record-rows.ts'
import type { Step } from './thread-messages.ts'

export interface SqliteBounds extends KnowledgeBounds {
  /** Events of one conversation that can be replayed. */
  readonly replayable: number
}

/** What is held in memory; the disk holds the rest. */
const DEFAULT_BOUNDS: SqliteBounds = {
  conversations: 10_000,
  bytes: 96 * 1024 * 1024,
  ids: 50_000,
  replayable: 200,
}

type Asked = PlannedChange<unknown>['also']

/** What else a change asks to be kept: the steps for it, and what follows when they are done. */
interface Also {
  steps(asked: Asked): readonly Step[]
  isNewest(fence: Fence): boolean
  kept(asked: Asked): void
  /** As above, of duties to sessions whose conversation is erased. */
  stepsToForget(sessionIds: readonly string[]): readonly Step[]
  forgot(sessionIds: readonly string[]): void
}

export interface SqliteConversationsParts {
  readonly engine: Engine
  /** Names a conversation or a history; never the same twice. */
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now'>
  readonly also: Also
  readonly tracing?: Pick<Tracing, 'headers'> | undefined
  readonly bounds?: SqliteBounds | undefined
}

/** All that one change comes to, found out before anything of it is done. */
interface Prepared {
  readonly steps: readonly Step[]
  readonly records: ReadonlyMap<string, ConversationRecord | undefined>
  readonly ids: ReadonlyMap<string, Leads>
  readonly written: readonly {
    readonly commit: Commit
    readonly before: ConversationRecord | undefined
    readonly isRenewed: boolean
  }[]
  readonly removed: readonly string[]
}

const NO_CHANGE: PlannedChange<undefined> = {
  value: undefined,
  written: [],
  removed: [],
  also: { duties: undefined, settles: undefined, withdraws: undefined },
}
const namedRow = z.object({ name: z.string() })

export interface SqliteConversations extends ConversationStore {
  /** Somebody is about to ask for these ids: they are read now, with what is asked for besides. */
  readonly expect: Knowledge['expect']
}

export const createSqliteConversations = (parts: SqliteConversationsParts): SqliteConversations => {
  const { engine, newId, clock, also, tracing, bounds = DEFAULT_BOUNDS } = parts
  const knowledge = new Knowledge(engine, bounds, bounds.replayable)
  engine.onLost(() => knowledge.forget())
  const followers = createFollowers(() => undefined)
  const watchers = createWatchers()
  const committed = new Set<(commit: Commit) => void>()
  const gone = new Set<(conversationId: string, why: WhyGone) => void>()

  const sendAway = (conversationId: string, why: WhyGone): void => {
    followers.tell(conversationId, { kind: 'rejoin' })
    for (const listener of gone) listener(conversationId, why)
  }

  /** What ids lead to elsewhere afterwards. All of them are held by then, so that nothing has to be read half-way. */
  const leadsAfter = (
    befores: ReadonlyMap<string, ConversationRecord | undefined>,
    after: ReadonlyMap<string, ConversationRecord | undefined>,
  ): ReadonlyMap<string, Leads> => {
    const leads = new Map<string, Leads>()
    const now = (id: string): Leads => leads.get(id) ?? knowledge.leads('decided', id)
    const changed = [...after].map(([name, record]) => ({ before: befores.get(name), record }))
    for (const each of changed.flatMap(({ before, record }) => [before ?? [], record ?? []]).flat()) {
      for (const id of [each.conversationId, ...each.ids.map((own) => own.id)]) now(id)
    }
    const renamed = changed.filter(({ before, record }) => before?.ids !== record?.ids)
    for (const { before } of renamed) {
      if (before === undefined) continue
      const { conversationId, ids } = before
      for (const { kind, id } of ids) {
        const { [kind]: owner, ...owners } = now(id).owners
        if (owner === conversationId) leads.set(id, { ...now(id), owners })
      }
      leads.set(conversationId, { ...now(conversationId), isName: false })
    }
    for (const { record } of renamed) {
      if (record === undefined) continue
      const { conversationId, ids } = record
      leads.set(conversationId, { ...now(conversationId), isName: true })
      for (const { kind, id } of ids) {
        leads.set(id, { ...now(id), owners: { ...now(id).owners, [kind]: conversationId } })
      }
    }
    return leads
  }

  const prepare = ({ written, removed, also: asked }: PlannedChange<unknown>): Prepared => {
    const after = new Map<string, ConversationRecord | undefined>(removed.map((name) => [name, undefined]))
    for (const { record } of written) after.set(record.conversationId, record)
    const befores = new Map(
      [...after.keys()].map((name): [string, ConversationRecord | undefined] => [
        name,
        knowledge.named('decided', name),
      ]),
    )
    const ids = leadsAfter(befores, after)
    const steps: Step[] = []
    for (const [name, before] of befores)
      if (before !== undefined) steps.push(...leftOwnerSteps(before, after.get(name)))
    for (const [name, record] of after) {
      steps.push(...(record === undefined ? dropSteps(name) : recordSteps(record, befores.get(name))))
    }
    steps.push(...also.steps(asked))
    return {
      steps,
      ids,
      records: after,
      removed,
      written: written.map(({ record, envelopes, isRenewed }) => ({
        commit: { record, envelopes },
        before: befores.get(record.conversationId),
        isRenewed,
      })),
    }
  }

  /** As followers are told of it: by what is true right after the change, whatever is decided meanwhile. */
  const noticesIn = ({ written }: Prepared): readonly (readonly ConversationNotice[])[] =>
    written.map(({ commit, before, isRenewed }) =>
      noticesOf({ ...commit, isRenewed }, before, knowledge.seen('decided', commit.record), tracing?.headers()),
    )

  const commit = (prepared: Prepared, onKept: () => void, why: WhyGone = 'merged'): Promise<void> => {
    const { steps, records, ids, written, removed } = prepared
    for (const [id, leads] of ids) knowledge.ids.decide(id, leads)
    for (const [name, record] of records) knowledge.records.decide(name, record)
    const notices = noticesIn(prepared)
    return new Promise((resolve, reject) => {
      const kept = (): void => {
        for (const [id, leads] of ids) knowledge.ids.last(id, leads)
        for (const [name, record] of records) knowledge.records.last(name, record)
        onKept()
        for (const name of removed) sendAway(name, why)
        if (records.size > 0) watchers.tell([...records.keys()])
        for (const [at, each] of written.entries()) {
          for (const notice of notices[at] ?? []) followers.tell(each.commit.record.conversationId, notice)
          for (const listener of committed) listener(each.commit)
        }
        resolve()
      }
      engine.commit(steps, { kept, lost: reject })
    })
  }

  /** @param names given so far to what this change makes: they stay where it is planned anew */
  const planning = (names: string[]): Planning => {
    let at = 0
    const newName = (): string => {
      const name = names[at] ?? newId()
      names[at] = name
      at += 1
      return name
    }
    return {
      known: knowledge.known('decided'),
      seen: (record) => knowledge.seen('decided', record),
      now: clock.now(),
      newId: newName,
      newEpoch: newId,
      noMentions,
      replayable: bounds.replayable,
    }
  }

  /** Planning, finding out what follows and deciding on it are one turn: nobody decides in between. */
  const change = async <T>(plan: (planning: Planning) => PlannedChange<T>, fence?: Fence): Promise<T> => {
    const names: string[] = []
    const { value, lasting } = await knowledge.holding(() => {
      if (fence !== undefined && !also.isNewest(fence)) throw new StaleFence()
      const planned = plan(planning(names))
      return { value: planned.value, lasting: commit(prepare(planned), () => also.kept(planned.also)) }
    })
    // Also where nothing is to be kept: what it was decided by may not be on the disk yet.
    await lasting
    return value
  }

  const at = (place: KnownPlace): ConversationRecord | undefined =>
    'named' in place ? knowledge.named('decided', place.named) : knowledge.ownerOf('decided', place)
  /** Frozen as it is handed out: most changes are read by nobody, and frozen lists are slow to add to. */
  const seenOrNot = (record: ConversationRecord | undefined): ConversationRecord | undefined =>
    record === undefined ? undefined : frozen(knowledge.seen('lasting', record))
  const find = (bareId: string): Promise<ConversationRecord | undefined> =>
    knowledge.holding(() => seenOrNot(knowledge.leadOf('lasting', bareId)))

  return {
    find,
    findBy: (id) => knowledge.holding(() => seenOrNot(knowledge.ownerOf('lasting', id))),
    change: async (place, decide, fence) => {
      await knowledge.hold('bareId' in place ? [place.bareId] : idsOf(place).map(({ id }) => id))
      return await change((given) => planChange(place, decide, given), fence)
    },
    changeKnown: <T>(place: KnownPlace, decide: Decide<T>, fence?: Fence) =>
      change<T | undefined>((given) => {
        const record = at(place)
        return record === undefined ? NO_CHANGE : planChangeOf(record, decide, given)
      }, fence),
    visit: (bareId, look) =>
      knowledge.holding(() => {
        const record = seenOrNot(knowledge.leadOf('lasting', bareId))
        return look(record)
      }),
    follow: followers.follow,
    expect: (bareIds, besides) => knowledge.expect(bareIds, besides),
    silentSince: async (moment, most) => {
      const [rows = []] = await engine.read([['silent', [moment, most]]])
      return rows.map((row) => namedRow.parse(row).name)
    },
    endedBefore: async (moment, most) => {
      const [rows = []] = await engine.read([['ended', [moment, most]]])
      return rows.map((row) => namedRow.parse(row).name)
    },
    ...createSqliteBoard(engine, knowledge),
    watch: watchers.watch,
    erase: async (bareId, isMeant) => {
      const erasing = await knowledge.holding(() => {
        const record = knowledge.leadOf('decided', bareId)
        if (record === undefined || isMeant?.(knowledge.seen('decided', record)) === false) return undefined
        const { conversationId, ids } = record
        const sessions = ids.flatMap(({ kind, id }) => (kind === 'session' ? [id] : []))
        const prepared = prepare({ ...NO_CHANGE, removed: [conversationId] })
        const lasting = commit(
          { ...prepared, steps: [...prepared.steps, ...also.stepsToForget(sessions)] },
          () => also.forgot(sessions),
          'erased',
        )
        return { lasting }
      })
      if (erasing === undefined) return false
      await erasing.lasting
      await engine.tidy()
      return true
    },
    onCommit: (listener) => {
      committed.add(listener)
    },
    onGone: (listener) => {
      gone.add(listener)
    },
  }
}
