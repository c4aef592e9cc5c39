/** The composer of a panel in a frame: the reply is in the page around it, which is asked by `postMessage`. */
import type { Timers } from '../link/link.ts'
import { asRefused, inTime } from './answered.ts'
import { type ClosableComposer, refused, type TakeBack } from './composer.ts'
import { type OutcomeMessage, type PanelMessage, pageMessage } from './post-message-wire.ts'

export interface PostMessageParts {
  /** Of the page around: nothing is sent to another, and nothing from another is heard. */
  readonly origin: string
  readonly timers: Timers
  /** The window that the panel is in. */
  readonly inside: Window
  /** Brings the agent to the panel. */
  reach(): void
}

/** Whatever is no origin of the web, `*` for one, is nobody to talk to. */
const strictOrigin = (origin: string): string | undefined => {
  if (!URL.canParse(origin)) return undefined
  const { protocol, origin: strict } = new URL(origin)
  return /^https?:$/u.test(protocol) ? strict : undefined
}

export const postMessageComposer = ({ origin, timers, inside, reach }: PostMessageParts): ClosableComposer => {
  const strict = strictOrigin(origin)
  const waiting = new Map<string, (message: OutcomeMessage) => void>()
  // Another panel in the same window must not take this one's answers for its own.
  const name = crypto.getRandomValues(new Uint32Array(2)).join('-')
  let asked = 0

  const hear = ({ source, origin: from, data }: MessageEvent<unknown>): void => {
    if (source !== inside.parent || from !== strict) return
    const { data: message } = pageMessage.safeParse(data)
    if (message === undefined) return
    if (message.type === 'cx-assist:reach') {
      inside.focus()
      reach()
      return
    }
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  }
  inside.addEventListener('message', hear)

  const send = (message: PanelMessage, target: string): void => inside.parent.postMessage(message, target)
  const ask = async (id: string, target: string, message: PanelMessage) => {
    const answer = new Promise<OutcomeMessage>((resolve) => waiting.set(id, resolve))
    send(message, target)
    const given = await inTime(answer, timers)
    // What comes too late has nobody to hear it.
    waiting.delete(id)
    return given
  }
  const newId = (): string => {
    asked += 1
    return `${name}-${asked}`
  }

  return {
    insert: async ({ text, mode, suggestionId, conversation }) => {
      if (strict === undefined || inside.parent === inside) return refused('no_composer')
      const id = newId()
      const given = await ask(id, strict, { type: 'cx-assist:insert', id, text, mode, suggestionId, conversation })
      if (given.outcome !== 'inserted') return asRefused(given)
      const altered = given.isAltered ? { isAltered: true } : {}
      if (!given.canUndo) return { outcome: 'inserted', ...altered }
      const undo: TakeBack = async () => {
        const again = newId()
        const back = await ask(again, strict, { type: 'cx-assist:undo', id: again, insertion: id })
        return back.outcome === 'undone' ? { outcome: 'undone' } : asRefused(back)
      }
      return { outcome: 'inserted', undo, ...altered }
    },
    leave: () => {
      if (strict !== undefined && inside.parent !== inside) send({ type: 'cx-assist:leave' }, strict)
    },
    close: () => inside.removeEventListener('message', hear),
  }
}
