/** In what dress and to what eyes each state is looked at. */

export interface Mode {
  readonly name: string
  readonly width: number
  readonly height: number
  /** The panel's settings, as the playground's address takes them. */
  readonly settings: string
  readonly forcedColors?: 'active'
  /** Whether pictures are kept of it; else only flaws are looked for. */
  readonly isPictured: boolean
  /** Whether its colours are its point; they make pictures larger. */
  readonly hasColours: boolean
  /** Whether axe has something to find in it that it does not find in another. */
  readonly isAxed: boolean
}

const HEIGHT = 640
const USUAL = {
  width: 380,
  height: HEIGHT,
  settings: 'theme=light',
  isPictured: true,
  hasColours: false,
  isAxed: false,
} as const

export const MODES: readonly Mode[] = [
  { ...USUAL, name: 'light', hasColours: true, isAxed: true },
  { ...USUAL, name: 'dark', settings: 'theme=dark', hasColours: true, isAxed: true },
  { ...USUAL, name: 'forced-colours', forcedColors: 'active', isAxed: true },
  { ...USUAL, name: 'narrow', width: 320 },
  { ...USUAL, name: 'right-to-left', settings: 'theme=light&lang=ar' },
  { ...USUAL, name: 'large-text', settings: 'theme=light&text=200' },
  // A window of 1280 by 1024 at 400 %.
  { ...USUAL, name: 'zoomed', width: 320, height: 256, isPictured: false },
]
