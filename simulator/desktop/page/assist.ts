/** The assist panel, embedded as any integrator would: a module from the BFF's origin, an element, its events. */
import type { CxAssist } from '../../../widget/cx-assist.ts'
import type { InsertDetail, StatusDetail } from '../../../widget/events.ts'
import type { DesktopSession } from '../wire.ts'

export interface AssistHost {
  /** A suggestion is about to be put into the reply. */
  inserting(detail: InsertDetail): void
  renewToken(): void
  status(detail: StatusDetail): void
  /** The module could not be loaded. */
  unavailable(): void
}

export interface Assist {
  readonly element: CxAssist
  signIn(session: DesktopSession): void
}

const RELOAD_MS = 5_000
const REPLY = '.composer textarea'

export const embedAssist = (host: AssistHost): Assist => {
  const element = document.createElement('cx-assist')
  let loadedFrom: string | undefined

  // The panel writes in it by itself, and only while it is the reply to the conversation that the panel shows.
  element.composer = REPLY
  element.addEventListener('cx-assist-insert', (event) => host.inserting(event.detail))
  element.addEventListener('cx-assist-status', (event) => host.status(event.detail))
  element.addEventListener('cx-assist-error', (event) => {
    if (event.detail.code === 'unauthorized') host.renewToken()
  })

  const load = (bffUrl: string): void => {
    const script = document.createElement('script')
    script.type = 'module'
    script.crossOrigin = 'anonymous'
    script.src = `${bffUrl}/widget/cx-assist.js`
    script.onerror = () => {
      script.remove()
      host.unavailable()
      setTimeout(() => load(bffUrl), RELOAD_MS)
    }
    document.head.append(script)
  }

  return {
    element,
    signIn: ({ bffUrl, token }) => {
      if (loadedFrom === undefined) load(bffUrl)
      loadedFrom = bffUrl
      element.bff = bffUrl
      element.token = token
    },
  }
}
