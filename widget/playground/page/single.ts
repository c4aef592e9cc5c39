/** One state, alone and as large as the window: to be looked at closely, framed, or compared with a picture. */
import { readSettings, type Settings, WIDTHS } from '../settings.ts'
import { STATES } from '../states.ts'
import { dress, dressPage } from './dress.ts'
import { play, stageOf } from './play.ts'

const show = async (root: HTMLElement): Promise<void> => {
  const query = new URLSearchParams(location.search)
  const state = STATES.find(({ id }) => id === query.get('state'))
  delete root.dataset['shown']
  if (state === undefined) {
    root.textContent = `There is no state “${query.get('state')}”.`
    return
  }
  const settings: Settings = readSettings(query)
  document.title = state.title
  dressPage(settings)
  const stage = stageOf(state)
  dress(stage.element, settings)
  const hasWidth = query.has('width') && settings.width <= WIDTHS.most
  root.style.inlineSize = hasWidth ? `${settings.width}px` : ''
  root.dir = stage.element.dir
  root.replaceChildren(stage.element)
  await play(state, stage)
  root.dataset['shown'] = location.search
}

/** Follows the address: whoever changes it without loading, by the history, sees the other state at once. */
export const showSingle = async (root: HTMLElement): Promise<void> => {
  document.documentElement.dataset['view'] = 'single'
  window.addEventListener('popstate', () => show(root))
  await show(root)
}
