import * as z from 'zod/mini'
import type { ShortLivedStore } from '../../ports/store.ts'
import type { RedisLink } from './link.ts'
import { ADD_SHORT_LIVED, PUT_SHORT_LIVED, READ_SHORT_LIVED, TAKE_SHORT_LIVED } from './scripts.ts'

const kept = z.union([z.string(), z.null()])

export const createRedisShortLived = (link: Pick<RedisLink, 'run'>, newId: () => string): ShortLivedStore => ({
  put: async (name, text, seconds) => {
    await link.run(PUT_SHORT_LIVED, name, text, String(seconds))
  },
  add: async (name, text, seconds) =>
    (await link.run(ADD_SHORT_LIVED, name, text, String(seconds), newId())) === 'added',
  read: async (name) => kept.parse(await link.run(READ_SHORT_LIVED, name)) ?? undefined,
  take: async (name) => kept.parse(await link.run(TAKE_SHORT_LIVED, name, newId())) ?? undefined,
})
