/** What a key means where it is pressed in the panel. */
import { actOf, isMove, type KeyAct, type KeyMap } from './key-map.ts'

export const isWrittenIn = (element: Element): boolean =>
  element.matches('textarea, select, input:not([type=radio], [type=checkbox])') ||
  (element instanceof HTMLElement && element.isContentEditable)

/** Keys that do there what they do everywhere: press, choose, scroll. */
const isItsOwn = (element: Element, key: string): boolean =>
  key === 'Enter'
    ? element.matches('button, summary, a, input')
    : /^(?:Arrow|Home|End|Page)/u.test(key) && element.matches('input, .scroller')

/**
 * `undefined` where a key means what it always does.
 * @param isArmed whether keys that do something are meant; moving among suggestions always is.
 */
export const meaningOf = (keys: KeyMap, event: KeyboardEvent, isArmed: boolean): KeyAct | undefined => {
  const [target] = event.composedPath()
  if (event.defaultPrevented || !(target instanceof Element) || isWrittenIn(target)) return undefined
  const act = isItsOwn(target, event.key) ? undefined : actOf(keys, event)
  return act === undefined || isArmed || isMove(act) ? act : undefined
}
