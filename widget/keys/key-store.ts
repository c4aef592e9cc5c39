/** The keys that the agent changed, remembered where the browser lets us. */
import type { KeyChanges } from './key-map.ts'

export interface KeyStore {
  /** What was remembered, or whatever somebody else put there: it is looked at before it is used. */
  read(): unknown
  /** Nothing to remember forgets what was. */
  remember(changes: KeyChanges): void
}

const KEY = 'cx-assist-keys'

export const browserKeys: KeyStore = {
  read: () => {
    try {
      const kept = localStorage.getItem(KEY)
      return kept === null ? {} : JSON.parse(kept)
    } catch {
      // Storage is forbidden here, or holds something else: the defaults hold.
      return {}
    }
  },
  remember: (changes) => {
    try {
      if (Object.keys(changes).length > 0) localStorage.setItem(KEY, JSON.stringify(changes))
      else localStorage.removeItem(KEY)
    } catch {
      // What is changed holds until the page is left.
    }
  },
}
