/** Conversations and the ids that lead to them, as far as they are held; the rest is read when somebody asks for it. */
import * as z from 'zod/mini'
import { ID_KINDS, type IdKind, type KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { KnownConversations } from '../../../shared/domain/conversation/link.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { bytesOfRecord } from '../weigh-record.ts'
import { Cells } from './cells.ts'
import type { Engine } from './engine.ts'
import { type LeadsRow, leadsOf, leadsRow, readsOf, readsOfLeads, recordOf } from './record-rows.ts'
import type { Rows, Step } from './thread-messages.ts'

/** Where a bare id leads to. */
export interface Leads {
  readonly owners: Readonly<Partial<Record<IdKind, string>>>
  /** There is a conversation of this name. */
  readonly isName: boolean
}

/**
 * Something is to be read first; whoever was deciding begins again then. `record`: the conversation of this name; `lead`: where
 * an id leads to, and most likely what is called so; `leads`: where ids lead to, whose conversation is held.
 */
class NotHeld extends Error {
  readonly piece: 'record' | 'lead' | 'leads'
  readonly keys: readonly string[]

  constructor(piece: NotHeld['piece'], keys: readonly string[]) {
    super('not held')
    this.piece = piece
    this.keys = keys
  }
}

export interface KnowledgeBounds {
  readonly conversations: number
  readonly bytes: number
  readonly ids: number
}

type OwnerRow = Pick<LeadsRow, 'kind' | 'conversation'>
const ownerRow: z.ZodMiniType<OwnerRow> = z.pick(leadsRow, { kind: true, conversation: true })

/** `lasting`: what is on the disk. `decided`: what will be, or nothing of it. */
export type View = 'lasting' | 'decided'

export class Knowledge {
  readonly records: Cells<ConversationRecord | undefined>
  readonly ids: Cells<Leads>
  readonly #engine: Pick<Engine, 'read'>
  readonly #replayable: number
  /** What was read before all was forgotten is not what is true after. */
  #generation = 0
  readonly #reading = new Map<string, Promise<void>>()
  /** Ids that are read before anybody decides by them. */
  readonly #holding = new Map<string, Promise<void>>()

  constructor(engine: Pick<Engine, 'read'>, bounds: KnowledgeBounds, replayable: number) {
    this.#engine = engine
    this.#replayable = replayable
    this.records = new Cells<ConversationRecord | undefined>({
      count: bounds.conversations,
      bytes: { most: bounds.bytes, of: (record) => (record === undefined ? 1 : bytesOfRecord(record)) },
      goesSoon: (record) => record === undefined || hasEnded(record.snapshot),
    })
    this.ids = new Cells<Leads>({ count: bounds.ids })
  }

  /** Runs `look` as often as something has to be read for it first, so it must have no effect until it has all. */
  async holding<T>(look: () => T): Promise<T> {
    for (;;) {
      try {
        return look()
      } catch (error) {
        if (!(error instanceof NotHeld)) throw error
        await this.#read(error)
      }
    }
  }

  known(view: View): KnownConversations {
    return {
      named: (conversationId) => this.named(view, conversationId),
      ownerOf: (id) => this.ownerOf(view, id),
    }
  }

  named(view: View, conversationId: string): ConversationRecord | undefined {
    const cell = this.records.get(conversationId)
    if (cell === undefined) throw new NotHeld('record', [conversationId])
    return cell[view]
  }

  ownerOf(view: View, { kind, id }: KindedId): ConversationRecord | undefined {
    return this.#record(view, this.leads(view, id).owners[kind])
  }

  leads(view: View, bareId: string): Leads {
    const cell = this.ids.get(bareId)
    if (cell === undefined) throw new NotHeld('lead', [bareId])
    return cell[view]
  }

  leadOf(view: View, bareId: string): ConversationRecord | undefined {
    return this.#record(view, leadOf(this.leads(view, bareId), bareId))
  }

  /** With the bare ids that lead to it: they change with other conversations. */
  seen(view: View, record: ConversationRecord): ConversationRecord {
    const { conversationId, ids } = record
    const own = new Set([...ids.map(({ id }) => id), conversationId])
    const missing = this.#missing(own)
    if (missing.length > 0) throw new NotHeld('leads', missing)
    const aliases = [...own].filter((id) => leadOf(this.leads(view, id), id) === conversationId)
    return { ...record, aliases: Object.freeze(aliases) }
  }

  forget(): void {
    this.#generation += 1
    this.records.clear()
    this.ids.clear()
  }

  #record(view: View, conversationId: string | undefined): ConversationRecord | undefined {
    return conversationId === undefined ? undefined : this.named(view, conversationId)
  }

  #missing(bareIds: Iterable<string>): readonly string[] {
    return [...new Set(bareIds)].filter((id) => this.ids.get(id) === undefined)
  }

  /**
   * Reads what is asked for by these ids in one go, where it is not held: each by itself would be a way of its own. Whoever asks
   * for what is being read waits for that.
   */
  async hold(bareIds: readonly string[]): Promise<void> {
    this.expect(bareIds).catch(() => undefined)
    await Promise.all(this.#missing(bareIds).map((id) => this.#holding.get(id)))
  }

  /** As {@link hold}, and on the same way asks for something else, whose rows are all that is waited for. */
  async expect(bareIds: readonly string[], besides: readonly Step[] = []): Promise<readonly Rows[]> {
    const unasked = this.#missing(bareIds).filter((id) => !this.#holding.has(id))
    if (unasked.length + besides.length === 0) return []
    const generation = this.#generation
    const rows = this.#engine.read([...besides, ...stepsToHold(unasked, unasked)])
    const held = rows
      .then((all) => this.#fill(generation, unasked, unasked, all.slice(besides.length)))
      .finally(() => {
        for (const id of unasked) this.#holding.delete(id)
      })
    for (const id of unasked) this.#holding.set(id, held)
    // Where it cannot be read, whoever asks for it finds that out.
    held.catch(() => undefined)
    return (await rows).slice(0, besides.length)
  }

  /** Whoever asks for what is being read already waits for that. */
  #read({ piece, keys }: NotHeld): Promise<void> {
    const name = JSON.stringify([piece, keys])
    const under = this.#reading.get(name)
    if (under !== undefined) return under
    const begun = this.#readLeads(piece === 'record' ? [] : keys, piece === 'leads' ? [] : keys)
    const told = begun.finally(() => this.#reading.delete(name))
    this.#reading.set(name, told)
    return told
  }

  /** Where `ids` lead to, and the conversations of these names with all that leads to them. */
  async #readLeads(ids: readonly string[], names: readonly string[]): Promise<void> {
    const generation = this.#generation
    this.#fill(generation, ids, names, await this.#engine.read(stepsToHold(ids, names)))
  }

  #fill(generation: number, ids: readonly string[], names: readonly string[], read: readonly Rows[]): void {
    if (generation !== this.#generation) return
    const rows = [...read]
    for (const id of ids) {
      const [owners = [], named = []] = rows.splice(0, readsOfLeads(id).length)
      const read = owners.map((row) => ownerRow.parse(row))
      this.#fillLeads(id, read, named.length > 0)
    }
    for (const name of names) this.#fillRecord(name, rows.splice(0, readsOf(name).length))
  }

  #fillLeads(id: string, owners: readonly OwnerRow[], isName: boolean): void {
    this.ids.fill(id, { owners: Object.fromEntries(owners.map((row) => [row.kind, row.conversation])), isName })
  }

  #fillRecord(conversationId: string, rows: readonly Rows[]): void {
    this.records.fill(conversationId, recordOf(conversationId, rows, this.#replayable))
    const owners = leadsOf(rows)
    for (const { id, isName } of owners) {
      const own = owners.filter((row) => row.id === id)
      this.#fillLeads(id, own, isName === 1)
    }
  }
}

const stepsToHold = (ids: readonly string[], names: readonly string[]): readonly Step[] => [
  ...ids.flatMap(readsOfLeads),
  ...names.flatMap(readsOf),
]

/** The kind that says most first, names last. */
const leadOf = ({ owners, isName }: Leads, bareId: string): string | undefined => {
  const kind = ID_KINDS.find((each) => owners[each] !== undefined)
  if (kind !== undefined) return owners[kind]
  return isName ? bareId : undefined
}
