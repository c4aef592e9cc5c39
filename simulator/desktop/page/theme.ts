/** Light or dark: the system's choice until the agent makes one. */
export type ChosenTheme = 'auto' | 'light' | 'dark'

const KEY = 'desktop-theme'
const isTheme = (value: string | null): value is ChosenTheme =>
  value === 'auto' || value === 'light' || value === 'dark'

export const storedTheme = (): ChosenTheme => {
  try {
    const stored = localStorage.getItem(KEY)
    return isTheme(stored) ? stored : 'auto'
  } catch {
    // Storage may be forbidden; then nothing is remembered.
    return 'auto'
  }
}

export const applyTheme = (theme: ChosenTheme): void => {
  document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // As above.
  }
}

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const
export const nextTheme = (theme: ChosenTheme): ChosenTheme => NEXT[theme]
