import { html, nothing, type TemplateResult } from 'lit'

/** The panel before its view and its words arrived. Its one sentence is all that needs neither: that they are missing. */
export const wordlessPart = (isLost: boolean): TemplateResult =>
  html`<section class="panel ${isLost ? 'lost' : ''}" part="panel" lang="en" aria-busy=${isLost ? nothing : 'true'}>
    ${
      isLost
        ? html`<div class="empty muted" part="empty" role="alert">
            <p>This panel cannot be loaded. It tries again by itself; your chat is not affected.</p>
            <p class="code small">Code: not_shown</p>
          </div>`
        : nothing
    }
  </section>`
