type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>

/**
 * What is wrong with a panel's layout, in words. Runs inside the page, so it uses nothing from outside itself.
 * Not to be run before a picture was taken: it scrolls.
 */
export const flawsOf = (): string[] => {
  const flaws = new Set<string>()
  const panel = document.querySelector('cx-assist')
  if (!panel?.shadowRoot) return ['there is no panel']

  const inside = (root: ParentNode): HTMLElement[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element instanceof HTMLElement ? [element] : []),
      ...(element.shadowRoot ? inside(element.shadowRoot) : []),
    ])
  const above = (element: Element): Element | null => {
    const root = element.getRootNode()
    return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
  }
  const chain = (element: Element): Element[] => {
    const parent = above(element)
    return [element, ...(parent === null ? [] : chain(parent))]
  }
  const named = (element: HTMLElement): string => {
    const text = (element.getAttribute('aria-label') ?? element.innerText).trim().replace(/\s+/gu, ' ').slice(0, 40)
    return `<${element.localName} class="${element.className}"> “${text}”`
  }
  const cuts = (overflow: string): boolean => overflow !== 'visible'
  /** What is left of a box of this element once all that cuts it off has done so. */
  const rest = (element: Element, box: Box): Box =>
    chain(element)
      .filter((each) => each !== panel && cuts(getComputedStyle(each).overflowX))
      .map((each) => each.getBoundingClientRect())
      .reduce<Box>(
        (kept, by) => ({
          left: Math.max(kept.left, by.left),
          top: Math.max(kept.top, by.top),
          right: Math.min(kept.right, by.right),
          bottom: Math.min(kept.bottom, by.bottom),
        }),
        box,
      )
  const isSeen = ({ left, right, top, bottom }: Box): boolean => left < right && top < bottom

  const isCovered = (element: Element): boolean =>
    chain(element).some((each) => each instanceof HTMLElement && each.inert)
  const seen = inside(panel.shadowRoot).filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest('.for-screen-readers') &&
      !isCovered(element),
  )
  const frame = panel.getBoundingClientRect()
  if (document.documentElement.scrollWidth > innerWidth) flaws.add('the page scrolls sideways')

  const texts: { element: HTMLElement; box: Box }[] = []
  for (const element of seen) {
    const style = getComputedStyle(element)
    const box = rest(element, element.getBoundingClientRect())
    if (isSeen(box) && (box.left < frame.left - 1 || box.right > frame.right + 1)) {
      flaws.add(`sticks out sideways: ${named(element)}`)
    }
    for (const node of element.childNodes) {
      if (!(node instanceof Text) || node.data.trim() === '') continue
      const range = document.createRange()
      range.selectNode(node)
      for (const line of range.getClientRects()) {
        const shown = rest(element, line)
        if (isSeen(shown)) texts.push({ element, box: shown })
      }
      const lineHeight = Number.parseFloat(style.lineHeight)
      if (lineHeight < Number.parseFloat(style.fontSize) * 1.15) flaws.add(`lines too close: ${named(element)}`)
    }
    if (style.display === 'inline' || element.innerText.trim() === '') continue
    const isWider = element.scrollWidth > element.clientWidth + 1
    if (isWider && style.overflowX === 'auto') flaws.add(`scrolls sideways: ${named(element)}`)
    if (isWider && (style.overflowX === 'hidden' || style.overflowX === 'clip')) {
      const isTold = chain(element).some((each) => each instanceof HTMLElement && each.title !== '')
      if (style.textOverflow !== 'ellipsis') flaws.add(`cut off at the side: ${named(element)}`)
      else if (!isTold) flaws.add(`shortened, and nowhere whole: ${named(element)}`)
    }
    const isHigher = element.scrollHeight > element.clientHeight + 1
    const cutsBelow = style.overflowY === 'hidden' || style.overflowY === 'clip'
    if (isHigher && cutsBelow && style.webkitLineClamp === 'none') flaws.add(`cut off below: ${named(element)}`)
  }
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      if (one.element === other.element) continue
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      // Boxes of lines are a little higher than the letters in them.
      if (width > 2 && height > 6) flaws.add(`one over the other: ${named(one.element)} and ${named(other.element)}`)
    }
  })

  const TARGETS = 'button, summary, a[href], input, textarea, select, [role=radio], [role=switch], [tabindex="0"]'
  for (const target of seen.filter((element) => element.matches(TARGETS))) {
    const pressable = target instanceof HTMLInputElement ? (target.closest('label') ?? target) : target
    const { width, height } = pressable.getBoundingClientRect()
    if (Math.min(width, height) < 24) flaws.add(`a target of ${width} by ${height}: ${named(pressable)}`)
    if (target.tabIndex < 0) continue
    const isUnseen = chain(target).some((each) => getComputedStyle(each).opacity === '0')
    if (isUnseen) flaws.add(`focusable but unseen: ${named(target)}`)
    pressable.scrollIntoView({ block: 'nearest' })
    const box = rest(pressable, pressable.getBoundingClientRect())
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    let hit = document.elementFromPoint(x, y)
    while (hit?.shadowRoot) {
      const deeper: Element | null = hit.shadowRoot.elementFromPoint(x, y)
      if (deeper === null || deeper === hit) break
      hit = deeper
    }
    const isReached = hit !== null && chain(hit).includes(pressable)
    if (!isReached) flaws.add(`cannot be reached by scrolling: ${named(pressable)}`)
  }
  return [...flaws]
}
