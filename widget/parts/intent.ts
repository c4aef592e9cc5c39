import { css, html, type TemplateResult } from 'lit'
import type { ConversationSnapshot, IntentData } from '../../shared/wire/assist.ts'
import { en as words } from '../i18n/en.ts'
import { type Formats, readableIntent } from '../i18n/formats.ts'
import { headTemplate } from './head.ts'
import { barsIcon } from './icons.ts'

/** Lower ends of the two upper bands; the same defaults as the BFF's `confidenceBands`. */
const STRONG = 0.9
const LIKELY = 0.75

const bandOf = (score: number): { readonly word: string; readonly bars: 1 | 2 | 3 } => {
  if (score >= STRONG) return { word: words.intent.strong, bars: 3 }
  return score >= LIKELY ? { word: words.intent.likely, bars: 2 } : { word: words.intent.weak, bars: 1 }
}

export const intentStyles = css`
  .intent-name {
    font-size: 15px;
    line-height: 20px;
  }

  .sure {
    flex-wrap: wrap;
    font-variant-numeric: tabular-nums;
  }

  details.sure[open] {
    display: flex;
  }

  summary {
    list-style: none;
    inline-size: fit-content;
    padding: 0 6px;
    margin-inline-start: -9px;
  }

  summary svg {
    color: var(--_accent);
  }
`

/** What the bot thinks the customer wants: how sure it is in words, the figure on demand. */
export const intentPart = (
  intent: ConversationSnapshot['intent'],
  formats: Formats,
  now: number,
): TemplateResult => html`<div role="group" aria-labelledby="intent" part="intent">
  ${headTemplate('intent', words.intent.label, intent?.at, formats, now)}
  ${intent ? recognised(intent.data, formats) : html`<p class="muted">${words.intent.none}</p>`}
</div>`

const recognised = ({ name, score, threshold }: IntentData, formats: Formats): TemplateResult => {
  const { word, bars } = bandOf(score)
  return html`<p class="intent-name strong" title=${name}>${readableIntent(name)}</p>
    <details class="sure small muted">
      <summary class="row" title=${formats.percent(score)}>${barsIcon(bars)}${word}</summary>
      <span>${words.intent.figure(formats.percent(score), formats.percent(threshold))}</span>
    </details>`
}
