/** A desktop of the test's own around a real frame, in which an adapter talks with it by real messages. */
import { fixture, html, waitUntil } from '@open-wc/testing'
import type { DesktopName } from '../../../shared/wire/desktops.ts'
import type { Desktop, DesktopContext, DesktopParts, DesktopTrouble } from '../../../widget/desktops/port.ts'

export const OWN_ORIGIN = window.location.origin

export const until = (isSo: () => boolean): Promise<void> =>
  waitUntil(isSo, undefined, { interval: 5, timeout: 15_000 })
/** As long as it takes anything to arrive, where nothing must. */
export const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30))

type Load = (name: DesktopName, parts: Omit<DesktopParts, 'inside'>) => Promise<Desktop>
const isLoad = (value: unknown): value is Load => typeof value === 'function'
type Say = (to: Window, message: unknown) => void
const isSay = (value: unknown): value is Say => typeof value === 'function'

const functionsOf = (frame: HTMLIFrameElement): { readonly load: Load; readonly say: Say } => {
  const inside = frame.contentWindow
  const load: unknown = inside && Reflect.get(inside, 'load')
  const say: unknown = inside && Reflect.get(inside, 'say')
  if (!isLoad(load) || !isSay(say)) throw new Error('the frame did not load')
  return { load, say }
}

const framed = async (search: string): Promise<HTMLIFrameElement> => {
  const place = await fixture(html`<div></div>`)
  const frame = document.createElement('iframe')
  frame.src = `/test/widget/desktops/frame.html${search}`
  place.append(frame)
  await until(() => frame.contentWindow !== null && Reflect.get(frame.contentWindow, 'isReady') === true)
  return frame
}

export interface Around {
  readonly frame: HTMLIFrameElement
  readonly desktop: Desktop
  /** What the adapter said to this window, oldest first. */
  readonly said: unknown[]
  readonly told: DesktopContext[]
  readonly troubles: DesktopTrouble[]
  /** As the desktop around. */
  say(message: unknown): void
  /** As another frame of the same desktop, of the same origin. */
  saySideways(message: unknown): Promise<void>
  stop(): void
}

export const openAround = async (
  name: DesktopName,
  { origins = [OWN_ORIGIN], search = '' }: { readonly origins?: readonly string[]; readonly search?: string } = {},
): Promise<Around> => {
  const said: unknown[] = []
  const told: DesktopContext[] = []
  const troubles: DesktopTrouble[] = []
  const frame = await framed(search)
  const hear = ({ source, data }: MessageEvent): void => {
    if (source === frame.contentWindow) said.push(data)
  }
  window.addEventListener('message', hear)
  const desktop = await functionsOf(frame).load(name, {
    origins,
    version: '1.2.3',
    listener: { told: (context) => told.push(context), troubled: (trouble) => troubles.push(trouble) },
  })
  return {
    frame,
    desktop,
    said,
    told,
    troubles,
    say: (message) => frame.contentWindow?.postMessage(message, OWN_ORIGIN),
    saySideways: async (message) => {
      const sibling = await framed('')
      if (frame.contentWindow !== null) functionsOf(sibling).say(frame.contentWindow, message)
      await delivered()
      sibling.remove()
    },
    stop: () => {
      window.removeEventListener('message', hear)
      desktop.close()
      frame.remove()
    },
  }
}
