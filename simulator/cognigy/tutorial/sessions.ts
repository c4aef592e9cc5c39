/** Sessions of this Cognigy: their context, the nodes triggered in them and the updates they got. */

interface ToldUpdate {
  readonly sessionData: {
    readonly escalationLevel: string
    readonly frustrationScore: number
    readonly escalationTriggered: boolean
  }
  readonly flow?: string | undefined
  readonly node?: string | undefined
}

export interface CognigySession {
  readonly id: string
  readonly context: Readonly<Record<string, unknown>>
  readonly triggeredNodes: readonly string[]
  readonly updates: readonly ToldUpdate[]
}

export class Sessions {
  readonly #byId = new Map<string, CognigySession>()

  seed(id: string, context: Readonly<Record<string, unknown>>): CognigySession {
    const session: CognigySession = { id, context, triggeredNodes: [], updates: [] }
    this.#byId.set(id, session)
    return session
  }

  get(id: string): CognigySession | undefined {
    return this.#byId.get(id)
  }

  all(): readonly CognigySession[] {
    return [...this.#byId.values()]
  }

  replace(session: CognigySession): void {
    this.#byId.set(session.id, session)
  }

  forget(id: string): void {
    this.#byId.delete(id)
  }
}
