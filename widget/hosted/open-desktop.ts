/** The adapters by their names, each fetched once its desktop is named. */
import type { DesktopName } from '../../shared/wire/desktops.ts'
import type { OpenDesktop } from '../desktops/port.ts'

const ADAPTERS: Readonly<Record<DesktopName, () => Promise<{ readonly openDesktop: OpenDesktop }>>> = {
  generic: () => import('../desktops/generic.ts'),
  cxone: () => import('../desktops/cxone.ts'),
  cognigy: () => import('../desktops/cognigy.ts'),
  chatwoot: () => import('../desktops/chatwoot.ts'),
}

/** Rejects where it cannot be fetched. */
export const loadDesktop = async (name: DesktopName): Promise<OpenDesktop> => (await ADAPTERS[name]()).openDesktop
