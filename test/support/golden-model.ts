/** A model folder with what torch makes of some texts: `golden.json` beside the files of the model. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { createEncode, openSession } from '../../bff/model/runtime.ts'
import { readModelFolder } from '../../bff/scoring/model-folder.ts'
import type { SentimentScores } from '../../shared/domain/frustration/frustration.ts'
import type { ModelSpec } from '../../shared/model/model-spec.ts'
import { createScorer, type Encode, encodeWithin } from '../../shared/model/scorer.ts'

const golden = z.array(
  z.object({
    text: z.string(),
    ids: z.array(z.number()),
    logits: z.array(z.number()),
    frustration: z.optional(z.number()),
  }),
)
export type GoldenText = z.infer<typeof golden>[number]

const goldenDialogues = z.array(
  z.object({
    turns: z.array(z.object({ speaker: z.string(), text: z.string() })),
    /** Frustration of each of the customer's turns where it was said, and of the conversation after it. */
    figures: z.array(z.tuple([z.number(), z.number()])),
  }),
)

/** `golden-dialogues.json`: what torch and the figures of the folder make of whole conversations. */
export const readGoldenDialogues = (folder: string): z.infer<typeof goldenDialogues> =>
  goldenDialogues.parse(JSON.parse(readFileSync(join(folder, 'golden-dialogues.json'), 'utf8')))

export const readGolden = (folder: string): GoldenText[] =>
  golden.parse(JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')))

/** Those that a model reads at once: of a longer one torch was given the beginning, while the scorer reads it in parts. */
export const readShortGolden = (folder: string, maxLength = 64): GoldenText[] =>
  readGolden(folder).filter(({ ids }) => ids.length < maxLength)

interface Observed {
  readonly scores: SentimentScores
  readonly tokens: readonly number[]
  /** The graph's outputs, by name. */
  readonly outputs: Readonly<Record<string, readonly number[]>>
}

export interface ObservedModel {
  readonly spec: ModelSpec
  readonly encode: Encode
  observe(text: string): Promise<Observed>
  release(): Promise<void>
}

/**
 * The real scorer on the real runtime, and what goes in and out of the graph: of a long text the beginning, since that is
 * what torch was given.
 *
 * @param file another graph of the folder
 */
export const openObservedModel = async (folder: string, file?: string): Promise<ObservedModel> => {
  const { spec, tokenizer, tokenizerConfig, model } = await readModelFolder(folder)
  const encode = createEncode(tokenizer, tokenizerConfig)
  const bytes = file === undefined ? model.bytes : readFileSync(join(folder, file))
  const session = await openSession(file ?? model.file, bytes)
  let tokens: readonly number[] = []
  let outputs: Observed['outputs'] = {}
  const beginning: Encode = (text) => encodeWithin(encode, text, spec.maxLength, spec.emptyTokenId)
  const scorer = createScorer({
    spec,
    encode: beginning,
    session: {
      ...session,
      run: async (inputs, wanted) => {
        tokens = Array.from(inputs['input_ids']?.data ?? [], Number)
        const values = await session.run(inputs, wanted)
        outputs = Object.fromEntries(Object.entries(values).map(([name, each]) => [name, Array.from(each)]))
        return values
      },
    },
  })
  return {
    spec,
    encode,
    observe: async (text) => ({ scores: await scorer.score(text), tokens, outputs }),
    release: scorer.release,
  }
}
