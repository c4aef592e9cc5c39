/** What a key means where it is pressed in the panel. */
import { actOf, type KeyAct, type KeyMap } from './key-map.ts'

const isWrittenIn = (element: Element): boolean =>
  element.matches('textarea, select, input:not([type=radio], [type=checkbox])') ||
  (element instanceof HTMLElement && element.isContentEditable)

/** Keys that do there what they do everywhere: press, choose, scroll. */
const isItsOwn = (element: Element, key: string): boolean =>
  key === 'Enter'
    ? element.matches('button, summary, a, input')
    : /^(?:Arrow|Home|End|Page)/u.test(key) && element.matches('input, .scroller')

/** `undefined` where a key means what it always does. */
export const meaningOf = (keys: KeyMap, event: KeyboardEvent): KeyAct | undefined => {
  const [target] = event.composedPath()
  if (event.defaultPrevented || !(target instanceof Element) || isWrittenIn(target)) return undefined
  return isItsOwn(target, event.key) ? undefined : actOf(keys, event)
}
