/** Which conversation an id leads to: by its kind where that is known, by precedence where it is bare. */
import { ID_KINDS, type IdKind, type KindedId } from '../../../shared/domain/conversation/conversation-ids.ts'

export interface IdIndex {
  ownerOf(id: KindedId): string | undefined
  /** The kind that says most first, names last. */
  leadsTo(bareId: string): string | undefined
  assign(id: KindedId, conversationId: string): void
  /** A conversation has this name. */
  name(conversationId: string): void
  /** These ids lead nowhere any more, and neither does the name, where one is given. */
  forget(conversationId: string | undefined, ids: readonly KindedId[]): void
}

export const createIdIndex = (): IdIndex => {
  const owners: Readonly<Record<IdKind, Map<string, string>>> = {
    conversation: new Map(),
    contact: new Map(),
    session: new Map(),
    interaction: new Map(),
  }
  const names = new Set<string>()
  return {
    ownerOf: ({ kind, id }) => owners[kind].get(id),
    leadsTo: (bareId) => {
      const kind = ID_KINDS.find((each) => owners[each].has(bareId))
      if (kind !== undefined) return owners[kind].get(bareId)
      return names.has(bareId) ? bareId : undefined
    },
    assign: ({ kind, id }, conversationId) => {
      owners[kind].set(id, conversationId)
    },
    name: (conversationId) => {
      names.add(conversationId)
    },
    forget: (conversationId, ids) => {
      for (const { kind, id } of ids) owners[kind].delete(id)
      if (conversationId !== undefined) names.delete(conversationId)
    },
  }
}
