/** How keys are written. Pure. */
import type { KeyMap } from './key-map.ts'

const SIGNS = new Map([
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['-', '\u2212'],
])

/** For people: `Shift + Enter`, `↓`. */
export const keyLabel = (key: string): string =>
  key
    .split(/(?<=.)\+(?=.)/u)
    .map((each) => SIGNS.get(each) ?? each)
    .join(' + ')

/** For `aria-keyshortcuts`: those of one suggestion. */
export const ariaKeys = (keys: KeyMap): string =>
  [keys.insert, keys.replace, keys.copy, keys.edit, keys.dismiss, keys.undo, keys.helpful, keys.unhelpful, keys.menu]
    .filter((key) => key !== '')
    .map((key) => (key === '+' ? 'Plus' : key))
    .join(' ')
