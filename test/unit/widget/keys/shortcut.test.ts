import { describe, expect, it } from 'vitest'
import { shortcutOf } from '../../../../widget/keys/shortcut.ts'
import { pressed } from './pressed.ts'

describe('the shortcut', () => {
  it.each([
    ['F8', pressed('F8')],
    [' f8 ', pressed('F8')],
    ['Shift+F8', pressed('F8', { shiftKey: true })],
    ['Ctrl+K', pressed('k', { ctrlKey: true })],
    ['control+shift+k', pressed('K', { ctrlKey: true, shiftKey: true })],
    ['Alt+K', pressed('˚', { altKey: true, code: 'KeyK' })],
    ['Ctrl+K', pressed('л', { ctrlKey: true, code: 'KeyK' })],
    ['Cmd+J', pressed('j', { metaKey: true })],
    ['Ctrl++', pressed('+', { ctrlKey: true })],
  ])('the shortcut that reaches the panel is %s', (text, event) => {
    expect(shortcutOf(text)(event)).toBe(true)
  })

  it.each([
    ['F8', pressed('F7')],
    ['F8', pressed('F8', { shiftKey: true })],
    ['F8', pressed('F8', { ctrlKey: true })],
    ['F8', pressed('F8', { isComposing: true })],
    ['Ctrl+K', pressed('k')],
    ['Ctrl+K', pressed('k', { ctrlKey: true, altKey: true })],
    ['', pressed('')],
    ['', pressed('F8')],
    // Whoever writes a reply must be able to write these.
    ['/', pressed('/')],
    ['k', pressed('k')],
    ['Shift+K', pressed('K', { shiftKey: true })],
    ['Enter', pressed('Enter')],
    ['Tab', pressed('Tab')],
    ['Space', pressed(' ')],
  ])('the shortcut that reaches the panel, written as "%s", is not that of: %o', (text, event) => {
    expect(shortcutOf(text)(event)).toBe(false)
  })
})
