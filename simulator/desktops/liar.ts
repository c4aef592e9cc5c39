/** A page of another origin beside the panel: it says what the desktop would say, to see whether the panel believes it. */
import * as z from 'zod/mini'

/** From the page around: which of its frames holds the panel, and what to tell it. */
const order = z.object({ frame: z.int(), say: z.unknown() })

window.addEventListener('message', ({ source, data }) => {
  const parsed = order.safeParse(data)
  if (source !== window.parent || !parsed.success) return
  window.parent[parsed.data.frame]?.postMessage(parsed.data.say, '*')
})
window.parent.postMessage('liar-ready', '*')
