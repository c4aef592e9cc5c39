/** One utterance in, probabilities and frustration out. The same on both sides; each side brings its runtime. */

import { cutText } from '../domain/conversation/cut-text.ts'
import { cuesOf, inContext } from '../domain/frustration/cues.ts'
import { onCurve, sigmoid } from '../domain/frustration/curve.ts'
import { type PartScores, type SentimentScores, scoresOfParts } from '../domain/frustration/frustration.ts'
import { ModelError, type ModelSpec } from './model-spec.ts'
import { partsOf } from './parts.ts'
import { softmax } from './softmax.ts'
import { maskTweet } from './tweet-text.ts'

/** Token ids of a text. */
export type Encode = (text: string, withSpecialTokens: boolean) => readonly number[]

/** Rows of tokens, each as long as the others. */
export interface TokenTensor {
  readonly data: BigInt64Array
  readonly dims: readonly [number, number]
}

/** A model that is loaded. One run at a time; the scorer sees to it. */
export interface ModelSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** Values of the wanted outputs, flat. */
  run(
    inputs: Readonly<Record<string, TokenTensor>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, ArrayLike<number>>>>
  /** Frees what the model holds. */
  release(): Promise<void>
}

export interface Scorer {
  /**
   * Utterances are scored one after the other, in the order they are asked for.
   *
   * @param before what the agent or the bot said last before it; the frustration alone goes by it
   */
  score(utterance: string, before?: string): Promise<SentimentScores>
  release(): Promise<void>
}

/** Longest part of an utterance that is looked at, in UTF-16 code units: its beginning and its end where it is longer. */
const LONGEST_TEXT = 10_000
/** Tokens of one utterance that are read in all, about three thousand words. A model reads so many of them at a time. */
const MOST_TOKENS = 4096
const FEWEST_PARTS = 4
/** In tokens; a short sentence has so many. */
const SHORTEST_PART = 16

/**
 * The tokens of a text, at most `maxLength`: its end is left out, the special tokens around it are not.
 *
 * @returns at least one token
 */
export const encodeWithin = (
  encode: Encode,
  text: string,
  maxLength: number,
  emptyTokenId: number,
): readonly number[] => {
  const whole = encode(text, true)
  if (whole.length === 0) return [emptyTokenId]
  if (whole.length <= maxLength) return whole
  const content = encode(text, false)
  const special = whole.length - content.length
  const before = Array.from({ length: special + 1 }, (_, at) => at).find((at) =>
    content.every((token, i) => whole[at + i] === token),
  )
  if (before === undefined || special >= maxLength) return whole.slice(0, maxLength)
  return [...whole.slice(0, before), ...content.slice(0, maxLength - special), ...whole.slice(before + content.length)]
}

const endsOf = (utterance: string): string =>
  utterance.length <= LONGEST_TEXT
    ? utterance
    : // No half of a surrogate pair on either side of what is left out.
      `${cutText(utterance, LONGEST_TEXT / 2)} ${utterance.slice(1 - LONGEST_TEXT / 2).replace(/^[\uDC00-\uDFFF]/, '')}`

const finite = (value: number | undefined): number => {
  if (value === undefined || !Number.isFinite(value)) throw new ModelError('the model gave something that is no number')
  return value
}

/**
 * @throws {ModelError} if the graph has not the inputs and outputs that the folder's files promise
 */
export const createScorer = ({
  spec,
  encode,
  session,
}: {
  readonly spec: ModelSpec
  readonly encode: Encode
  readonly session: ModelSession
}): Scorer => {
  const { labels, outputs, calibration, conversation } = spec
  const known = new Set(['input_ids', 'attention_mask', 'token_type_ids'])
  const foreign = session.inputNames.find((name) => !known.has(name))
  if (foreign !== undefined || !session.inputNames.includes('input_ids')) {
    throw new ModelError(`the model wants the input "${foreign ?? ''}" and not just input_ids and attention_mask`)
  }
  const wanted = outputs.frustration === undefined ? [outputs.logits] : [outputs.logits, outputs.frustration]
  const missing = wanted.find((name) => !session.outputNames.includes(name))
  if (missing !== undefined) throw new ModelError(`the model has no output "${missing}"`)

  // Shorter than a model could read at once: one angry sentence is lost among many calm ones.
  const partLength = Math.max(Math.min(spec.maxLength, SHORTEST_PART), Math.ceil(spec.maxLength / 2))
  const mostParts = Math.max(FEWEST_PARTS, Math.floor(MOST_TOKENS / partLength))

  const scoreNow = async (utterance: string): Promise<SentimentScores> => {
    const cut = endsOf(utterance)
    const text = spec.masksTweets ? maskTweet(cut) : cut
    const whole = encode(text, true)
    if (whole.length <= spec.maxLength) return await scoreTokens(whole.length === 0 ? [spec.emptyTokenId] : whole)
    const { parts, isInPart } = partsOf(text, partLength, mostParts, (each) => encode(each, true).length)
    const scored: PartScores[] = []
    for (const part of parts) {
      const tokens = encodeWithin(encode, part.text, spec.maxLength, spec.emptyTokenId)
      scored.push({ scores: await scoreTokens(tokens), weight: tokens.length })
    }
    const scores = scoresOfParts(scored)
    return isInPart || cut !== utterance ? { ...scores, isInPart: true } : scores
  }

  const scoreTokens = async (tokens: readonly number[]): Promise<SentimentScores> => {
    const dims = [1, tokens.length] as const
    const data: Readonly<Record<string, () => BigInt64Array>> = {
      input_ids: () => BigInt64Array.from(tokens, BigInt),
      attention_mask: () => new BigInt64Array(tokens.length).fill(1n),
      token_type_ids: () => new BigInt64Array(tokens.length),
    }
    const inputs = Object.fromEntries(
      session.inputNames.map((name) => [name, { data: (data[name] ?? (() => new BigInt64Array(0)))(), dims }]),
    )
    const values = await session.run(inputs, wanted)
    const logits = Array.from(values[outputs.logits] ?? [], finite)
    if (logits.length !== labels.count) {
      throw new ModelError(`the model gives ${logits.length} logits, and config.json names ${labels.count} labels`)
    }
    const probabilities = softmax(logits)
    const negative = probabilities[labels.negative] ?? 0
    const neutral = labels.neutral === undefined ? 0 : (probabilities[labels.neutral] ?? 0)
    const positive = probabilities[labels.positive] ?? 0
    const head = outputs.frustration === undefined ? undefined : sigmoid(finite(values[outputs.frustration]?.[0]))
    const frustration = calibrated({ negative, neutral, head })
    return frustration === undefined ? { negative, neutral, positive } : { negative, neutral, positive, frustration }
  }

  const calibrated = (raw: { negative: number; neutral: number; head: number | undefined }): number | undefined => {
    if (calibration === undefined) return raw.head
    const { input, points } = calibration
    if (input !== 'frustration') return onCurve(raw.negative + input.neutralWeight * raw.neutral, points)
    return raw.head === undefined ? undefined : onCurve(raw.head, points)
  }

  // A run that fails must not take those behind it with it.
  let last: Promise<unknown> = Promise.resolve()
  const after = <T>(act: () => Promise<T>): Promise<T> => {
    const done = last.then(act, act)
    last = done.catch(() => undefined)
    return done
  }

  return {
    score: (utterance, before) =>
      after(async () => {
        const scores = await scoreNow(utterance)
        if (conversation === undefined || scores.frustration === undefined) return scores
        const cues = cuesOf(endsOf(utterance), before)
        return { ...scores, frustration: inContext(scores.frustration, cues, conversation.cues) }
      }),
    release: () => after(() => session.release()),
  }
}
