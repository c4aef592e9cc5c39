/** What a scorer has to know of a model, gathered from the files of its folder. */

import type * as z from 'zod/mini'
import type { ConversationFigures } from '../domain/frustration/frustration.ts'
import { parseOrProblem } from '../wire/problem.ts'
import { type Calibration, type ModelManifest, modelConfig, modelManifest, tokenizerConfig } from './model-folder.ts'
import { type LabelOrder, readLabels } from './sentiment-labels.ts'

export interface ModelSpec {
  readonly labels: LabelOrder
  /** In tokens, special ones included. */
  readonly maxLength: number
  /** For a text without any token. */
  readonly emptyTokenId: number
  readonly masksTweets: boolean
  readonly outputs: { readonly logits: string; readonly frustration: string | undefined }
  readonly calibration: Calibration | undefined
  /** `undefined`: the model knows single utterances only. */
  readonly conversation: ConversationFigures | undefined
  /** ISO 639-1; `undefined` where the folder does not say. */
  readonly languages: readonly string[] | undefined
}

/** A model folder cannot be used. The message is one sentence that names the file. */
export class ModelError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ModelError'
  }
}

const DEFAULT_MAX_LENGTH = 512
/** RoBERTa and its kin number positions from `pad_token_id + 1`, so two of them hold no token. */
const POSITIONS_FROM_TWO = /^(?:xlm-)?roberta|^camembert/u
/** The TweetEval models name where they come from and nothing else. */
const FROM_TWEETEVAL = /tweeteval|twitter-(?:xlm-)?roberta/iu

const read = <S extends z.ZodMiniType>(file: string, schema: S, value: unknown): z.output<S> => {
  const parsed = parseOrProblem(schema, value)
  if (parsed.ok) return parsed.value
  const first = parsed.errors[0]
  throw new ModelError(
    `${file}: ${first?.path ?? ''} ${first?.message ?? 'is not as expected'}`.replace(/: {2}/u, ': '),
  )
}

/** @throws {ModelError} */
export const readManifest = (value: unknown): ModelManifest => read('manifest.json', modelManifest, value)

/**
 * @param files parsed `config.json`, `tokenizer_config.json` and `manifest.json`; the last two where there are any
 * @throws {ModelError} if the folder is not that of a sentiment classifier
 */
export const readModelSpec = (files: {
  readonly config: unknown
  readonly tokenizerConfig?: unknown
  readonly manifest?: ModelManifest | undefined
}): ModelSpec => {
  const config = read('config.json', modelConfig, files.config)
  const { model_max_length: told } = read('tokenizer_config.json', tokenizerConfig, files.tokenizerConfig ?? {})
  const labels = readLabels(config.id2label)
  if (!labels.ok) throw new ModelError(`config.json: ${labels.problem}`)
  const { cx_assist: ours, max_position_embeddings: positions, pad_token_id: pad, unk_token_id: unknown } = config
  const usable =
    positions === undefined ? undefined : positions - (POSITIONS_FROM_TWO.test(config.model_type ?? '') ? 2 : 0)
  const lengths = [files.manifest?.maxLength, told, usable].filter(
    (length): length is number => length !== undefined && length >= 3 && length < 100_000,
  )
  return {
    labels: labels.order,
    maxLength: lengths.length === 0 ? DEFAULT_MAX_LENGTH : Math.min(...lengths),
    emptyTokenId: unknown ?? pad ?? 0,
    masksTweets:
      ours?.preprocessing === undefined
        ? FROM_TWEETEVAL.test(config._name_or_path ?? '')
        : ours.preprocessing === 'tweeteval',
    outputs: { logits: ours?.outputs?.logits ?? 'logits', frustration: ours?.outputs?.frustration },
    calibration: ours?.calibration,
    conversation: ours?.conversation,
    languages: files.manifest?.languages ?? ours?.languages,
  }
}
