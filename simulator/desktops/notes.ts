/** What the page tells of the panel's manners: what the real desktop would not have understood, and what came of the rest. */
import { html, nothing, type TemplateResult } from 'lit'

interface Violation {
  readonly rule: string
  readonly why: string
}

/** A panel that repeats itself fills no page. */
const MOST = 50

export class Notes {
  #violations: readonly Violation[] = []
  #notes: readonly string[] = []
  #count = 0
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  refuse = (rule: string, why: string): void => {
    this.#count += 1
    this.#violations = [...this.#violations, { rule, why }].slice(-MOST)
    this.#changed()
  }

  note = (what: string): void => {
    this.#notes = [...this.#notes, what].slice(-MOST)
    this.#changed()
  }

  view(): TemplateResult {
    return html`<section class="notes ${this.#count > 0 ? 'bad' : ''}" aria-labelledby="not-understood">
      <h2 id="not-understood">Not understood: <span data-violations>${this.#count}</span></h2>
      <div role="status">
        ${
          this.#count === 0
            ? html`<p>The real desktop would have understood all that the panel said.</p>`
            : html`<ol>
                ${this.#violations.map(({ rule, why }) => html`<li data-rule=${rule}><code>${rule}</code> ${why}</li>`)}
              </ol>`
        }
      </div>
      ${
        this.#notes.length === 0
          ? nothing
          : html`<ol class="came">
              ${this.#notes.map((what) => html`<li>${what}</li>`)}
            </ol>`
      }
    </section>`
  }
}
