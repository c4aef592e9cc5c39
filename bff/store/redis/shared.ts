/** Small texts that all processes share. Told by messages, and read again where one may have been missed. */
import * as z from 'zod/mini'
import type { Following, SharedStore } from '../../ports/store.ts'
import type { RedisLink } from './link.ts'
import { PREFIX, READ_SHARED, TELL_SHARED } from './scripts.ts'

/** The last message may be the one that is lost. */
const LOOK_EVERY_MS = 10_000
/** What nobody tells again was told by processes that are no more. */
const KEEP_SECONDS = 600

const kept = z.union([z.string(), z.null()])

export interface RedisShared extends SharedStore {
  close(): void
}

export const createRedisShared = (link: RedisLink): RedisShared => {
  const looks = new Set<() => Promise<void>>()
  const lookAll = (): void => {
    // What cannot be read now is read at the next look.
    for (const look of looks) void look().catch(() => undefined)
  }
  const timer = setInterval(lookAll, LOOK_EVERY_MS)
  timer.unref()
  link.onMissed(lookAll)

  return {
    tell: async (name, text) => {
      await link.run(TELL_SHARED, name, text, String(KEEP_SECONDS))
    },
    follow: (name, listener): Following => {
      let last: string | undefined
      const hear = (text: string): void => {
        if (text === last) return
        last = text
        listener(text)
      }
      const look = async (): Promise<void> => {
        const before = last
        const text = kept.parse(await link.run(READ_SHARED, name))
        // What came by a message meanwhile is newer.
        if (text !== null && last === before) hear(text)
      }
      const channel = `${PREFIX}s:${name}`
      looks.add(look)
      void link
        .subscribe(channel, hear)
        .then(look)
        .catch(() => undefined)
      return {
        stop: () => {
          looks.delete(look)
          link.unsubscribe(channel, hear)
        },
      }
    },
    close: () => clearInterval(timer),
  }
}
