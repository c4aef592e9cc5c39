import { describe, expect, it } from 'vitest'
import { DEFAULT_KEYS, type KeyChanges } from '../../../../widget/keys/key-map.ts'
import { KeysInForce } from '../../../../widget/keys/keys-in-force.ts'

const openDesk = (kept: KeyChanges = {}) => {
  const store = {
    kept,
    read: () => store.kept,
    remember: (changes: KeyChanges) => {
      store.kept = changes
    },
  }
  let changes = 0
  const desk = new KeysInForce(store, () => {
    changes += 1
  })
  desk.open()
  return { desk, store, changes: () => changes }
}

describe('the keys of a panel', () => {
  it('are its own, then the integrator’s, then the agent’s', () => {
    const { desk } = openDesk({ edit: 'K' })
    expect(desk.keys).toEqual({ ...DEFAULT_KEYS, edit: 'K' })
    desk.configure({ copy: 'Y', edit: 'B' })
    expect(desk.keys).toEqual({ ...DEFAULT_KEYS, copy: 'Y', edit: 'K' })
    desk.configure(undefined)
    expect(desk.keys.copy).toBe('C')
  })

  it('are changed by the agent, remembered, and forgotten again', () => {
    const { desk, store, changes } = openDesk()
    expect(desk.isChanged).toBe(false)
    expect(desk.change('copy', 'k')).toBeUndefined()
    expect(desk.change('menu', '')).toBeUndefined()
    expect([desk.keys.copy, desk.keys.menu, desk.isChanged]).toEqual(['K', '', true])
    expect(store.kept).toEqual({ copy: 'K', menu: '' })
    desk.reset()
    expect([desk.keys, store.kept, desk.isChanged]).toEqual([DEFAULT_KEYS, {}, false])
    expect(changes()).toBe(3)
  })

  it('stay as they are where the change is refused', () => {
    const { desk, store, changes } = openDesk()
    expect(desk.change('copy', 'X')).toEqual({ refused: 'taken', by: 'dismiss' })
    expect(desk.change('copy', 'Escape')).toEqual({ refused: 'not_allowed' })
    expect([desk.keys, store.kept, changes()]).toEqual([DEFAULT_KEYS, {}, 0])
  })
})
