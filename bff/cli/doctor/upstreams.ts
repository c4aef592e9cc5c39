/** The upstreams: reachable, of one time, and whatever else their dialect has to ask. */
import { startDeadline } from '../../deadline.ts'
import type { Clock } from '../../ports/time.ts'
import type { Probe, Upstream } from '../../ports/upstream.ts'
import type { ProxyOf } from '../../upstream/http/proxies.ts'
import { exchange } from './http.ts'
import { isWell, type Line, skip, warn } from './line.ts'
import { reach } from './network.ts'
import { proxiedLine } from './proxy.ts'
import { clockLine } from './skew.ts'

export interface UpstreamParts {
  readonly upstreams: readonly Pick<Upstream, 'probes'>[]
  readonly clock: Clock
  readonly timeoutMs: number
  readonly proxyOf: ProxyOf
  /** Whether suggestions are asked for, although that may cost something. */
  readonly suggests: boolean
}

/** Side by side, but for what needs another one first. */
export const upstreamLines = async (parts: UpstreamParts): Promise<readonly Line[]> =>
  (
    await Promise.all(
      parts.upstreams.map((upstream) => linesOf(upstream.probes({ suggestions: parts.suggests }), parts)),
    )
  ).flat()

const linesOf = async (probes: readonly Probe[], parts: UpstreamParts): Promise<readonly Line[]> => {
  const examined = new Map<string, Promise<Examined>>()
  for (const probe of probes) examined.set(probe.name, examine(probe, examined, parts))
  return (await Promise.all(examined.values())).flatMap(({ lines }) => lines)
}

interface Examined {
  readonly lines: readonly Line[]
  /** What needs it can be examined. */
  readonly isWell: boolean
}

/** @param before what is being examined already: a probe needs one that stands before it */
const examine = async (
  probe: Probe,
  before: ReadonlyMap<string, Promise<Examined>>,
  parts: UpstreamParts,
): Promise<Examined> => {
  const { name } = probe
  switch (probe.kind) {
    case 'unset': {
      const line = probe.fix === undefined ? skip(name, probe.detail) : warn(name, probe.detail, probe.fix)
      return { lines: [line], isWell: false }
    }
    case 'address': {
      const lines = await placeLines(probe, parts)
      return { lines, isWell: isWell(lines[0]) }
    }
    case 'question': {
      const { needs } = probe
      const isMet = needs === undefined || (await before.get(needs.probe))?.isWell === true
      if (!isMet) return { lines: [skip(name, needs.otherwise)], isWell: false }
      const deadline = startDeadline(parts.timeoutMs, parts.clock)
      const line: Line = { name, ...(await probe.ask(deadline).finally(deadline.release)) }
      return { lines: [line], isWell: isWell(line) }
    }
  }
}

/** Reachability and clock of one address. */
const placeLines = async (
  { name, url, variables }: Extract<Probe, { kind: 'address' }>,
  { clock, timeoutMs, proxyOf }: UpstreamParts,
): Promise<readonly [Line, Line]> => {
  const proxy = proxyOf(url)
  const answer = await exchange(url, { timeoutMs, proxy })
  const line =
    proxy === undefined
      ? await reach(name, url, variables, { timeoutMs, now: clock.now })
      : proxiedLine(name, url, variables, proxy, answer)
  if (!isWell(line)) return [line, skip(`${name}: clock`, 'it cannot be reached')]
  const date = typeof answer === 'string' ? Number.NaN : answer.date
  return [line, clockLine(`${name}: clock`, date, clock.now())]
}
