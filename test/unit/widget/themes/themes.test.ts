/** The themes that ship: whole, nothing but tokens, and legible; the panel's own two looks by the same measure. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { tokens as styles } from '../../../../widget/cx-assist.styles.ts'
import { isLength, isToken, TOKENS } from '../../../../widget/playground/tokens.ts'

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../widget/${path}`, import.meta.url)), 'utf8')

type Colours = ReadonlyMap<string, string>

/** What a rule for the element sets, with `--cx-assist-` left out of the names of tokens. */
const declared = (css: string): Colours => {
  const [, block = ''] = /^cx-assist \{([^}]*)\}\s*$/m.exec(css.replace(/\/\*[\s\S]*?\*\//g, '')) ?? []
  return new Map(
    [...block.matchAll(/([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [
      name.replace(/^--cx-assist-/, ''),
      value,
    ]),
  )
}

/** What the panel takes where nothing is set, light and dark. */
const own = (which: 1 | 2): Colours =>
  new Map(
    [...styles.cssText.matchAll(/var\(--cx-assist-([\w-]+), light-dark\((#\w{6}), (#\w{6})\)\)/g)].map((found) => [
      found[1] ?? '',
      found[1 + which] ?? '',
    ]),
  )

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
/** WCAG's relative luminance. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** What is written on what. */
const WRITTEN: readonly (readonly [ground: string, inks: readonly string[]])[] = [
  ['surface', ['text', 'text-muted', 'accent', 'calm', 'watch', 'act']],
  ['surface-muted', ['text', 'text-muted']],
  ['accent-soft', ['text', 'accent']],
  ['watch-soft', ['text', 'text-muted', 'watch']],
  ['act-soft', ['text', 'text-muted', 'act']],
]

const THEMES = {
  'the panel’s own, light': own(1),
  'the panel’s own, dark': own(2),
  grey: declared(read('themes/grey.css')),
  white: declared(read('themes/white.css')),
  dark: declared(read('themes/dark.css')),
}

describe.each(Object.entries(THEMES))('%s', (_name, colours) => {
  it.each(WRITTEN.flatMap(([ground, inks]) => inks.map((ink) => ({ ground, ink }))))(
    'the theme can be read: $ink on $ground',
    ({ ground, ink }) => {
      expect(contrast(colours.get(ground) ?? '', colours.get(ink) ?? '')).toBeGreaterThanOrEqual(4.5)
    },
  )
})

describe.each(['grey', 'white', 'dark'])('the file of the %s theme', (name) => {
  const names = [...declared(read(`themes/${name}.css`)).keys()]

  it('the file of the theme sets every colour, so that none of another look shows through', () => {
    const colours = Object.keys(TOKENS).filter((token) => isToken(token) && !isLength(token))
    expect(names).toEqual(expect.arrayContaining(colours))
  })

  it('the file of the theme sets nothing but tokens, and whether the panel is light or dark', () => {
    expect(names.filter((each) => !isToken(each))).toEqual(['color-scheme'])
  })
})

it('the playground knows every token that the element documents', () => {
  const documented = [...read('cx-assist.ts').matchAll(/@cssprop \[?--cx-assist-([\w-]+)/g)].map(([, token]) => token)
  expect(Object.keys(TOKENS)).toEqual(documented)
})
