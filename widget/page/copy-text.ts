/** Puts a text on the clipboard, also in frames that were not given the permission which the newer way asks for. */

/** By the older way: browsers let an agent's own act copy from any frame. Gives whether it did. */
const copyByEvent = (text: string, view: Window): boolean => {
  let isTaken = false
  const fill = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    isTaken = true
  }
  view.addEventListener('copy', fill, { capture: true, once: true })
  try {
    return view.document.execCommand('copy') && isTaken
  } finally {
    view.removeEventListener('copy', fill, { capture: true })
  }
}

/**
 * Rejects where the browser lets neither way.
 *
 * @param view the window that the agent acts in: browsers let no other one
 */
export const copyText = async (text: string, view: Window = window): Promise<void> => {
  try {
    await view.navigator.clipboard.writeText(text)
  } catch (error) {
    if (!copyByEvent(text, view)) throw error
  }
}
