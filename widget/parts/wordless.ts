import { html, nothing, type TemplateResult } from 'lit'

/** The panel before any language arrived. Its one sentence is all that needs no catalogue: that there is none. */
export const wordlessPart = (isLost: boolean): TemplateResult =>
  html`<section class="panel" part="panel" lang="en" aria-busy=${isLost ? nothing : 'true'}>
    ${
      isLost
        ? html`<div class="empty muted" part="empty" role="alert">
            <p>The words of this panel cannot be loaded. It tries again by itself; your chat is not affected.</p>
            <p class="code small">Code: no_language</p>
          </div>`
        : nothing
    }
  </section>`
