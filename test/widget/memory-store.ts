/** Keys that are remembered as long as the test runs. */
import type { KeyChanges } from '../../widget/keys/key-map.ts'
import type { KeyStore } from '../../widget/keys/key-store.ts'

export const memoryStore = (kept: KeyChanges = {}): KeyStore & { readonly kept: () => KeyChanges } => {
  let now = kept
  return {
    kept: () => now,
    read: () => now,
    remember: (changes) => {
      now = changes
    },
  }
}
