import type { Pressed } from '../../../../widget/keys/key-map.ts'

/** A key of a US keyboard with nothing held, unless said otherwise. */
export const pressed = (key: string, more: Partial<Pressed> & { readonly altGraph?: boolean } = {}): Pressed => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  isComposing: false,
  getModifierState: (modifier) => modifier === 'AltGraph' && more.altGraph === true,
  ...more,
})
