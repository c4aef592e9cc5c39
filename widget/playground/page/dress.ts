/** Brings the visitor's settings onto panels, by the means that every host has: attributes, custom properties, a style sheet. */

import type { CxAssist } from '../../cx-assist.ts'
import dark from '../../themes/dark.css?raw'
import grey from '../../themes/grey.css?raw'
import white from '../../themes/white.css?raw'
import { directionOf, type Preset, type Settings, USUAL } from '../settings.ts'
import { LENGTHS, TOKENS } from '../tokens.ts'

const SHEETS = { none: '', grey, white, dark } satisfies Record<Preset, string>

const fontSize = (textSize: number): string =>
  textSize === USUAL.textSize ? '' : `calc(${LENGTHS['font-size']} * ${textSize / 100})`

/** The tokens that differ from what is usual, by their public names. */
export const chosenTokens = ({ tokens, textSize }: Settings): readonly (readonly [name: string, value: string])[] =>
  Object.keys(TOKENS)
    .map((name) => {
      const given = new Map(Object.entries(tokens)).get(name)
      return [`--cx-assist-${name}`, given ?? (name === 'font-size' ? fontSize(textSize) : '')] as const
    })
    .filter(([, value]) => value !== '')

export const dress = (element: CxAssist, settings: Settings): void => {
  element.theme = settings.theme
  element.density = settings.density
  element.transcript = settings.transcript
  element.sentiment = settings.sentiment
  element.lang = settings.lang
  element.dir = directionOf(settings.lang)
  element.removeAttribute('style')
  for (const [name, value] of chosenTokens(settings)) element.style.setProperty(name, value)
}

const sheet = document.createElement('style')

/** What concerns the page as a whole: its own look, and the preset's style sheet. */
export const dressPage = ({ theme, preset }: Settings): void => {
  const root = document.documentElement
  root.dataset['theme'] = preset === 'none' ? theme : preset === 'dark' ? 'dark' : 'light'
  root.dataset['preset'] = preset
  sheet.textContent = SHEETS[preset]
  if (!sheet.isConnected) document.head.append(sheet)
}
