/** The live controls: attributes of the element, its tokens, and what to write to have the same. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import {
  DENSITIES,
  directionOf,
  LANGUAGE_CODES,
  LANGUAGES,
  PRESETS,
  type Preset,
  SENTIMENTS,
  type Settings,
  TEXT_SIZES,
  THEMES,
  TRANSCRIPTS,
  USUAL,
  WIDTHS,
} from '../settings.ts'
import { isLength, isToken, LENGTHS, TOKENS, type TokenName } from '../tokens.ts'
import { chosenTokens } from './dress.ts'

export interface ControlsInput {
  readonly settings: Settings
  /** The colour that a token has now, as `#rrggbb`. */
  colourOf(name: TokenName): string
  change(change: Partial<Settings>): void
}

const PRESET_WORDS = {
  none: 'None',
  grey: 'Grey desktop',
  white: 'White desktop',
  dark: 'Dark desktop',
} satisfies Record<Preset, string>
const THEME_WORDS = { auto: 'As the system', light: 'Light', dark: 'Dark' } as const
const TRANSCRIPT_WORDS = { open: 'Open', collapsed: 'Collapsed' } as const
const SENTIMENT_WORDS = { on: 'On', off: 'Off' } as const
const DENSITY_WORDS = { comfortable: 'Comfortable', compact: 'Compact' } as const

const chosenIn = ({ target }: Event): string =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : ''

export const controlsPart = (input: ControlsInput): TemplateResult => {
  const { settings, change } = input
  const choice = <T extends string>(
    name: string,
    label: string,
    allowed: readonly T[],
    words: Readonly<Record<T, string>>,
    chosen: T,
    choose: (value: T) => void,
  ): TemplateResult => html`<label for=${name}>${label}</label>
    <select
      id=${name}
      .value=${live(chosen)}
      @change=${(event: Event) => {
        const value = allowed.find((each) => each === chosenIn(event))
        if (value !== undefined) choose(value)
      }}
    >
      ${allowed.map((each) => html`<option value=${each} ?selected=${each === chosen}>${words[each]}</option>`)}
    </select>`
  return html`<div class="fields">
      ${choice('preset', 'Preset', PRESETS, PRESET_WORDS, settings.preset, (preset) => change({ preset }))}
      ${choice('theme', 'Theme', THEMES, THEME_WORDS, settings.theme, (theme) => change({ theme }))}
      ${choice('density', 'Density', DENSITIES, DENSITY_WORDS, settings.density, (density) => change({ density }))}
      ${choice('transcript', 'Transcript', TRANSCRIPTS, TRANSCRIPT_WORDS, settings.transcript, (transcript) => change({ transcript }))}
      ${choice('sentiment', 'Scoring', SENTIMENTS, SENTIMENT_WORDS, settings.sentiment, (sentiment) => change({ sentiment }))}
      ${choice('lang', 'Language', LANGUAGE_CODES, LANGUAGES, settings.lang, (lang) => change({ lang }))}
      ${range('width', 'Width', 'px', WIDTHS, 10, settings.width, (width) => change({ width }))}
      ${range('text-size', 'Text size', '%', TEXT_SIZES, 10, settings.textSize, (textSize) => change({ textSize }))}
    </div>
    ${
      settings.preset === 'none'
        ? nothing
        : html`<p class="soft small">
            A preset sets the colours itself: theme is without effect. It is <code>widget/themes/${settings.preset}.css</code>.
          </p>`
    }
    <details>
      <summary>Tokens</summary>
      <div class="fields">${Object.keys(TOKENS).map((name) => (isToken(name) ? tokenField(name, input) : nothing))}</div>
    </details>
    <details>
      <summary>HTML and CSS</summary>
      <pre tabindex="0" aria-label="HTML and CSS">${sourceOf(settings)}</pre>
    </details>
    <button type="button" class="reset" @click=${() => change(USUAL)}>Reset</button>`
}

const range = (
  id: string,
  label: string,
  unit: string,
  { least, most }: { readonly least: number; readonly most: number },
  step: number,
  value: number,
  choose: (value: number) => void,
): TemplateResult => html`<label for=${id}>${label}</label>
  <span class="range">
    <input
      id=${id}
      type="range"
      min=${least}
      max=${most}
      step=${step}
      .value=${live(String(value))}
      aria-valuetext="${value} ${unit}"
      @input=${(event: Event) => choose(Number(chosenIn(event)))}
    />
    <output for=${id}>${value} ${unit}</output>
  </span>`

const tokenField = (name: TokenName, { settings, colourOf, change }: ControlsInput): TemplateResult => {
  const given = settings.tokens[name] ?? ''
  const set = (value: string): void => {
    const { [name]: _before, ...others } = settings.tokens
    change({ tokens: value === '' ? others : { ...others, [name]: value } })
  }
  const heard = (event: Event): void => set(chosenIn(event))
  return html`<label for="token-${name}" title="--cx-assist-${name}">${TOKENS[name]}</label>
    <span class="token">
      ${
        isLength(name)
          ? html`<input id="token-${name}" placeholder=${LENGTHS[name]} .value=${live(given)} @change=${heard} />`
          : html`<input id="token-${name}" type="color" .value=${live(colourOf(name))} @input=${heard} />`
      }
      ${
        given === ''
          ? nothing
          : html`<button type="button" aria-label="Reset ${TOKENS[name]}" @click=${() => set('')}>Reset</button>`
      }
    </span>`
}

/** What an integrator writes. */
const sourceOf = (settings: Settings): string => {
  const { theme, density, transcript, sentiment, lang, preset } = settings
  const attributes = [
    ...(preset === 'none' && theme !== USUAL.theme ? [`theme="${theme}"`] : []),
    ...(density === USUAL.density ? [] : [`density="${density}"`]),
    ...(transcript === USUAL.transcript ? [] : [`transcript="${transcript}"`]),
    ...(sentiment === USUAL.sentiment ? [] : [`sentiment="${sentiment}"`]),
    ...(lang === USUAL.lang ? [] : [`lang="${lang}"`]),
    ...(directionOf(lang) === 'rtl' ? ['dir="rtl"'] : []),
  ]
  const tag = `<cx-assist${['', ...attributes].join(' ')}></cx-assist>`
  const sheet = preset === 'none' ? [] : [`<link rel="stylesheet" href="themes/${preset}.css" />`]
  const tokens = chosenTokens(settings).map(([name, value]) => `  ${name}: ${value};`)
  const style = tokens.length === 0 ? [] : ['<style>', 'cx-assist {', ...tokens, '}', '</style>']
  return [...sheet, ...style, tag].join('\n')
}
