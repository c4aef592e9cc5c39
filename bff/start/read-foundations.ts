/** All that the service is decided by, read and examined before anything is opened: every problem is told at once. */
import type { Rules } from '../../shared/rules.ts'
import { type Config, readConfig } from '../config.ts'
import { type LoadedIndex, readFallbackIndex } from '../fallback-index/read-index.ts'
import { readRules } from '../files/rules-file.ts'
import { IndexError } from '../index-files.ts'
import { chooseKnowledge } from '../knowledge/choice.ts'
import { chooseModel, type ModelChoice } from '../scoring/model-choice.ts'

export interface Foundations {
  readonly config: Config
  readonly rules: Rules
  readonly index: { readonly folder: string; readonly loaded: LoadedIndex }
  /** Its folder, examined; `undefined`: there is none, on purpose. */
  readonly knowledge: string | undefined
  /** `undefined`: sentiment is not scored on this side. */
  readonly model: ModelChoice | undefined
}

export type FoundationsReading =
  | { readonly ok: true; readonly foundations: Foundations }
  | { readonly ok: false; readonly problems: readonly string[] }

/** What the service falls back on where the environment names nothing. */
export interface ShippedFolders {
  readonly index: string
  readonly knowledge: string
  readonly model: string
}

/** @param env passed in, so that tests need no process */
export const readFoundations = async (
  env: Readonly<Record<string, string | undefined>>,
  shipped: ShippedFolders,
): Promise<FoundationsReading> => {
  const reading = readConfig(env)
  // Whatever else is wrong: the files are examined, so that an operator mends all in one go.
  const { rulesPath, fallbackIndex, knowledge: namedKnowledge, sentimentModel } = reading.files
  const rules = readRules(rulesPath)
  const folder = fallbackIndex ?? shipped.index
  const index = await readIndex(folder)
  const knowledge = await chooseKnowledge(namedKnowledge, shipped.knowledge)
  const model = await chooseModel(sentimentModel, shipped.model)
  if (reading.ok && rules.ok && index.ok && knowledge.ok && model.ok) {
    const foundations = { config: reading.config, rules: rules.rules, knowledge: knowledge.folder, model: model.choice }
    return { ok: true, foundations: { ...foundations, index: { folder, loaded: index.loaded } } }
  }
  return {
    ok: false,
    problems: [
      ...(reading.ok ? [] : reading.problems),
      ...(rules.ok ? [] : rules.problems.map(ruleProblem)),
      ...(index.ok ? [] : [index.problem]),
      ...(knowledge.ok ? [] : [knowledge.problem]),
      ...(model.ok ? [] : [model.problem]),
    ],
  }
}

const ruleProblem = ({ path, message }: { readonly path: string; readonly message: string }): string =>
  `CX_ASSIST_CONFIG: ${path === '' ? 'the file' : path}: ${message}`

const readIndex = async (
  folder: string,
): Promise<{ readonly ok: true; readonly loaded: LoadedIndex } | { readonly ok: false; readonly problem: string }> => {
  try {
    return { ok: true, loaded: await readFallbackIndex(folder) }
  } catch (error) {
    if (error instanceof IndexError) return { ok: false, problem: `FALLBACK_INDEX: ${error.message}` }
    throw error
  }
}
