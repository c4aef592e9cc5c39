/** Whether the agent wants no scoring in this browser, remembered where the browser lets us. */

export interface ScoringSwitch {
  isOff(): boolean
  remember(isOff: boolean): void
}

const KEY = 'cx-assist-scoring'

export const browserSwitch: ScoringSwitch = {
  isOff: () => {
    try {
      return localStorage.getItem(KEY) === 'off'
    } catch {
      // Storage is forbidden here: the default holds, and what is switched holds until the page is left.
      return false
    }
  },
  remember: (isOff) => {
    try {
      if (isOff) localStorage.setItem(KEY, 'off')
      else localStorage.removeItem(KEY)
    } catch {
      // As above.
    }
  },
}
