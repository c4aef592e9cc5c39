/** A long utterance in parts that a model can read: whole sentences where they fit, in their order. */

export type CountTokens = (text: string) => number

interface Part {
  readonly text: string
  readonly tokens: number
}

export interface Parts {
  readonly parts: readonly Part[]
  /** There was more than may be read: the middle was left out. */
  readonly isInPart: boolean
}

const sentencesOf = (text: string): readonly string[] =>
  // Some browsers do not have it; the text is then cut by its length alone.
  typeof Intl.Segmenter === 'function'
    ? Array.from(new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text), ({ segment }) => segment)
    : [text]

const isTornAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

/** A place near the middle that tears no character, and no word that ends nearby. */
const middleOf = (text: string): number => {
  const middle = Math.floor(text.length / 2)
  const space = text.slice(middle, middle + Math.ceil(text.length / 4)).indexOf(' ')
  if (space !== -1) return middle + space + 1
  return isTornAt(text, middle) ? middle + 1 : middle
}

const SHORTEST_TEXT = 4

/** Halved until it fits. */
const fitting = (text: string, capacity: number, count: CountTokens): readonly Part[] => {
  const tokens = count(text)
  if (tokens <= capacity || text.length < SHORTEST_TEXT) return [{ text, tokens }]
  const middle = middleOf(text)
  return [text.slice(0, middle), text.slice(middle)].flatMap((half) => fitting(half, capacity, count))
}

const packed = (text: string, capacity: number, count: CountTokens): readonly Part[] => {
  const parts: Part[] = []
  for (const part of sentencesOf(text).flatMap((sentence) => fitting(sentence, capacity, count))) {
    const last = parts.at(-1)
    if (last !== undefined && last.tokens + part.tokens <= capacity) {
      parts[parts.length - 1] = { text: last.text + part.text, tokens: last.tokens + part.tokens }
    } else parts.push(part)
  }
  return parts
}

/**
 * Some letters are many tokens: cutting such a text into all its parts, to read a few of them, would take seconds. What
 * stays is its beginning and its end, of about so many tokens together.
 */
const shortened = (text: string, tokens: number, most: number): string => {
  if (tokens <= most) return text
  const half = Math.floor((text.length * most) / tokens / 2)
  const from = text.length - half
  return `${text.slice(0, half)} ${text.slice(isTornAt(text, from) ? from + 1 : from)}`
}

/**
 * @param capacity most tokens of a part; a few characters that have more are a part all the same
 * @param most so many parts at most: as many of the beginning as of the end
 */
export const partsOf = (text: string, capacity: number, most: number, count: CountTokens): Parts => {
  const tokens = count(text)
  if (tokens <= capacity) return { parts: [{ text, tokens }], isInPart: false }
  const enough = shortened(text, tokens, 2 * most * capacity)
  const all = packed(enough, capacity, count)
  if (all.length <= most) return { parts: all, isInPart: enough !== text }
  const begin = Math.ceil(most / 2)
  return { parts: [...all.slice(0, begin), ...all.slice(begin - most)], isInPart: true }
}
