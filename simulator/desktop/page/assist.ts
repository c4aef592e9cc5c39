/** The assist panel, embedded as any integrator would: a module from the BFF's origin, an element, its events. */
import type { CxAssist } from '../../../widget/cx-assist.ts'
import type { StatusDetail } from '../../../widget/events.ts'
import type { DesktopSession } from '../wire.ts'

export interface AssistHost {
  insert(text: string, conversation: string | null): void
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

export const embedAssist = (host: AssistHost): Assist => {
  const element = document.createElement('cx-assist')
  let loadedFrom: string | undefined

  element.addEventListener('cx-assist-insert', (event) => host.insert(event.detail.text, element.conversation))
  element.addEventListener('cx-assist-copy', (event) => {
    navigator.clipboard?.writeText(event.detail.text).catch(() => undefined)
  })
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
