import { once } from '../i18n/once.ts'

export type Workplace = typeof import('./workplace.ts')

/** For all elements of the page. */
export const loadWorkplace: () => Promise<Workplace> = once(() => import('./workplace.ts'))
