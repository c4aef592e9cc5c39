import { once } from '../once.ts'

export type PanelView = typeof import('./panel.ts')

/** For all elements of the page. */
export const loadPanel: () => Promise<PanelView> = once(() => import('./panel.ts'))
