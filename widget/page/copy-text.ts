/** Puts a text on the clipboard, also in frames that were not given the permission which the newer way asks for. */

/** By the older way: browsers let an agent's own act copy from any frame. Gives whether it did. */
const copyByEvent = (text: string): boolean => {
  let isTaken = false
  const fill = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    isTaken = true
  }
  window.addEventListener('copy', fill, { capture: true, once: true })
  try {
    return document.execCommand('copy') && isTaken
  } finally {
    window.removeEventListener('copy', fill, { capture: true })
  }
}

/** Rejects where the browser lets neither way. */
export const copyText = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text)
  } catch (error) {
    if (!copyByEvent(text)) throw error
  }
}
