/** A desktop that is an element itself: reply and panel are in its closed shadow root, where nobody else finds them. */
import 'cx-assist/define'
import { fetchSession } from '../session.ts'

class AgentDesktop extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'closed' })

  async connectedCallback(): Promise<void> {
    const reply = document.createElement('textarea')
    reply.id = 'reply'
    reply.ariaLabel = 'Reply'
    const panel = document.createElement('cx-assist')
    // Looked up in the root that the panel is in.
    panel.composer = '#reply'
    panel.addEventListener('cx-assist-error', async ({ detail }) => {
      if (detail.code === 'unauthorized') Object.assign(panel, await fetchSession())
    })
    Object.assign(panel, await fetchSession())
    this.#root.append(reply, panel)
  }
}

customElements.define('agent-desktop', AgentDesktop)
