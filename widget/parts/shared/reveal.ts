/**
 * Brings a part of the panel into what its scroller shows, by as little as that takes, its beginning before its end. The page
 * around the panel stays where it is, which `scrollIntoView` would not leave alone.
 *
 * @param host the part of the panel that `part` is shown by, where it is not one itself
 */
export const reveal = (part: HTMLElement, host: HTMLElement = part): void => {
  const scroller = host.closest('.body')
  if (scroller === null) return
  const here = part.getBoundingClientRect()
  const shown = scroller.getBoundingClientRect()
  if (here.top < shown.top) scroller.scrollTop -= shown.top - here.top
  else if (here.bottom > shown.bottom) scroller.scrollTop += Math.min(here.bottom - shown.bottom, here.top - shown.top)
}
