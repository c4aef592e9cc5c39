/** Fetches what the board is shown with, once it is in a page. */
import { once } from '../../i18n/once.ts'

export type ViewModule = typeof import('./board-view.ts')

/** For all boards of the page. Rejects where it cannot be fetched; the next to ask tries anew. */
export const loadView: () => Promise<ViewModule> = once(() => import('./board-view.ts'))
