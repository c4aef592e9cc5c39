import { describe, expect, it } from 'vitest'
import {
  actOf,
  asKey,
  changesOf,
  DEFAULT_KEYS,
  KEY_ACTS,
  keyMapOf,
  refusalOf,
} from '../../../../widget/keys/key-map.ts'
import { ariaKeys, keyLabel } from '../../../../widget/keys/key-words.ts'
import { pressed } from './pressed.ts'

describe('what a key does', () => {
  it.each([
    ['ArrowDown', 'next'],
    ['Enter', 'insert'],
    ['c', 'copy'],
    ['+', 'helpful'],
    ['-', 'unhelpful'],
    ['!', 'escalate'],
    ['g', 'suggest'],
    ['?', 'keys'],
    ['q', undefined],
    ['Tab', undefined],
    ['Escape', undefined],
    [' ', undefined],
    ['Dead', undefined],
    ['', undefined],
  ])('the key "%s" does: %s', (key, act) => {
    expect(actOf(DEFAULT_KEYS, pressed(key))).toBe(act)
  })

  it('what a key does is another thing with Shift, except for signs that are typed with it', () => {
    expect(actOf(DEFAULT_KEYS, pressed('Enter', { shiftKey: true }))).toBe('replace')
    expect(actOf(DEFAULT_KEYS, pressed('?', { shiftKey: true }))).toBe('keys')
    expect(actOf(DEFAULT_KEYS, pressed('C', { shiftKey: true }))).toBeUndefined()
  })

  it('what a key does is the same with Caps Lock', () => {
    expect(actOf(DEFAULT_KEYS, pressed('C'))).toBe('copy')
  })

  it.each(['ctrlKey', 'altKey', 'metaKey'] as const)(
    'what a key does is nothing with a modifier, which is the host’s: %s',
    (modifier) => {
      expect(actOf(DEFAULT_KEYS, pressed('c', { [modifier]: true }))).toBeUndefined()
    },
  )

  it('what a key does is what is typed with AltGr, which reports itself as two modifiers', () => {
    expect(actOf(DEFAULT_KEYS, pressed('!', { ctrlKey: true, altKey: true, altGraph: true }))).toBe('escalate')
  })

  it.each([
    ['Cyrillic', 'с', 'KeyC', 'copy'],
    ['Greek', 'ψ', 'KeyC', 'copy'],
    ['Hebrew', 'ז', 'KeyZ', 'undo'],
    ['Arabic', 'ث', 'KeyE', 'edit'],
    ['Thai', 'ป', 'KeyX', 'dismiss'],
  ])(
    'what a key does is that of the Latin letter on the same key where the layout is %s',
    (_script, key, code, act) => {
      expect(actOf(DEFAULT_KEYS, pressed(key, { code }))).toBe(act)
    },
  )

  it('what a key does goes by what is typed, not by where it is, where the letters are Latin', () => {
    expect(actOf(DEFAULT_KEYS, pressed('z', { code: 'KeyY' }))).toBe('undo')
    expect(actOf(DEFAULT_KEYS, pressed('y', { code: 'KeyZ' }))).toBeUndefined()
    expect(actOf(DEFAULT_KEYS, pressed('ß', { code: 'KeyC' }))).toBeUndefined()
  })

  it.each([
    ['a minus sign', '−', 'unhelpful'],
    ['a wide plus', '＋', 'helpful'],
    ['a wide question mark', '？', 'keys'],
    ['an Arabic question mark', '؟', 'keys'],
  ])('what a key does goes by the meaning of signs: %s', (_sign, key, act) => {
    expect(actOf(DEFAULT_KEYS, pressed(key))).toBe(act)
  })

  it('what a key does is nothing while an input method composes', () => {
    expect(actOf(DEFAULT_KEYS, pressed('c', { isComposing: true }))).toBeUndefined()
  })

  it('what a key does is done once, however long the key is held, and only moving goes on', () => {
    expect(actOf(DEFAULT_KEYS, pressed('Enter', { repeat: true }))).toBeUndefined()
    expect(actOf(DEFAULT_KEYS, pressed('ArrowDown', { repeat: true }))).toBe('next')
  })
})

describe('a key as people write it', () => {
  it.each([
    ['c', 'C'],
    [' C ', 'C'],
    ['shift+enter', 'Shift+Enter'],
    ['arrowdown', 'ArrowDown'],
    ['Shift+Enter', 'Shift+Enter'],
    ['shift+c', 'Shift+C'],
    ['Shift+!', '!'],
    ['Shift++', '+'],
    ['+', '+'],
    ['−', '-'],
    ['ß', 'ß'],
    ['ö', 'Ö'],
    ['F9', 'F9'],
    ['F13', undefined],
    ['', ''],
    ['Ctrl+C', undefined],
    ['Tab', undefined],
    ['Escape', undefined],
    ['cc', undefined],
    ['😀', '😀'],
  ])('a key that people write as "%s" is %s', (text, key) => {
    expect(asKey(text)).toBe(key)
  })
})

describe('keys that were changed', () => {
  it('keys that were changed take the place of those there were, and leave the loser without', () => {
    const keys = keyMapOf({ copy: 'x' })
    expect(keys).toEqual({ ...DEFAULT_KEYS, copy: 'X', dismiss: '' })
    expect(actOf(keys, pressed('x'))).toBe('copy')
    expect(actOf(keys, pressed('c'))).toBeUndefined()
  })

  it('keys that were changed can change places', () => {
    expect(keyMapOf({ copy: 'E', edit: 'C' })).toMatchObject({ copy: 'E', edit: 'C' })
    expect(keyMapOf({ edit: 'C', copy: 'E' })).toMatchObject({ copy: 'E', edit: 'C' })
  })

  it('keys that the agent changed go before those that the integrator changed', () => {
    expect(keyMapOf({ copy: 'K' }, { copy: 'J' }).copy).toBe('J')
    expect(keyMapOf({ copy: 'K' }, { edit: 'K' })).toMatchObject({ copy: '', edit: 'K' })
  })

  it('keys that were changed can be none', () => {
    const keys = keyMapOf({ dismiss: '', menu: '' })
    expect(keys).toMatchObject({ dismiss: '', menu: '' })
    expect(actOf(keys, pressed(''))).toBeUndefined()
  })

  it('keys that were changed never leave one key to two acts', () => {
    for (const act of KEY_ACTS) {
      for (const key of Object.values(DEFAULT_KEYS)) {
        const keys = Object.values(keyMapOf({ [act]: key })).filter((each) => each !== '')
        expect(new Set(keys).size).toBe(keys.length)
      }
    }
  })

  it.each([[undefined], [null], ['C'], [7], [{ dance: 'D' }], [{ copy: 7 }], [{ copy: 'Ctrl+C' }], [[]]])(
    'keys that were changed are none where a page gives nonsense: %o',
    (given) => {
      expect(changesOf(given)).toEqual({})
    },
  )

  it('keys that were changed are refused where another act has the key, or none may', () => {
    expect(refusalOf(DEFAULT_KEYS, 'copy', 'X')).toEqual({ refused: 'taken', by: 'dismiss' })
    expect(refusalOf(DEFAULT_KEYS, 'copy', asKey('Tab'))).toEqual({ refused: 'not_allowed' })
    expect(refusalOf(DEFAULT_KEYS, 'copy', 'C')).toBeUndefined()
    expect(refusalOf(DEFAULT_KEYS, 'copy', '')).toBeUndefined()
  })
})

describe('keys as they are written', () => {
  it.each([
    ['ArrowDown', '↓'],
    ['Shift+Enter', 'Shift + Enter'],
    ['+', '+'],
    ['-', '−'],
    ['C', 'C'],
  ])('keys are written for people: %s', (key, label) => {
    expect(keyLabel(key)).toBe(label)
  })

  it('keys are written for assistive technologies', () => {
    expect(ariaKeys(keyMapOf({ dismiss: '' }))).toBe('Enter Shift+Enter C E Z Plus - M')
  })
})
