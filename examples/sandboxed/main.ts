/** The page around the sandbox: what the panel inserts comes by `postMessage`, from that frame and its origin alone. */
import { serveComposer } from 'cx-assist/host'

const frame = document.querySelector('iframe')
if (frame !== null) serveComposer({ frame, origin: new URL(frame.src).origin, composer: '#reply' })
