/** Turns of a dialogue file, whatever its maker calls speakers and times. */
import * as z from 'zod/mini'
import { unitInterval } from '../wire/identifiers.ts'
import { parseOrProblem } from '../wire/problem.ts'
import type { Speaker } from '../wire/vocabulary.ts'

/** What the bot understood from an utterance; a low score makes it fall back. */
const dialogueIntent = z.object({ name: z.string().check(z.minLength(1)), score: unitInterval })
export type DialogueIntent = z.infer<typeof dialogueIntent>

export interface DialogueTurn {
  readonly speaker: Speaker
  readonly text: string
  /** Seconds since the conversation began. */
  readonly t: number
  readonly intent?: DialogueIntent | undefined
  /** What Cognigy makes of the mood, from -1 (bad) to 1 (good); absent where it sends no score. */
  readonly sentiment?: number | undefined
  /** The bot is not sure enough of `intent`, and its next line is what the fallback webhook answers, not one of these. */
  readonly misunderstood?: boolean | undefined
}

/** A field that cannot be taken: `turns.3.speaker`, and why. */
interface TurnProblem {
  readonly path: string
  readonly message: string
}

const ROLES: Readonly<Record<Speaker, readonly string[]>> = {
  customer: ['customer', 'user', 'client', 'caller', 'visitor', 'human', 'enduser', 'end_user'],
  agent: ['agent', 'operator', 'advisor', 'representative', 'rep', 'support', 'wizard', 'human_agent', 'humanagent'],
  bot: ['bot', 'assistant', 'virtual_agent', 'virtualagent', 'ai', 'chatbot', 'ivr'],
}
const SPEAKERS = new Map(
  (['customer', 'agent', 'bot'] as const).flatMap((speaker) => ROLES[speaker].map((role) => [role, speaker] as const)),
)

/** Lookups and instructions that some data sets note between the utterances: nobody said them. */
const SILENT = new Set(['action', 'system', 'tool', 'function', 'developer', 'event', 'note'])

const HOW_SPEAKERS_ARE_CALLED = 'must be customer, agent or bot (or user, client, operator, assistant, …)'

/** How long after the one before a turn comes that has no time of its own, in seconds. */
const PACE = 6

const time = z.nullish(z.union([z.number(), z.string()], 'must be a number of seconds, or a time as ISO 8601'))
const text = z.nullish(z.string('must be a text'))
const role = z.nullish(z.string(HOW_SPEAKERS_ARE_CALLED))

const turnInput = z
  .object({
    speaker: role,
    role,
    from: role,
    author: role,
    text,
    content: text,
    message: text,
    utterance: text,
    t: time,
    time,
    timestamp: time,
    intent: z.optional(dialogueIntent),
    sentiment: z.optional(z.number().check(z.minimum(-1), z.maximum(1))),
    misunderstood: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ misunderstood, intent }) => misunderstood !== true || intent !== undefined, {
      error: 'is missing, and a misunderstanding needs one',
      path: ['intent'],
    }),
  )
type TurnInput = z.infer<typeof turnInput>

const isSilent = (turn: unknown): boolean => {
  const who: unknown = Reflect.get(Object(turn), 'speaker') ?? Reflect.get(Object(turn), 'role')
  return typeof who === 'string' && SILENT.has(who.trim().toLowerCase())
}

const ISO = /^\d{4}-\d\d-\d\d[T ]/

/** No conversation lasts so long, in seconds: such a number is a moment since 1970, in seconds or milliseconds. */
const HIGHEST_OFFSET = 1_000_000_000
const MILLISECONDS_FROM = 100_000_000_000

/** Seconds: of a number as it stands, of a moment since 1970. */
const secondsOf = (given: number | string): number => {
  if (typeof given === 'number') return given >= MILLISECONDS_FROM ? given / 1000 : given
  return ISO.test(given) ? Date.parse(given) / 1000 : given.trim() === '' ? Number.NaN : Number(given)
}

const given = <T>(...values: readonly (T | null | undefined)[]): T | undefined =>
  values.find((value) => value !== null && value !== undefined) ?? undefined

type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly TurnProblem[] }
const refused = (path: string, message: string) => ({ ok: false, problems: [{ path, message }] }) as const

export interface SpokenTurn extends Omit<DialogueTurn, 't'> {
  /** Where it stands in the file's list, from 0. */
  readonly index: number
  /** As the file says, from whenever it counts; `undefined` where it does not say. */
  readonly seconds: number | undefined
}

const readTurn = (input: TurnInput, index: number): Reading<SpokenTurn | undefined> => {
  const path = `turns.${index}`
  const said = (given(input.text, input.content, input.message, input.utterance) ?? '').trim()
  if (said === '') return { ok: true, value: undefined }
  const who = given(input.speaker, input.role, input.from, input.author)
  const speaker = SPEAKERS.get(who?.trim().toLowerCase().replaceAll(/[ -]/g, '_') ?? '')
  if (speaker === undefined)
    return refused(`${path}.speaker`, who === undefined ? 'is missing' : HOW_SPEAKERS_ARE_CALLED)
  const at = given(input.t, input.time, input.timestamp)
  const seconds = at === undefined ? undefined : secondsOf(at)
  if (seconds !== undefined && !(Number.isFinite(seconds) && seconds >= 0)) {
    return refused(`${path}.t`, 'must be a number of seconds from 0 up, or a time as ISO 8601')
  }
  const { intent, sentiment, misunderstood } = input
  const whole = given(input.text, input.content, input.message, input.utterance) ?? said
  return {
    ok: true,
    value: {
      index,
      speaker,
      text: whole,
      seconds,
      ...(intent === undefined ? {} : { intent }),
      ...(sentiment === undefined ? {} : { sentiment }),
      ...(misunderstood === undefined ? {} : { misunderstood }),
    },
  }
}

/** Moments are told from the first one on; a turn without a time follows the one before. */
const timed = (turns: readonly SpokenTurn[]): readonly DialogueTurn[] => {
  const first = turns.find(({ seconds }) => seconds !== undefined)?.seconds ?? 0
  const start = first >= HIGHEST_OFFSET ? first : 0
  let before = -PACE
  return turns.map(({ index: _, seconds, speaker, text: said, ...rest }) => {
    const t = seconds === undefined ? before + PACE : seconds - start
    before = t
    return { speaker, text: said, t, ...rest }
  })
}

/** The turns that somebody spoke, in order, without blank ones; else every field that cannot be taken. */
export const readSpokenTurns = (turns: readonly unknown[]): Reading<readonly SpokenTurn[]> => {
  const read = turns.flatMap((turn, n): readonly Reading<SpokenTurn | undefined>[] => {
    if (isSilent(turn)) return []
    const parsed = parseOrProblem(turnInput, turn)
    if (parsed.ok) return [readTurn(parsed.value, n)]
    const path = `turns.${n}`
    const problems = parsed.errors.map((error) => ({
      path: error.path === '' ? path : `${path}.${error.path}`,
      message: error.message,
    }))
    return [{ ok: false, problems }]
  })
  const problems = read.flatMap((each) => (each.ok ? [] : each.problems))
  if (problems.length > 0) return { ok: false, problems }
  const spoken = read.flatMap((each) => (each.ok && each.value !== undefined ? [each.value] : []))
  return { ok: true, value: spoken }
}

/** The same, each with its time; those without one follow the one before. */
export const readTurns = (turns: readonly unknown[]): Reading<readonly DialogueTurn[]> => {
  const spoken = readSpokenTurns(turns)
  return spoken.ok ? { ok: true, value: timed(spoken.value) } : spoken
}
