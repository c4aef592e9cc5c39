/** Keys in a menu, as menus have them everywhere: none of them reaches the panel, where letters do something. */

const toward = (key: string, direction: 'ltr' | 'rtl'): -1 | 0 | 1 => {
  if (key === 'ArrowDown' || key === (direction === 'ltr' ? 'ArrowRight' : 'ArrowLeft')) return 1
  if (key === 'ArrowUp' || key === (direction === 'ltr' ? 'ArrowLeft' : 'ArrowRight')) return -1
  return 0
}

const startsWith = (item: HTMLElement, letter: string): boolean =>
  (item.textContent ?? '').trim().toLocaleLowerCase().startsWith(letter.toLocaleLowerCase())

/** The item that a key leads to; `undefined` where it leads to none. */
const leadsTo = (
  key: string,
  items: readonly HTMLElement[],
  at: number,
  direction: 'ltr' | 'rtl',
): HTMLElement | undefined => {
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  const step = toward(key, direction)
  // Round the end to the beginning.
  if (step !== 0) return items.at((at + step) % items.length)
  if ([...key].length !== 1) return undefined
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => startsWith(item, key))
}

/** @param close called with whether the focus goes back to what opened the menu. */
export const itemPressed = (
  event: KeyboardEvent,
  direction: 'ltr' | 'rtl',
  close: (isReturning: boolean) => void,
): void => {
  const { key, currentTarget, target } = event
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !(currentTarget instanceof Element)) return
  if (key === 'Tab') {
    // From what opened it the focus moves on as everywhere.
    close(true)
    return
  }
  // They press the item.
  if (key === 'Enter' || key === ' ') return
  event.preventDefault()
  if (key === 'Escape') {
    close(true)
    return
  }
  const items = [...currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  leadsTo(key, items, target instanceof HTMLElement ? items.indexOf(target) : -1, direction)?.focus()
}
