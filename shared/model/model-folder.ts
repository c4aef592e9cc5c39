/** What is read of a model folder as Hugging Face's tools write it, and of the manifest that ours have beside it. */
import * as z from 'zod/mini'
import { MODEL_FORMAT } from '../wire/formats.ts'
import { unitInterval } from '../wire/identifiers.ts'

const positive = z.int().check(z.minimum(1))

/**
 * A monotone, piecewise linear map from a raw figure to the frustration that is meant: `[x, y]`, both in [0, 1], x rising
 * from 0 to 1, y never falling.
 */
const curve = z.array(z.tuple([unitInterval, unitInterval])).check(
  z.minLength(2),
  z.refine(
    (points) =>
      points[0]?.[0] === 0 &&
      points.at(-1)?.[0] === 1 &&
      points.every(([x, y], i) => {
        const before = points[i - 1]
        return before === undefined || (x > before[0] && y >= before[1])
      }),
    'x must rise from 0 to 1 and y must never fall',
  ),
)

/** `input` says what x is: the frustration head, or p(negative) + neutralWeight·p(neutral). */
export const calibration = z.object({
  input: z.union([z.literal('frustration'), z.object({ neutralWeight: unitInterval })]),
  points: curve,
})
export type Calibration = z.infer<typeof calibration>

/** Log-odds; beyond five a cue alone would decide. */
const cueWeight = z.number().check(z.minimum(-5), z.maximum(5))

/** What a model knows of whole conversations (docs/contract.md 7.2). The curve is of the form that the calibration has. */
const conversationFigures = z.object({
  cues: z.object({ apology: cueWeight, inability: cueWeight, negation: cueWeight, insistence: cueWeight }),
  prior: z.number().check(z.minimum(0), z.maximum(20)),
  decay: z.number().check(z.gt(0), z.maximum(1)),
  points: curve,
})

/** `config.json`. `cx_assist` is ours; folders without it are read by their standard fields. */
export const modelConfig = z.object({
  model_type: z.optional(z.string()),
  _name_or_path: z.optional(z.string()),
  id2label: z.optional(z.record(z.string(), z.string())),
  num_labels: z.optional(positive),
  max_position_embeddings: z.optional(positive),
  pad_token_id: z.optional(z.nullable(z.int())),
  /** Stands for a text without any token, where the tokenizer adds none of its own. */
  unk_token_id: z.optional(z.nullable(z.int())),
  cx_assist: z.optional(
    z.object({
      /** Names of the graph's outputs. */
      outputs: z.optional(z.object({ logits: z.string(), frustration: z.optional(z.string()) })),
      calibration: z.optional(calibration),
      conversation: z.optional(conversationFigures),
      /** `tweeteval`: mentions and links are masked as the TweetEval models expect. */
      preprocessing: z.optional(z.enum(['none', 'tweeteval'])),
      languages: z.optional(z.array(z.string())),
    }),
  ),
})

/** `tokenizer_config.json`, of which only the length is read; the rest is the tokenizer library's. */
export const tokenizerConfig = z.looseObject({
  /** Hugging Face writes 1e30 for "no limit". */
  model_max_length: z.optional(z.number()),
})

/** Below the folder, with `/` and without a way out of it. */
const isFilePath = (path: string): boolean =>
  path.split('/').every((name) => name !== '.' && name !== '..' && /^[\w.-]+$/.test(name))
const filePath = z.string().check(z.refine(isFilePath, 'must be the path of a file in the folder'))

/** `manifest.json`: what the folder holds, by content. Files that are not in it are not to be used. */
export const modelManifest = z.object({
  formatVersion: z.literal(MODEL_FORMAT),
  name: z.string(),
  version: z.string(),
  /** ISO 639-1. */
  languages: z.array(z.string().check(z.regex(/^[a-z]{2,3}$/u))).check(z.minLength(1)),
  /** In tokens, special ones included. */
  maxLength: positive,
  files: z.array(
    z.object({
      path: filePath,
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
      bytes: z.int().check(z.minimum(0)),
    }),
  ),
  /** Which file each backend is best served with. */
  models: z.object({ wasm: filePath, webgpu: filePath }),
})
export type ModelManifest = z.infer<typeof modelManifest>
