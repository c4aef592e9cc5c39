/** Sends what was recorded again, in its pace, and compares the answers. */
import type { IncidentLine } from '../../../shared/wire/incident.ts'

export interface ReplayAnswer {
  /** `undefined`: there was none. */
  readonly status: number | undefined
  readonly outcome: string | undefined
  readonly ms: number
}

export interface Compared {
  readonly line: IncidentLine
  readonly now: ReplayAnswer
}

export interface ReplayParts {
  readonly send: (line: IncidentLine) => Promise<ReplayAnswer>
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>
  /** Milliseconds, for durations. */
  readonly monotonic: () => number
  /** 2 is twice as quick as it was. */
  readonly speed: number
}

/** Whether a line can be sent again: what was too much for the service was not kept, and nobody knows the answer of some. */
const isRepeatable = ({ form, status }: IncidentLine): boolean => form !== 'excess' && status !== undefined

export interface Replayed {
  /** In the order in which they were sent. */
  readonly compared: readonly Compared[]
  /** Those that could not be sent again. */
  readonly left: number
}

export const differs = ({ line, now }: Compared): boolean => line.status !== now.status || line.outcome !== now.outcome

/** Each is sent at its moment, whether or not the ones before are answered: as it was. */
export const replayIncident = async (
  lines: readonly IncidentLine[],
  { send, pause, monotonic, speed }: ReplayParts,
): Promise<Replayed> => {
  const inOrder = lines.filter(isRepeatable).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const first = Date.parse(inOrder[0]?.at ?? '')
  const startedAt = monotonic()
  const answers: Promise<Compared>[] = []
  for (const line of inOrder) {
    const dueIn = (Date.parse(line.at) - first) / speed - (monotonic() - startedAt)
    if (dueIn > 0) await pause(dueIn)
    answers.push(send(line).then((now) => ({ line, now })))
  }
  return { compared: await Promise.all(answers), left: lines.length - inOrder.length }
}

const shownAs = (status: number | undefined, outcome: string | undefined): string =>
  [status ?? 'no answer', outcome].filter((each) => each !== undefined).join(' ')

const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)

/** What operators read: where it differs, a line each, and one line of all. */
export const replayTable = ({ compared, left }: Replayed): string => {
  const different = compared.filter(differs)
  const rows = different.map(({ line, now }) => [
    line.at,
    line.path,
    shownAs(line.status, line.outcome),
    shownAs(now.status, now.outcome),
    line.upstreams.map(({ upstream, operation, outcome }) => `${upstream} ${operation}: ${outcome}`).join(', ') || '-',
  ])
  const table = [['at', 'path', 'recorded', 'now', 'upstreams when recorded'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  const shown = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const then = median(compared.map(({ line }) => line.ms))
  const now = median(compared.map(({ now: each }) => each.ms))
  return [
    ...(different.length === 0 ? [] : [...shown, '']),
    `${compared.length} sent, ${different.length} answered otherwise; half of them within ${now} ms (recorded: ${then} ms)`,
    ...(left === 0 ? [] : [`${left} could not be sent again: their body or their answer is not known`]),
    '',
  ].join('\n')
}
