/** Conversations over a store that answers after as many turns as one likes, with widgets that are no more than what they saw. */

import { type Conversations, createConversations } from '../../bff/conversations/conversations.ts'
import { systemClock } from '../../bff/deadline.ts'
import type { Push } from '../../bff/ports/push.ts'
import type { ConversationStore } from '../../bff/ports/store.ts'
import { createMemoryStore } from '../../bff/store/memory/store.ts'
import { covers } from '../../shared/domain/conversation/access.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import { skillOf } from '../../shared/domain/conversation/skill.ts'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { TokenClaims } from '../../shared/wire/token.ts'
import { createAloneStatus } from './alone-status.ts'
import { slow } from './slow-store.ts'

interface SeenText {
  readonly text: string
  readonly conversationId: string
}

export interface StandInWidget {
  readonly claims: TokenClaims
  readonly alias: string
  readonly seen: SeenText[]
}

export interface RoomOfWidgets {
  readonly conversations: Conversations
  readonly store: ConversationStore
  /** Asks to follow `alias`, as the push side does; joins anew, after a turn, each time it is sent away. */
  join(claims: TokenClaims, alias: string): Promise<StandInWidget>
  /** Resolves when nobody is on the way back any more. */
  settled(): Promise<void>
}

const someTurns =
  (turns: () => number): (() => Promise<void>) =>
  async () => {
    for (let left = turns(); left > 0; left -= 1) await Promise.resolve()
  }

/** @param turns how many turns of the loop the next answer of the store takes */
export const openRoomOfWidgets = (turns: () => number): RoomOfWidgets => {
  let ids = 0
  const newId = (): string => `id-${ids++}`
  return openRoomOver(createMemoryStore({ newId, clock: systemClock }).conversations, newId, someTurns(turns))
}

/** @param pause awaited before and after each call of the store */
export const openRoomOver = (
  plain: ConversationStore,
  newId: () => string,
  pause: () => Promise<unknown>,
): RoomOfWidgets => {
  const store = slow(plain, pause)
  const rooms = new Map<string, Set<StandInWidget>>()
  const returning = new Set<Promise<unknown>>()

  const see = ({ seen }: StandInWidget, envelope: AssistEnvelope): void => {
    const { conversationId } = envelope
    if (envelope.type === 'transcript') seen.push({ conversationId, text: envelope.data.text })
  }
  const sendAway = (room: string, access: Parameters<typeof covers>[1] | undefined): void => {
    for (const widget of rooms.get(room) ?? []) {
      if (access !== undefined && covers(widget.claims, access)) continue
      rooms.get(room)?.delete(widget)
      const back: Promise<unknown> = enter(widget).finally(() => returning.delete(back))
      returning.add(back)
    }
  }
  const open = (room: string): Set<StandInWidget> => {
    const widgets = new Set<StandInWidget>()
    rooms.set(room, widgets)
    store.follow(room, (notice) => {
      if (notice.kind === 'rejoin') sendAway(room, notice.access)
      else for (const widget of widgets) see(widget, notice.envelope)
    })
    return widgets
  }
  const push: Push = {
    followed: () => [...rooms].filter(([, widgets]) => widgets.size > 0).map(([room]) => room),
  }
  const conversations = createConversations({
    store,
    push,
    status: createAloneStatus(),
    clock: systemClock,
    metrics: { conversationDropped: () => undefined, eventPublished: () => undefined },
    newId,
  })

  const enter = async (widget: StandInWidget): Promise<void> => {
    const { claims, alias } = widget
    const isCovered = (record: ConversationRecord | undefined): boolean =>
      covers(claims, {
        aliases: [alias, ...(record?.aliases ?? [])],
        agentId: record?.agentId,
        skill: record === undefined ? undefined : skillOf(record.snapshot),
      })
    await conversations.join({
      alias,
      mayCreate: isCovered(undefined),
      admits: isCovered,
      admitted: ({ conversationId, snapshot }) => {
        for (const { data } of snapshot.transcript) widget.seen.push({ conversationId, text: data.text })
        const widgets = rooms.get(conversationId) ?? open(conversationId)
        widgets.add(widget)
      },
    })
  }

  return {
    conversations,
    store,
    join: async (claims, alias) => {
      const widget: StandInWidget = { claims, alias, seen: [] }
      await enter(widget)
      return widget
    },
    settled: async () => {
      while (returning.size > 0) await Promise.all(returning)
    },
  }
}
