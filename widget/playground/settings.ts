/** What the visitor chose for all panels of the page; kept in its address, so that a look can be sent to somebody. */
import { isToken, type TokenName } from './tokens.ts'

export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
} as const
export type Language = keyof typeof LANGUAGES
export const THEMES = ['auto', 'light', 'dark'] as const
export const DENSITIES = ['comfortable', 'compact'] as const
export const TRANSCRIPTS = ['open', 'collapsed'] as const
export const SENTIMENTS = ['on', 'off'] as const
export const PRESETS = ['none', 'grey', 'white', 'dark'] as const
export type Preset = (typeof PRESETS)[number]

export const WIDTHS = { least: 320, most: 440, usual: 380 } as const
/** In percent. */
export const TEXT_SIZES = { least: 100, most: 200, usual: 100 } as const

export interface Settings {
  readonly theme: (typeof THEMES)[number]
  readonly density: (typeof DENSITIES)[number]
  readonly transcript: (typeof TRANSCRIPTS)[number]
  /** Of all panels, whatever a state is about. */
  readonly sentiment: (typeof SENTIMENTS)[number]
  readonly lang: Language
  readonly preset: Preset
  readonly width: number
  readonly textSize: number
  readonly tokens: Readonly<Partial<Record<TokenName, string>>>
}

export const USUAL: Settings = {
  theme: 'auto',
  density: 'comfortable',
  transcript: 'open',
  sentiment: 'on',
  lang: 'en',
  preset: 'none',
  width: WIDTHS.usual,
  textSize: TEXT_SIZES.usual,
  tokens: {},
}

export const LANGUAGE_CODES = ['en', 'de', 'es', 'fr', 'ja', 'ar'] as const satisfies readonly Language[]

/** Before the names of tokens in the address, some of which are also names of settings. */
const TOKEN_MARK = '--'

const oneOf = <T extends string>(allowed: readonly T[], given: string | null, usual: T): T =>
  allowed.find((each) => each === given) ?? usual

const within = ({ least, most, usual }: Record<'least' | 'most' | 'usual', number>, given: string | null): number => {
  const figure = given === null ? usual : Number(given)
  return Number.isFinite(figure) ? Math.min(Math.max(figure, least), most) : usual
}

/** Whatever stands in the address, this gives settings that can be shown. */
export const readSettings = (query: URLSearchParams): Settings => ({
  theme: oneOf(THEMES, query.get('theme'), USUAL.theme),
  density: oneOf(DENSITIES, query.get('density'), USUAL.density),
  transcript: oneOf(TRANSCRIPTS, query.get('transcript'), USUAL.transcript),
  sentiment: oneOf(SENTIMENTS, query.get('sentiment'), USUAL.sentiment),
  lang: oneOf(LANGUAGE_CODES, query.get('lang'), USUAL.lang),
  preset: oneOf(PRESETS, query.get('preset'), USUAL.preset),
  width: within(WIDTHS, query.get('width')),
  textSize: within(TEXT_SIZES, query.get('text')),
  tokens: Object.fromEntries(
    [...query].flatMap(([key, value]) => {
      const name = key.slice(TOKEN_MARK.length)
      return key.startsWith(TOKEN_MARK) && isToken(name) && value !== '' ? [[name, value] as const] : []
    }),
  ),
})

/** The address of these settings; what is as usual is left out. */
export const writeSettings = (settings: Settings): URLSearchParams => {
  const { tokens, width, textSize, ...words } = settings
  const query = new URLSearchParams()
  for (const name of ['theme', 'density', 'transcript', 'sentiment', 'lang', 'preset'] as const) {
    if (words[name] !== USUAL[name]) query.set(name, words[name])
  }
  if (width !== USUAL.width) query.set('width', String(width))
  if (textSize !== USUAL.textSize) query.set('text', String(textSize))
  for (const [name, value] of Object.entries(tokens)) query.set(`${TOKEN_MARK}${name}`, value)
  return query
}

export const directionOf = (lang: Language): 'ltr' | 'rtl' => (lang === 'ar' ? 'rtl' : 'ltr')
