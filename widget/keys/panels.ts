/** All panels of a page, and which of them the agent means by the key that reaches one. */
import { aroundOf, byNearness } from '../page/nearness.ts'
import { focusedBeside } from './reach.ts'

export interface ReachablePanel {
  readonly host: HTMLElement
  /** Selector of the reply that it writes in; empty for none. */
  readonly reply: string
  /** All ids that are known of the conversation that it shows. */
  readonly conversations: readonly string[]
  /** The higher, the later the agent was in it. */
  readonly used: number
  /** Whether that key leads to it. */
  hears(event: KeyboardEvent): boolean
  /** Gives whether the focus is in it now. */
  reach(): boolean
}

const panels = new Set<ReachablePanel>()

export const addPanel = (panel: ReachablePanel): void => {
  panels.add(panel)
}

export const removePanel = (panel: ReachablePanel): void => {
  panels.delete(panel)
}

const matches = (element: Element, selector: string): boolean => {
  try {
    return selector !== '' && element.matches(selector)
  } catch {
    // No selector at all.
    return false
  }
}

const hasNoRoom = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect()
  return width === 0 || height === 0
}

/** Whether the agent could see it: it may be in a tab that is not open, or folded away. */
const canBeSeen = (host: HTMLElement): boolean => {
  if (hasNoRoom(host)) return false
  if (!host.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }))
    return false
  return !aroundOf(host).some((each) => each.matches('[inert]'))
}

/** What has no room may cut off what is in it: a side bar that is folded away. That is no more than likely. */
const seemsCutOff = (host: HTMLElement): boolean => {
  const view = host.ownerDocument.defaultView
  return aroundOf(host).some((each) => hasNoRoom(each) && view?.getComputedStyle(each).overflow !== 'visible')
}

const isInView = (host: HTMLElement): boolean => {
  const view = host.ownerDocument.defaultView
  const { left, top, right, bottom } = host.getBoundingClientRect()
  return view !== null && right > 0 && bottom > 0 && left < view.innerWidth && top < view.innerHeight
}

/** How much says that a reply is that of a panel: that they name the same conversation, or that the panel names the reply. */
const claim = ({ conversations, reply }: ReachablePanel, from: readonly Element[]): number => {
  const named = from.map((each) => each.getAttribute('data-cx-assist-conversation')).find((id) => id !== null)
  if (named !== undefined && named !== null) return conversations.includes(named) ? 2 : 0
  return from.some((each) => matches(each, reply)) ? 1 : 0
}

/**
 * Those that a key may lead to, the one that is meant first: the one whose reply the agent is in; else one that is in
 * view, the nearest to where the agent is, and the last one they were in.
 */
export const panelsFor = (event: KeyboardEvent, document: Document): readonly ReachablePanel[] => {
  const candidates = [...panels].filter(
    (panel) => panel.host.ownerDocument === document && panel.hears(event) && canBeSeen(panel.host),
  )
  const order = (a: ReachablePanel, b: ReachablePanel): number => {
    const cuts = Number(seemsCutOff(a.host)) - Number(seemsCutOff(b.host))
    if (cuts !== 0) return cuts
    const [fromA, fromB] = [focusedBeside(a.host), focusedBeside(b.host)]
    const claims = claim(b, fromB ? aroundOf(fromB) : []) - claim(a, fromA ? aroundOf(fromA) : [])
    if (claims !== 0) return claims
    const views = Number(isInView(b.host)) - Number(isInView(a.host))
    if (views !== 0) return views
    const from = fromA === document.body ? null : fromA
    return (from === null ? 0 : byNearness(from)(a.host, b.host)) || b.used - a.used
  }
  return candidates.toSorted(order)
}
