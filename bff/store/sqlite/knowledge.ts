/** Conversations and the ids that lead to them, as far as they are held; the rest is read when somebody asks for it. */
import * as z from 'zod/mini'
import { ID_KINDS, type IdKind, type KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { KnownConversations } from '../../../shared/domain/conversation/link.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { frozen } from '../memory/frozen.ts'
import { bytesOfRecord } from '../weigh-record.ts'
import { Cells } from './cells.ts'
import type { Engine } from './engine.ts'
import { readsOf, recordOf } from './record-rows.ts'
import type { Rows, Step } from './thread-messages.ts'

/** Where a bare id leads to. */
export interface Leads {
  readonly owners: Readonly<Partial<Record<IdKind, string>>>
  /** There is a conversation of this name. */
  readonly isName: boolean
}

/** Something is to be read first; whoever was deciding begins again then. */
class NotHeld extends Error {
  readonly piece: 'record' | 'id'
  readonly key: string

  constructor(piece: NotHeld['piece'], key: string) {
    super('not held')
    this.piece = piece
    this.key = key
  }
}

export interface KnowledgeBounds {
  readonly conversations: number
  readonly bytes: number
  readonly ids: number
}

const ownerRow = z.object({ kind: z.enum(ID_KINDS), conversation: z.string() })

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
    if (cell === undefined) throw new NotHeld('record', conversationId)
    return cell[view]
  }

  ownerOf(view: View, { kind, id }: KindedId): ConversationRecord | undefined {
    return this.#record(view, this.leads(view, id).owners[kind])
  }

  leads(view: View, bareId: string): Leads {
    const cell = this.ids.get(bareId)
    if (cell === undefined) throw new NotHeld('id', bareId)
    return cell[view]
  }

  leadOf(view: View, bareId: string): ConversationRecord | undefined {
    return this.#record(view, leadOf(this.leads(view, bareId), bareId))
  }

  /** With the bare ids that lead to it: they change with other conversations. */
  seen(view: View, record: ConversationRecord): ConversationRecord {
    const { conversationId, ids } = record
    const own = new Set([...ids.map(({ id }) => id), conversationId])
    const aliases = [...own].filter((id) => leadOf(this.leads(view, id), id) === conversationId)
    return Object.freeze({ ...record, aliases: Object.freeze(aliases) })
  }

  forget(): void {
    this.#generation += 1
    this.records.clear()
    this.ids.clear()
  }

  #record(view: View, conversationId: string | undefined): ConversationRecord | undefined {
    return conversationId === undefined ? undefined : this.named(view, conversationId)
  }

  /** Reads what is asked for by these ids in one go, where it is not held: each by itself would be a way of its own. */
  async hold(bareIds: readonly string[]): Promise<void> {
    const missing = [...new Set(bareIds)].filter((id) => this.ids.get(id) === undefined)
    if (missing.length > 0) await this.#readIds(missing)
  }

  /** Whoever asks for what is being read already waits for that. */
  #read(missing: NotHeld): Promise<void> {
    const name = `${missing.piece} ${missing.key}`
    const under = this.#reading.get(name)
    if (under !== undefined) return under
    const begun = this.#readFirst(missing).finally(() => this.#reading.delete(name))
    this.#reading.set(name, begun)
    return begun
  }

  async #readFirst({ piece, key }: NotHeld): Promise<void> {
    if (piece === 'id') {
      await this.#readIds([key])
      return
    }
    const generation = this.#generation
    const rows = await this.#engine.read(readsOf(key))
    if (generation === this.#generation) this.#fillRecord(key, rows)
  }

  async #readIds(keys: readonly string[]): Promise<void> {
    const generation = this.#generation
    // Whoever asks by an id mostly wants what is called so.
    const reads = keys.flatMap((key): Step[] => [['owners', [key]], ['named', [key]], ...readsOf(key)])
    const rows = await this.#engine.read(reads)
    if (generation !== this.#generation) return
    const width = reads.length / keys.length
    for (const [at, key] of keys.entries()) {
      const [owners = [], named = [], ...record] = rows.slice(at * width, (at + 1) * width)
      const pairs = owners.map((row) => ownerRow.parse(row)).map((row) => [row.kind, row.conversation] as const)
      this.ids.fill(key, { owners: Object.fromEntries(pairs), isName: named.length > 0 })
      this.#fillRecord(key, record)
    }
  }

  #fillRecord(conversationId: string, rows: readonly Rows[]): void {
    const record = recordOf(conversationId, rows, this.#replayable)
    this.records.fill(conversationId, record === undefined ? undefined : frozen(record))
  }
}

/** The kind that says most first, names last. */
const leadOf = ({ owners, isName }: Leads, bareId: string): string | undefined => {
  const kind = ID_KINDS.find((each) => owners[each] !== undefined)
  if (kind !== undefined) return owners[kind]
  return isName ? bareId : undefined
}
