/**
 * For the page around a panel in a frame: answers it from the page's own reply, and leads to it by a
 * key. Nothing of the panel is loaded with it.
 */
import { FrameKeys } from '../keys/frame-keys.ts'
import { HeldKeys } from '../keys/held-keys.ts'
import { Reach } from '../keys/reach.ts'
import { shortcutOf } from '../keys/shortcut.ts'
import type { Composer, TakeBack } from './composer.ts'
import { fieldComposer } from './field.ts'
import { type OutcomeMessage, type PageMessage, panelMessage } from './post-message-wire.ts'

export interface ServeComposerOptions {
  /** The frame that the panel is in. What any other window sends is not heard. */
  readonly frame: HTMLIFrameElement
  /** Of the page in the frame; `'null'` for a sandbox without `allow-same-origin`. */
  readonly origin: string
  /** A CSS selector of the reply in this page, or something that writes in it. */
  readonly composer: string | Composer
  /** The key that leads from this page to the panel: `F8` by default, empty for none. The panel's own leads back. */
  readonly shortcut?: string
}

/** Taken back is what came in last; what is older has been written over since. */
const MOST_UNDOS = 20

/** Returns what stops it. */
export const serveComposer = ({ frame, origin, composer, shortcut = 'F8' }: ServeComposerOptions): (() => void) => {
  const field = typeof composer === 'string' ? fieldComposer({ near: frame, selector: composer }) : undefined
  const served = typeof composer === 'string' ? field : composer
  const undos = new Map<string, TakeBack>()
  // A sandboxed page has no origin that a message could be addressed to; it goes to this very window all the same.
  const target = origin === 'null' ? '*' : origin

  const reach = new Reach(frame)
  const held = new HeldKeys(frame)
  held.open()
  const isShortcut = shortcutOf(shortcut)

  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || !isShortcut(event)) return
    event.preventDefault()
    reach.go(frame)
    frame.contentWindow?.postMessage({ type: 'cx-assist:reach' } satisfies PageMessage, target)
  }

  const answer = async (data: unknown): Promise<OutcomeMessage | undefined> => {
    const parsed = panelMessage.safeParse(data)
    if (!parsed.success || served === undefined) return undefined
    // It was a key in the panel that asks for this, and it may still be down.
    held.cameFromElsewhere()
    if (parsed.data.type === 'cx-assist:leave') {
      reach.back()
      return undefined
    }
    const { id } = parsed.data
    if (parsed.data.type === 'cx-assist:undo') {
      const { insertion } = parsed.data
      const undo = undos.get(insertion)
      undos.delete(insertion)
      const outcome = (await undo?.()) ?? { outcome: 'refused' as const, reason: 'changed_since' }
      return { type: 'cx-assist:outcome', id, ...outcome }
    }
    const { text, mode, suggestionId, conversation } = parsed.data
    const outcome = await served.insert({ text, mode, suggestionId, conversation, conversationId: conversation })
    if (outcome.outcome === 'refused') return { type: 'cx-assist:outcome', id, ...outcome }
    if (outcome.undo) undos.set(id, outcome.undo)
    for (const oldest of [...undos.keys()].slice(0, -MOST_UNDOS)) undos.delete(oldest)
    const altered = outcome.isAltered ? { isAltered: true } : {}
    return { type: 'cx-assist:outcome', id, outcome: 'inserted', canUndo: outcome.undo !== undefined, ...altered }
  }

  const hear = async ({ source, origin: from, data }: MessageEvent<unknown>): Promise<void> => {
    const inside = frame.contentWindow
    if (inside === null || source !== inside || from !== origin) return
    const said = await answer(data)
    // It may hold another page by now.
    if (said !== undefined && frame.contentWindow === inside) inside.postMessage(said, target)
  }
  window.addEventListener('message', hear)
  window.addEventListener('keydown', pressed)
  const frames = new FrameKeys(pressed)
  frames.open(document)
  return () => {
    held.close()
    window.removeEventListener('keydown', pressed)
    frames.close()
    window.removeEventListener('message', hear)
    field?.close()
  }
}
