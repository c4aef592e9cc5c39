/** How things lie to each other in a page, through the shadows they are in. */

/** What an element is in, itself first and the outermost last; out of a shadow it goes on with its host. */
export const aroundOf = (element: Element): readonly Element[] => {
  const found: Element[] = []
  for (let at: Element | null = element; at !== null; ) {
    found.push(at)
    const root: Node = at.getRootNode()
    at = at.parentElement ?? ('host' in root && isElement(root.host) ? root.host : null)
  }
  return found
}

/** By what it is, not by its class: what comes from another window has one of that window. */
export const isElement = (value: unknown): value is HTMLElement =>
  typeof value === 'object' && value !== null && 'nodeType' in value && value.nodeType === 1 && 'focus' in value

/** In how many elements both are. */
const shared = (a: Element, b: Element): number => {
  const around = new Set(aroundOf(a))
  return aroundOf(b).filter((each) => around.has(each)).length
}

/** In pixels between their edges; 0 where they touch. */
const distance = (a: Element, b: Element): number => {
  const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()]
  const x = Math.max(0, one.left - other.right, other.left - one.right)
  const y = Math.max(0, one.top - other.bottom, other.top - one.bottom)
  return Math.hypot(x, y)
}

/** Orders elements by how near they are to `place`: what shares more of the page with it first, then what lies nearer. */
export const byNearness =
  (place: Element) =>
  (a: Element, b: Element): number =>
    shared(b, place) - shared(a, place) || distance(a, place) - distance(b, place)
