/** What a stand-in was asked and what became of it: tests assert on it, people debug with it. */

/** `fault`: a fault answered in place of the route. `pending`: no answer yet (a call that hangs stays so). */
type CallOutcome = 'pending' | 'applied' | 'rejected' | 'fault'

export interface JournalEntry {
  /** Rises by one per call. */
  readonly id: number
  readonly at: string
  readonly method: string
  /** As it came, still percent-encoded, without the query. */
  readonly path: string
  readonly query: string
  /** Scheme only: `Bearer ***`. */
  readonly authorization: string | undefined
  /** The parsed body, with secrets masked. */
  readonly body: unknown
  readonly outcome: CallOutcome
  /** Why it was rejected, or which fault it met. */
  readonly reason: string | undefined
  /** Absent while pending, and where the connection was cut instead of answered. */
  readonly status: number | undefined
}

export interface ArrivedCall {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly authorization: string | undefined
  readonly body: unknown
}

export interface CallResult {
  readonly outcome: Exclude<CallOutcome, 'pending'>
  readonly reason?: string | undefined
  readonly status?: number | undefined
}

const SECRET_NAME = /secret|password|token|api_?key|authorization/i
const MASK = '***'

/** Copies `value` with everything that is named like a secret replaced. */
const maskSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(maskSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, SECRET_NAME.test(name) ? MASK : maskSecrets(part)]),
  )
}

const maskQuery = (query: string): string => {
  const params = new URLSearchParams(query)
  for (const name of new Set(params.keys())) if (SECRET_NAME.test(name)) params.set(name, MASK)
  return params.toString()
}

const maskAuthorization = (header: string | undefined): string | undefined => {
  const scheme = header === undefined ? undefined : /^(Bearer|Basic) /.exec(header)?.[1]
  return header === undefined ? undefined : `${scheme ?? ''} ${MASK}`.trim()
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A bounded record of calls, newest last. An entry exists from the moment the call arrived. */
export class Journal {
  #entries: Mutable<JournalEntry>[] = []
  #nextId = 1
  readonly #capacity: number

  constructor(capacity = 10_000) {
    this.#capacity = capacity
  }

  /** Records the arrival; the returned function records what became of it (the first word counts). */
  begin(call: ArrivedCall): (result: CallResult) => void {
    const entry: Mutable<JournalEntry> = {
      id: this.#nextId++,
      at: new Date().toISOString(),
      method: call.method,
      path: call.path,
      query: maskQuery(call.query),
      authorization: maskAuthorization(call.authorization),
      body: maskSecrets(call.body),
      outcome: 'pending',
      reason: undefined,
      status: undefined,
    }
    this.#entries.push(entry)
    // Cutting half at a time keeps a call cheap under load; readers never see more than the capacity.
    if (this.#entries.length >= 2 * this.#capacity) this.#entries = this.#entries.slice(-this.#capacity)
    return (result) => {
      if (entry.outcome !== 'pending') return
      entry.outcome = result.outcome
      entry.reason = result.reason
      entry.status = result.status
    }
  }

  /** The newest calls, oldest first, optionally only those to `path` (exact, or matched). */
  entries(path?: string | RegExp): readonly JournalEntry[] {
    const kept = this.#entries.slice(-this.#capacity)
    if (path === undefined) return kept
    return kept.filter((entry) => (typeof path === 'string' ? entry.path === path : entry.path.search(path) >= 0))
  }

  clear(): void {
    this.#entries = []
  }
}
