/** What one process at a time may do: held by a lease that is renewed, and lost at once where its holder is not there any more. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import type { Held, LeaseStore } from '../../ports/store.ts'
import type { RedisLink } from './link.ts'
import { HOLD, LEAVE, PREFIX } from './scripts.ts'

/** A process that is stopped, and so keeps its connections, loses the lease after so long. */
const LEASE_MS = 5000
/** As often as others look whether the holder is there: it is gone when it is absent twice in a row. */
const LOOK_EVERY_MS = 150
const RENEW_EVERY_MS = 1000

const answered = z.tuple([z.enum(['held', 'taken', 'absent']), z.string()])

export interface RedisLeases extends LeaseStore {
  /** Gives up all that is held. */
  close(): Promise<void>
}

export const createRedisLeases = (link: RedisLink): RedisLeases => {
  const ignored = (): void => undefined
  const all = new Set<Held>()

  const hold: LeaseStore['hold'] = (name, told) => {
    const own = randomUUID()
    /** That somebody listens there is how others see that the holder is there. */
    const presence = `${PREFIX}p:${own}`
    let fence: number | undefined
    /** By this process' own clock, from before the request was sent: others never have it before that. */
    let until = 0
    let absent = ''
    let isReleased = false
    let timer: NodeJS.Timeout | undefined

    const lose = (): void => {
      if (fence === undefined) return
      fence = undefined
      told.onLost()
    }
    const expire = setInterval(() => {
      if (fence !== undefined && performance.now() > until) lose()
    }, LOOK_EVERY_MS)
    expire.unref()

    const attempt = async (): Promise<void> => {
      const since = performance.now()
      const [state, value] = answered.parse(await link.run(HOLD, name, own, String(LEASE_MS), absent))
      absent = state === 'absent' ? value : ''
      if (state !== 'held') return lose()
      if (isReleased) return
      const won = Number(value)
      // Asked too long ago: it may be another's by now.
      if (performance.now() - since > LEASE_MS) return
      until = since + LEASE_MS
      if (fence === won) return
      lose()
      fence = won
      told.onHeld(won)
    }
    let inFlight: Promise<void> | undefined
    const round = async (): Promise<void> => {
      timer = undefined
      inFlight = attempt().catch(() => undefined)
      await inFlight
      inFlight = undefined
      if (!isReleased)
        timer = setTimeout(() => void round(), fence === undefined ? LOOK_EVERY_MS : RENEW_EVERY_MS).unref()
    }
    const called = (): void => {
      if (isReleased || fence !== undefined || timer === undefined) return
      clearTimeout(timer)
      void round()
    }
    void link.subscribe(`${PREFIX}free:${name}`, called).catch(() => undefined)
    // Without being present it would be taken away again at once.
    void link
      .subscribe(presence, ignored)
      .then(() => (isReleased ? undefined : round()))
      .catch(() => undefined)

    const held: Held = {
      release: async () => {
        if (isReleased) return
        isReleased = true
        all.delete(held)
        clearTimeout(timer)
        clearInterval(expire)
        link.unsubscribe(`${PREFIX}free:${name}`, called)
        lose()
        await inFlight
        await link.run(LEAVE, name, own).catch(() => undefined)
        link.unsubscribe(presence, ignored)
      },
    }
    all.add(held)
    return held
  }

  return {
    hold,
    close: async () => {
      await Promise.all([...all].map((held) => held.release()))
    },
  }
}
