/** The one key that reaches the panel from anywhere in the page. Pure. */
import type { Pressed } from './key-map.ts'

export type Shortcut = (event: Pressed) => boolean

const never: Shortcut = () => false
const MODIFIERS = new Set(['ctrl', 'control', 'alt', 'shift', 'meta', 'cmd'])

/**
 * Of `F8` or `Ctrl+Shift+K`. What types a character would take it from whoever writes somewhere in the page, so
 * that it never matches: no more than what cannot be read, or nothing at all.
 */
export const shortcutOf = (text: string): Shortcut => {
  const parts = text.trim().split('+')
  const firstOther = parts.findIndex((part) => !MODIFIERS.has(part.toLowerCase()))
  const name = firstOther < 0 ? (parts.at(-1) ?? '') : parts.slice(firstOther).join('+')
  const modifiers = parts.slice(0, firstOther < 0 ? -1 : firstOther).map((part) => part.toLowerCase())
  const has = (...names: readonly string[]): boolean => modifiers.some((each) => names.includes(each))
  const [ctrl, alt, shift, meta] = [has('ctrl', 'control'), has('alt'), has('shift'), has('meta', 'cmd')]
  const isCharacter = [...name].length === 1
  const isTyped = isCharacter && !ctrl && !alt && !meta
  if (name === '' || isTyped || /^(?:tab|escape|enter|space|backspace|delete)$/iu.test(name)) return never
  return (event) =>
    !event.isComposing &&
    event.ctrlKey === ctrl &&
    event.altKey === alt &&
    event.shiftKey === shift &&
    event.metaKey === meta &&
    // With modifiers a key may type something else, and on other layouts it does.
    (event.key.toLowerCase() === name.toLowerCase() || event.code.toLowerCase() === `key${name.toLowerCase()}`)
}
