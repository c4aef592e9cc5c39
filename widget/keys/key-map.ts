/** Which key does what in the panel. Pure. */

/** What keys do: go among suggestions, act on the current one, or on the conversation. */
export const KEY_ACTS = [
  'next',
  'previous',
  'first',
  'last',
  'insert',
  'replace',
  'copy',
  'edit',
  'dismiss',
  'undo',
  'helpful',
  'unhelpful',
  'menu',
  'source',
  'search',
  'suggest',
  'wrapUp',
  'escalate',
  'hide',
  'keys',
] as const
export type KeyAct = (typeof KEY_ACTS)[number]

/**
 * By act its key, as `C`, `+`, `Enter` or `Shift+Enter`: a character as it is typed, letters large, or a name of
 * `KeyboardEvent.key`. An empty text is no key.
 */
export type KeyMap = Readonly<Record<KeyAct, string>>
export type KeyChanges = Readonly<Partial<Record<KeyAct, string>>>

export const DEFAULT_KEYS: KeyMap = {
  next: 'ArrowDown',
  previous: 'ArrowUp',
  first: 'Home',
  last: 'End',
  insert: 'Enter',
  replace: 'Shift+Enter',
  copy: 'C',
  edit: 'E',
  dismiss: 'X',
  undo: 'Z',
  helpful: '+',
  unhelpful: '-',
  menu: 'M',
  source: 'O',
  search: '/',
  suggest: 'G',
  wrapUp: 'W',
  escalate: '!',
  hide: 'H',
  keys: '?',
}

/** Those that have a name. Tab, Escape and space do in the panel what they do everywhere. */
const NAMES = [
  'Enter',
  ...['Up', 'Down', 'Left', 'Right'].map((way) => `Arrow${way}`),
  ...['Home', 'End', 'PageUp', 'PageDown', 'Insert', 'Delete', 'Backspace'],
  ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
]

/** The same character, whatever width or script a keyboard gives it. */
const plain = (character: string): string => {
  const [same = ''] = character.normalize('NFKC')
  if (same === '\u2212' || same === '\u2013') return '-'
  if (same === '\u061f') return '?'
  const large = same.toLocaleUpperCase('en')
  return large.length === same.length ? large : same
}

const isLetter = (character: string): boolean => /^\p{L}$/u.test(character)

/** Of anything that was meant as a key; `undefined` for what none can be. */
export const asKey = (text: string): string | undefined => {
  const wanted = text.trim()
  if (wanted === '') return ''
  const [, shift, name = ''] = /^(shift\+)?(.+)$/iu.exec(wanted) ?? []
  const isCharacter = [...name].length === 1
  const key = isCharacter ? plain(name) : NAMES.find((each) => each.toLowerCase() === name.toLowerCase())
  if (key === undefined) return undefined
  // How a sign is typed is the keyboard's business.
  const isShifted = shift !== undefined && (!isCharacter || isLetter(key))
  return isShifted ? `Shift+${key}` : key
}

/** What was changed, of whatever a page or a storage gives; what no key can be is left out. */
export const changesOf = (given: unknown): KeyChanges => {
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const changes: Partial<Record<KeyAct, string>> = {}
  for (const [name, text] of entries) {
    const act = KEY_ACTS.find((each) => each === name)
    const key = typeof text === 'string' ? asKey(text) : undefined
    if (act !== undefined && key !== undefined) changes[act] = key
  }
  return changes
}

const actWith = (keys: KeyMap, key: string): KeyAct | undefined =>
  key === '' ? undefined : KEY_ACTS.find((act) => keys[act] === key)

/** The defaults with these changes, a later one before an earlier one: what had the key before has none then. */
export const keyMapOf = (...all: readonly KeyChanges[]): KeyMap => {
  const keys: Record<KeyAct, string> = { ...DEFAULT_KEYS }
  for (const changes of all.map(changesOf)) {
    for (const act of KEY_ACTS) {
      const key = changes[act]
      if (key === undefined) continue
      const other = actWith(keys, key)
      if (other !== undefined) keys[other] = ''
      keys[act] = key
    }
  }
  return keys
}

/** Why an act cannot have a key: another has it, or it is none that the panel may take. */
export type KeyRefusal = { readonly refused: 'taken'; readonly by: KeyAct } | { readonly refused: 'not_allowed' }

export const refusalOf = (keys: KeyMap, act: KeyAct, key: string | undefined): KeyRefusal | undefined => {
  if (key === undefined) return { refused: 'not_allowed' }
  const by = actWith(keys, key)
  return by === undefined || by === act ? undefined : { refused: 'taken', by }
}

/** What of a `KeyboardEvent` tells which key it was. */
export interface Pressed {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
  readonly isComposing: boolean
  getModifierState(modifier: string): boolean
}

/** Some signs are typed with AltGr, which many systems report as Ctrl and Alt. */
const hasModifier = (event: Pressed): boolean =>
  (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph')

/** What was pressed; then, where the letter is none of Latin, the one that stands on the same key there. */
export const keysOf = (event: Pressed): readonly string[] => {
  const { key, code, shiftKey } = event
  if (event.isComposing || hasModifier(event) || key === '') return []
  const isCharacter = [...key].length === 1
  const own = isCharacter ? plain(key) : key
  const [, latin] = isLetter(own) && !/\p{Script=Latin}/u.test(own) ? (/^Key([A-Z])$/u.exec(code) ?? []) : []
  const shifted = (name: string): string => (shiftKey && (!isCharacter || isLetter(name)) ? `Shift+${name}` : name)
  return (latin === undefined ? [own] : [own, latin]).map(shifted)
}

const MOVES = ['next', 'previous', 'first', 'last'] as const
export type Move = (typeof MOVES)[number]
export const isMove = (act: KeyAct): act is Move => MOVES.some((move) => move === act)

/** Where a move leads among so many, from one of them. */
export const movedFrom = (index: number, move: Move, count: number): number => {
  switch (move) {
    case 'next':
      return Math.min(index + 1, count - 1)
    case 'previous':
      return Math.max(index - 1, 0)
    case 'first':
      return 0
    case 'last':
      return count - 1
  }
}

export const actOf = (keys: KeyMap, event: Pressed): KeyAct | undefined => {
  const act = keysOf(event)
    .map((key) => actWith(keys, key))
    .find((each) => each !== undefined)
  // Held down, a key moves on; it must not insert again and again.
  return act !== undefined && event.repeat && !isMove(act) ? undefined : act
}
