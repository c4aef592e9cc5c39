/** Several stores on one Redis, as so many processes have them. */
import { randomInt, randomUUID } from 'node:crypto'
import { systemClock } from '../../bff/deadline.ts'
import type { Store } from '../../bff/ports/store.ts'
import { openRedisStore } from '../../bff/store/redis/open.ts'
import type { AssistEvent } from '../../shared/wire/assist.ts'

export const openStores = (url: string, count: number): readonly Store[] =>
  Array.from({ length: count }, () =>
    openRedisStore({ address: { kind: 'server', url }, newId: randomUUID, clock: systemClock }),
  )

/** At random: with turns, whoever writes and whoever reads would always be the same process. */
export const oneOf = <T>(all: readonly T[]): T => {
  const one = all[randomInt(all.length)]
  if (one === undefined) throw new Error('there is none')
  return one
}

export const line = (text: string): AssistEvent => ({
  type: 'transcript',
  data: { utteranceId: `u ${text}`, speaker: 'customer', text },
})

export const say = (store: Store, conversationId: string, text: string): Promise<number> =>
  store.conversations.change({ conversationId }, ({ snapshot }) => ({
    value: snapshot.seq + 1,
    change: { events: [line(text)] },
  }))

export interface Seen {
  readonly seqs: readonly number[]
  readonly texts: readonly string[]
  /** How often everybody was sent to join anew. */
  readonly rejoins: number
}

/** Follows as a widget does that joins: from a visit on. */
export const followAll = async (store: Store, conversationId: string): Promise<() => Seen> => {
  const seqs: number[] = []
  const texts: string[] = []
  let rejoins = 0
  await store.conversations.visit(conversationId, (record) => {
    for (const { seq } of record?.replayable ?? []) seqs.push(seq)
    for (const { data } of record?.snapshot.transcript ?? []) texts.push(data.text)
    store.conversations.follow(conversationId, (notice) => {
      if (notice.kind === 'rejoin') rejoins += 1
      else {
        seqs.push(notice.envelope.seq)
        if (notice.envelope.type === 'transcript') texts.push(notice.envelope.data.text)
      }
    })
  })
  return () => ({ seqs, texts, rejoins })
}
