/** Sessions of this Cognigy: their context, and what was injected into them. */

interface SessionInject {
  readonly urlToken: string
  readonly userId: string
  readonly text: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface VendorSession {
  readonly id: string
  /** Of whoever talks in it. */
  readonly userId: string
  readonly context: Readonly<Record<string, unknown>>
  readonly injects: readonly SessionInject[]
}

export class VendorSessions {
  readonly #byId = new Map<string, VendorSession>()

  seed(id: string, userId: string, context: Readonly<Record<string, unknown>>): VendorSession {
    const session: VendorSession = { id, userId, context, injects: [] }
    this.#byId.set(id, session)
    return session
  }

  get(id: string): VendorSession | undefined {
    return this.#byId.get(id)
  }

  all(): readonly VendorSession[] {
    return [...this.#byId.values()]
  }

  replace(session: VendorSession): void {
    this.#byId.set(session.id, session)
  }

  forget(id: string): void {
    this.#byId.delete(id)
  }
}
