/** Trouble on demand: how an upstream misbehaves, for which calls, how often. */
import * as z from 'zod/mini'

const faultKinds = z.discriminatedUnion('kind', [
  /** Answers so instead of the route: 429 with `retry-after`, 503, 401 … */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().check(z.minimum(200), z.maximum(599)),
    headers: z.optional(z.record(z.string(), z.string())),
    body: z.optional(z.unknown()),
  }),
  /** The route answers, but late. */
  z.strictObject({ kind: z.literal('delay'), ms: z.int().check(z.minimum(0)) }),
  /** Never answers, until it is released, or the caller or the stand-in closes. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Cuts the connection; nothing is applied. */
  z.strictObject({ kind: z.literal('drop') }),
  /** The effect happens, then the connection is cut without an answer. */
  z.strictObject({ kind: z.literal('drop-after-apply') }),
  /** `html`: 200 with a proxy's error page, nothing applied. `truncated-json`: applied, half of the answer sent. */
  z.strictObject({ kind: z.literal('bad-body'), body: z._default(z.enum(['html', 'truncated-json']), 'html') }),
  /** Applied at once; the body trickles over `ms`. */
  z.strictObject({ kind: z.literal('slow-body'), ms: z.int().check(z.minimum(0)) }),
])
export type FaultKind = z.infer<typeof faultKinds>
type FaultInput = z.input<typeof faultKinds>

interface FaultScope {
  readonly method?: string | undefined
  /** The exact path as sent (percent-encoded, no query), or a pattern of it. Missing: every path. */
  readonly path?: string | RegExp | undefined
  /** For how many matching calls. Missing: until removed. */
  readonly times?: number | undefined
}
export type FaultSpec = FaultScope & FaultInput

interface Armed {
  readonly scope: FaultScope
  readonly kind: FaultKind
  left: number
}

const matches = ({ method, path }: FaultScope, call: { method: string; path: string }): boolean => {
  if (method !== undefined && method.toUpperCase() !== call.method) return false
  if (path === undefined) return true
  return typeof path === 'string' ? path === call.path : call.path.search(path) >= 0
}

/** The faults of one stand-in. A call meets at most one: the oldest that matches. */
export class Faults {
  #armed: Armed[] = []
  #held: (() => void)[] = []

  /** Arms a fault and returns its undo. */
  add(spec: FaultSpec): () => void {
    const { method, path, times, ...kind } = spec
    const armed: Armed = { scope: { method, path, times }, kind: faultKinds.parse(kind), left: times ?? Infinity }
    this.#armed.push(armed)
    return () => {
      this.#armed = this.#armed.filter((other) => other !== armed)
    }
  }

  clear(): void {
    this.#armed = []
  }

  /** A call hangs; `refuse` answers it. */
  hold(refuse: () => void): void {
    this.#held.push(refuse)
  }

  /** Refuses all calls that hang, in a way after which nobody asks again. */
  release(): void {
    for (const refuse of this.#held.splice(0)) refuse()
  }

  /** The fault this call meets, used up by one. */
  take(call: { method: string; path: string }): FaultKind | undefined {
    const met = this.#armed.find((armed) => armed.left > 0 && matches(armed.scope, call))
    if (met === undefined) return undefined
    met.left -= 1
    if (met.left <= 0) this.#armed = this.#armed.filter((armed) => armed !== met)
    return met.kind
  }
}

const scopeOverHttp = z.object({
  method: z.optional(z.string()),
  path: z.optional(z.string()),
  /** A regular expression, since JSON has none. Instead of `path`. */
  pathPattern: z.optional(z.string()),
  times: z.optional(z.int().check(z.minimum(1))),
})

/** Reads what `POST /__simulator/faults` takes; throws where it fits no fault. */
export const parseFaultSpec = (body: unknown): FaultSpec => {
  const { method, path, pathPattern, times } = scopeOverHttp.parse(body)
  const rest = Object.entries(z.record(z.string(), z.unknown()).parse(body)).filter(
    ([name]) => !(name in scopeOverHttp.shape),
  )
  const kind = faultKinds.parse(Object.fromEntries(rest))
  return { ...kind, method, path: pathPattern === undefined ? path : new RegExp(pathPattern), times }
}
