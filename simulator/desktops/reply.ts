/** The reply box of this page, for a panel that writes in it by `cx-assist/host`. */
import { serveComposer } from 'cx-assist/host'

export const serveReply = (frame: HTMLIFrameElement): void => {
  serveComposer({ frame, origin: new URL(frame.src).origin, composer: '.composer textarea' })
}
