/** What the panels tell their host, as a host would hear it. */
import { html, nothing, type TemplateResult } from 'lit'

/** Every event of the element. */
const NAMES = [
  'cx-assist-insert',
  'cx-assist-undo',
  'cx-assist-copy',
  'cx-assist-feedback',
  'cx-assist-escalate',
  'cx-assist-sentiment',
  'cx-assist-status',
  'cx-assist-error',
] as const satisfies readonly (keyof HTMLElementEventMap)[]

interface Told {
  readonly at: Date
  readonly name: string
  readonly by: string
  readonly detail: string
}

const MOST_TOLD = 100
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

export interface EventLog {
  template(): TemplateResult
}

/** @param nameOf the panel that an event came from; `undefined` where it is not to be told. */
export const keepLog = (nameOf: (panel: EventTarget) => string | undefined, changed: () => void): EventLog => {
  let told: readonly Told[] = []
  const clear = (): void => {
    told = []
    changed()
  }
  const hear = (event: Event): void => {
    const by = event.target === null ? undefined : nameOf(event.target)
    if (by === undefined) return
    const detail = 'detail' in event ? JSON.stringify(event.detail) : ''
    told = [{ at: new Date(), name: event.type, by, detail }, ...told].slice(0, MOST_TOLD)
    changed()
  }
  for (const name of NAMES) document.addEventListener(name, hear)
  return {
    template: () => html`<section class="log" aria-labelledby="log-title">
      <header>
        <h3 id="log-title">Events</h3>
        <button type="button" ?disabled=${told.length === 0} @click=${clear}>Clear</button>
      </header>
      ${
        told.length === 0
          ? html`<p class="soft">Whatever a panel tells its host appears here, the newest on top.</p>`
          : html`<ol tabindex="0" aria-labelledby="log-title">${told.map(toldPart)}</ol>`
      }
    </section>`,
  }
}

const toldPart = ({ at, name, by, detail }: Told): TemplateResult => html`<li>
  <time datetime=${at.toISOString()}>${clock.format(at)}</time> <code>${name}</code> <span class="soft">${by}</span>
  ${detail === '' ? nothing : html`<code class="detail">${detail}</code>`}
</li>`
