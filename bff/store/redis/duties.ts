/** The outbox that all processes share: the newest duty of each lane, and who holds it for how long. */
import * as z from 'zod/mini'
import type { Duty, DutyStore } from '../../ports/store.ts'
import type { Keeper } from './keeper.ts'
import type { RedisLink } from './link.ts'
import { LET_GO, OWED, TAKE } from './scripts.ts'

const texts = z.array(z.string())

export const createRedisDuties = (link: RedisLink, keeper: Keeper): DutyStore => {
  const letGo = async (id: string, how: 'free' | 'done'): Promise<void> => {
    keeper.letGoDuty(id)
    await link.run(LET_GO, id, how)
  }
  return {
    take: async () => {
      const text = await link.run(TAKE, String(keeper.leaseMs))
      if (typeof text !== 'string' || text === '') return undefined
      // Written by a process of the same version, which alone uses this prefix.
      const duty: Duty = JSON.parse(text)
      keeper.holdDuty(duty.id)
      return duty
    },
    owedTo: async (sessionIds) =>
      texts.parse(await link.run(OWED, ...sessionIds)).map((text): Duty => JSON.parse(text)),
    done: (id) => letGo(id, 'done'),
    release: (id) => letGo(id, 'free'),
  }
}
