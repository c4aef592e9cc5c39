/** A hidden frame of another origin beside the panel's, through which the page lies to the panel. */
import type { PanelFrame } from './frame.ts'

/** This server by its other name: another origin, which is not the desktop's. */
const otherOrigin = (): string => {
  const url = new URL(location.href)
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  return url.origin
}

/** Says something to the panel from there. Resolves once it is said. */
export const lieTo = (panel: PanelFrame, say: unknown): Promise<void> =>
  new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.hidden = true
    frame.title = 'Another page'
    frame.src = `${otherOrigin()}/desktops/liar`
    const hear = ({ source, data }: MessageEvent<unknown>): void => {
      const inside = frame.contentWindow
      if (inside === null || source !== inside || data !== 'liar-ready') return
      const index = [...document.querySelectorAll('iframe')].indexOf(panel.element)
      inside.postMessage({ frame: index, say }, otherOrigin())
      window.removeEventListener('message', hear)
      resolve()
    }
    document.body.append(frame)
    if (frame.contentWindow !== null) panel.knows(frame.contentWindow)
    window.addEventListener('message', hear)
  })
