/** What the command line asks of `scale`. */
import * as z from 'zod/mini'

const STORES = ['memory', 'sqlite', 'redis'] as const
export type StoreKind = (typeof STORES)[number]

/**
 * `kill`: a process of the service, by SIGKILL, started again. `redis-kill`: Redis, the same. `redis-stop`: Redis stands
 * still for five seconds. `cut`: connections of widgets, and of the service to Redis, end without a word.
 */
const FAULTS = ['kill', 'redis-kill', 'redis-stop', 'cut'] as const
export type Fault = (typeof FAULTS)[number]

export interface ScaleOptions {
  readonly store: StoreKind
  /** Numbers of processes, each measured for itself. */
  readonly processes: readonly number[]
  readonly widgets: number
  /** Webhooks a second, sent whether or not those before were answered. */
  readonly rate: number
  /** How long each side is under load in a round. */
  readonly seconds: number
  readonly fault: Fault | undefined
  /** How often the fault befalls ours in a round, which is as many times as long; the baseline's round stays as it is. */
  readonly times: number
  /** Of all that is picked at random. */
  readonly seed: number
}

/** For `parseArgs`. */
export const SCALE_ARGUMENTS = {
  store: { type: 'string' },
  processes: { type: 'string' },
  widgets: { type: 'string' },
  rate: { type: 'string' },
  seconds: { type: 'string' },
  fault: { type: 'string' },
  times: { type: 'string' },
  seed: { type: 'string' },
} as const

export const SCALE_USAGE = `[--store ${STORES.join('|')}] [--processes N,N] [--widgets N] [--rate N] [--seconds N] [--fault ${FAULTS.join('|')}] [--times N] [--seed N]`

const whole = (least: number, most: number, otherwise: number) => {
  const message = `takes a whole number from ${least} to ${most}`
  return z._default(
    z.pipe(
      z.string().check(z.regex(/^\d+$/, message)),
      z.pipe(z.transform(Number), z.int().check(z.minimum(least, message), z.maximum(most, message))),
    ),
    otherwise,
  )
}
const PROCESSES = 'takes numbers from 1 to 8, with commas between them'

const given = z.object({
  store: z._default(z.enum(STORES, `takes ${STORES.join(', ')}`), 'memory'),
  processes: z._default(
    z.pipe(
      z.string().check(z.regex(/^[1-8](?:,[1-8])*$/, PROCESSES)),
      z.transform((text) => [...new Set(text.split(',').map(Number))]),
    ),
    [1],
  ),
  widgets: whole(1, 20_000, 2000),
  rate: whole(1, 5000, 50),
  seconds: whole(3, 600, 15),
  fault: z.optional(z.enum(FAULTS, `takes ${FAULTS.join(', ')}`)),
  times: whole(1, 100, 1),
  seed: whole(0, 2 ** 31, 1),
})

const whyNot = ({ store, processes, fault, times }: ScaleOptions): string | undefined => {
  if (store === 'sqlite' && processes.some((count) => count > 1))
    return '--store sqlite takes --processes 1: a folder belongs to one process'
  if (store !== 'redis' && fault?.startsWith('redis') === true) return `--fault ${fault} needs --store redis`
  if (times > 1 && fault === undefined) return '--times needs a --fault'
  return undefined
}

/** Reads what `parseArgs` found; throws with a sentence for people. */
export const readScaleOptions = (values: Readonly<Record<string, unknown>>): ScaleOptions => {
  const { success, data, error } = given.safeParse(values)
  if (!success) throw new Error(error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('; '))
  const options: ScaleOptions = { ...data, fault: data.fault }
  const problem = whyNot(options)
  if (problem !== undefined) throw new Error(problem)
  return options
}
