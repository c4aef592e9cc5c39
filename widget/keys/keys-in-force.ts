/** The keys in force: the panel's own, what the integrator changed, and before all what the agent changed. */
import {
  asKey,
  changesOf,
  DEFAULT_KEYS,
  type KeyAct,
  type KeyChanges,
  type KeyMap,
  type KeyRefusal,
  keyMapOf,
  refusalOf,
} from './key-map.ts'
import type { KeyStore } from './key-store.ts'

export class KeysInForce {
  readonly #store: KeyStore
  readonly #changed: () => void
  #integrators: KeyChanges = {}
  #agents: KeyChanges = {}
  #keys = DEFAULT_KEYS

  constructor(store: KeyStore, changed: () => void) {
    this.#store = store
    this.#changed = changed
  }

  /** Reads what is remembered. */
  open(): void {
    this.#agents = changesOf(this.#store.read())
    this.#keys = keyMapOf(this.#integrators, this.#agents)
  }

  get keys(): KeyMap {
    return this.#keys
  }

  /** Whether the agent changed any. */
  get isChanged(): boolean {
    return Object.keys(this.#agents).length > 0
  }

  /** @param given what the integrator wants, of whatever type. */
  configure(given: unknown): void {
    this.#integrators = changesOf(given)
    this.#keys = keyMapOf(this.#integrators, this.#agents)
  }

  /**
   * @param wanted a key as people write it; an empty text for none. Gives why it is not changed.
   * @param absent acts that nobody sees here, which need no key
   */
  change(act: KeyAct, wanted: string, absent: readonly KeyAct[] = []): KeyRefusal | undefined {
    const key = asKey(wanted)
    const found = refusalOf(this.#keys, act, key)
    const refusal = found?.refused === 'taken' && absent.includes(found.by) ? undefined : found
    if (refusal !== undefined || key === undefined) return refusal
    this.#enter({ ...this.#agents, [act]: key })
    return undefined
  }

  /** Forgets what the agent changed. */
  reset(): void {
    this.#enter({})
  }

  #enter(changes: KeyChanges): void {
    this.#agents = changes
    this.#store.remember(changes)
    this.#keys = keyMapOf(this.#integrators, changes)
    this.#changed()
  }
}
