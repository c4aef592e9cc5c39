/** The tokens of the panel, without `--cx-assist-`, and what each is for. */
export const TOKENS = {
  surface: 'Background',
  'surface-muted': 'Customer’s messages',
  text: 'Text',
  'text-muted': 'Secondary text',
  line: 'Separators',
  accent: 'Accent',
  'accent-soft': 'Agent’s messages',
  calm: 'Calm',
  watch: 'Watch',
  'watch-soft': 'Watch, background',
  act: 'Act',
  'act-soft': 'Act, background',
  radius: 'Corners',
  'font-size': 'Text size',
} as const
export type TokenName = keyof typeof TOKENS

/** Those that are lengths; the others are colours. */
export const LENGTHS = { radius: '6px', 'font-size': '13px' } as const satisfies Partial<Record<TokenName, string>>

export const isToken = (name: string): name is TokenName => Object.hasOwn(TOKENS, name)
export const isLength = (name: TokenName): name is keyof typeof LENGTHS => Object.hasOwn(LENGTHS, name)
