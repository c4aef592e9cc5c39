/** Paste a payload, read what the BFF would make of it. Nothing that is pasted leaves the page or is kept. */
import { html, nothing, render, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Dialect } from '../../../../shared/validate/decisions.ts'
import { EXAMPLES } from '../../../../shared/validate/examples.ts'
import {
  type Finding,
  guessWebhook,
  type Validation,
  validateText,
  WEBHOOKS,
  type WebhookName,
} from '../../../../shared/validate/validate.ts'

const root = document.querySelector<HTMLElement>('#validator') ?? document.body

const PATHS: Readonly<Record<WebhookName, string>> = {
  routing: '/webhook/cognigy',
  fallback: '/webhook/fallback',
  'sentiment-escalation': '/webhook/sentiment-escalation',
  handover: '/webhook/handover',
  'conversation-ended': '/webhook/conversation-ended',
  transcript: '/webhook/transcript',
}

const isWebhook = (name: string): name is WebhookName => WEBHOOKS.some((known) => known === name)

const asText = (value: unknown): string => JSON.stringify(value, null, 2)

interface State {
  readonly text: string
  /** `auto`: what the payload looks like. */
  readonly chosen: WebhookName | 'auto'
  readonly dialect: Dialect
}
let state: State = { text: asText(EXAMPLES.handover.broken), chosen: 'auto', dialect: 'tutorial' }

/** Of these it matters in which dialect the service speaks to CXone. */
const BY_DIALECT: ReadonlySet<WebhookName> = new Set(['handover'])

const guessed = (text: string): WebhookName | undefined => {
  try {
    return guessWebhook(JSON.parse(text))
  } catch {
    return undefined
  }
}

const enter = (change: Partial<State>): void => {
  state = { ...state, ...change }
  update()
}

const findingPart = ({ severity, path, message, fix }: Finding): TemplateResult => html`
  <li class=${severity}>
    <p>
      <span class="severity"><span aria-hidden="true">${severity === 'error' ? '✕' : '!'}</span> ${severity}</span>
      ${path === '' ? nothing : html`<code>${path}</code>`} ${message}
    </p>
    <p class="fix"><span aria-hidden="true">→</span> ${fix}</p>
  </li>
`

const outcomePart = ({ status, findings, decision, webhook }: Validation): TemplateResult => {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
  return html`
    <p class="decision ${status < 300 ? 'good' : 'bad'}" role="status">
      <strong>${status}</strong> from <code>${PATHS[webhook]}</code>. ${decision}
      <span class="count">${counted(errors, 'error')}, ${counted(warnings, 'warning')}</span>
    </p>
    ${findings.length === 0 ? html`<p class="none">Nothing is wrong with it.</p>` : html`<ul>${findings.map(findingPart)}</ul>`}
  `
}

const dialectPart = (dialect: Dialect): TemplateResult => html`
  <div class="row">
    <label for="dialect">CXone’s dialect</label>
    <select
      id="dialect"
      .value=${live(dialect)}
      @change=${(event: Event) =>
        enter({ dialect: (event.target as HTMLSelectElement).value === 'vendor' ? 'vendor' : 'tutorial' })}
    >
      <option value="tutorial">tutorial</option>
      <option value="vendor">vendor</option>
    </select>
  </div>
`

const update = (): void => {
  const { text, chosen, dialect } = state
  const guess = guessed(text)
  const webhook = chosen === 'auto' ? (guess ?? 'routing') : chosen
  const choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement
    enter({ chosen: isWebhook(value) ? value : 'auto' })
  }
  render(
    html`
      <header>
        <h1>Check a webhook payload</h1>
        <p>What the BFF would answer, by its own schemas and rules. It works offline; nothing that you paste leaves this page.</p>
        <p><a href="/">Agent desktop</a></p>
      </header>
      <div class="columns">
        <section aria-labelledby="payload-title">
          <h2 id="payload-title">Payload</h2>
          <div class="row">
            <label for="webhook">Webhook</label>
            <select id="webhook" .value=${live(chosen)} @change=${choose}>
              <option value="auto">${guess === undefined ? 'by its fields' : `by its fields: ${guess}`}</option>
              ${WEBHOOKS.map((name) => html`<option value=${name}>${name}</option>`)}
            </select>
          </div>
          ${BY_DIALECT.has(webhook) ? dialectPart(dialect) : nothing}
          <label for="payload">JSON</label>
          <textarea
            id="payload"
            rows="18"
            spellcheck="false"
            autocomplete="off"
            .value=${live(text)}
            @input=${(event: Event) => enter({ text: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
          <div class="row" role="group" aria-label="Examples">
            <button type="button" @click=${() => enter({ text: asText(EXAMPLES[webhook].good) })}>One that fits</button>
            <button type="button" @click=${() => enter({ text: asText(EXAMPLES[webhook].broken) })}>One that does not</button>
          </div>
        </section>
        <section aria-labelledby="outcome-title">
          <h2 id="outcome-title">Outcome</h2>
          ${text.trim() === '' ? html`<p class="none">Paste the JSON that your flow posts.</p>` : outcomePart(validateText(webhook, text, undefined, dialect))}
        </section>
      </div>
    `,
    root,
  )
}

update()
