/** A webhook's body as a recording may keep it: what decides its answer, without anybody whom it is about. */

export interface RecordingRim {
  /** A text without what the rules hide. */
  readonly mask: (text: string) => string
  /** What stands for an id, the same for the same one. */
  readonly pseudonym: (id: string) => string
}

/** Stands for a text that nobody needs to answer a webhook. */
const HIDDEN = '[hidden]'

/** What names a conversation, a person or an endpoint. */
const IDS: ReadonlySet<string> = new Set([
  'id',
  'conversationId',
  'sessionId',
  'interactionId',
  'agentId',
  'userId',
  'utteranceId',
  'contactId',
  'contactNumber',
  'spawnedContactId',
  'URLToken',
])
/** What people said, and words of a bot's or of the wire's own: kept masked. */
const WORDS: ReadonlySet<string> = new Set([
  'text',
  'input',
  'userInput',
  'transcript',
  'history',
  'message',
  'content',
  'reason',
  'role',
  'speaker',
  'source',
  'type',
  'transferType',
  'channel',
  'endpointType',
  'language',
])
/** Figures that decide. */
const FIGURES: ReadonlySet<string> = new Set(['score', 'confidence', 'sentimentScore'])
/** Members whose `name` is an intent's. */
const INTENTS: ReadonlySet<string> = new Set(['intent', 'previousIntents'])
/** Members whose ids are an operator's own: queues and wrap-up codes. */
const CONFIGURED: ReadonlySet<string> = new Set(['transferTo', 'wrapupCode'])
/** What nobody reads, so that nobody misses it. */
const UNREAD: ReadonlySet<string> = new Set(['entities', 'user', 'platform'])

interface Place {
  readonly key: string
  /** The member of an object that it lies in, past arrays. */
  readonly within: string
}

type Keeping = 'words' | 'id' | 'hidden'

const keepingOf = ({ key, within }: Place): Keeping => {
  if (CONFIGURED.has(within)) return 'words'
  if (INTENTS.has(within)) return key === 'name' ? 'words' : 'hidden'
  if (IDS.has(key)) return 'id'
  return WORDS.has(key) ? 'words' : 'hidden'
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * @param body JSON within the limits of what is read at all, so that recursion ends
 * @returns the same shape: ids by their pseudonyms, texts masked, everything else of people hidden
 */
export const recordedBody = (body: unknown, { mask, pseudonym }: RecordingRim): unknown => {
  const text = (told: string, place: Place): string => {
    if (told.trim() === '') return told
    const keeping = keepingOf(place)
    if (keeping === 'words') return mask(told)
    return keeping === 'id' ? pseudonym(told) : HIDDEN
  }
  const figure = (told: number, place: Place): unknown => {
    if (keepingOf(place) === 'id') return pseudonym(String(told))
    return FIGURES.has(place.key) || CONFIGURED.has(place.within) ? told : 0
  }
  const kept = (value: unknown, place: Place): unknown => {
    if (typeof value === 'string') {
      // A figure in quotes is read as one.
      return FIGURES.has(place.key) && Number.isFinite(Number(value)) ? value : text(value, place)
    }
    if (typeof value === 'number') return figure(value, place)
    if (Array.isArray(value)) return value.map((each) => kept(each, place))
    return isRecord(value) ? members(value, place.key) : value
  }
  const members = (told: Readonly<Record<string, unknown>>, within: string): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(told).flatMap(([key, value]) =>
        UNREAD.has(key) ? [] : [[mask(key), kept(value, { key, within })]],
      ),
    )
  return kept(body, { key: '', within: '' })
}
