/** Fetches the agent's panel, which a supervisor reads a conversation in, once one is opened. */
import { once } from '../../i18n/once.ts'

/** Names `<cx-assist>`, unless the page has one. Rejects where it cannot be fetched; the next to ask tries anew. */
export const loadPanel: () => Promise<unknown> = once(() => import('../../register.ts'))
