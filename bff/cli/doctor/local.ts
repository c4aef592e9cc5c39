/** What lies on this machine: environment, rules, index, knowledge, model, folders. */
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ModelError } from '../../../shared/model/model-spec.ts'
import type { Config } from '../../config.ts'
import { readFallbackIndex } from '../../fallback-index/read-index.ts'
import { codeOf } from '../../fault.ts'
import { readRules } from '../../files/rules-file.ts'
import { IndexError } from '../../index-files.ts'
import { NO_KNOWLEDGE } from '../../knowledge/choice.ts'
import { readKnowledge } from '../../knowledge/read-knowledge.ts'
import { NO_MODEL } from '../../scoring/model-choice.ts'
import { openModel } from '../../scoring/open-model.ts'
import { fail, type Line, ok, warn } from './line.ts'

/** What the service falls back on where the environment names nothing. */
export interface Shipped {
  readonly index: string
  readonly knowledge: string
  readonly model: string
}

const NODE = 'Node'
const ENVIRONMENT = 'environment'

/** As package.json has it: `>=20.19 <21 || >=22.13`. */
export const nodeLine = (version: string): Line => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22
  return isSupported
    ? ok(NODE, version)
    : fail(NODE, `${version} is not supported`, 'install Node 20.19 or newer of 20, or 22.13 or newer')
}

const nameIn = (sentence: string): string | undefined => /^[A-Z][A-Z_]+/.exec(sentence)?.[0]

/** A problem of the environment that the BFF would not start with. */
export const problemLine = (problem: string): Line =>
  fail(ENVIRONMENT, problem, `mend ${nameIn(problem) ?? 'it'}: the BFF does not start with it`)

export const environmentLines = ({ warnings, notes }: Config): readonly Line[] => [
  ...(warnings.length === 0 ? [ok(ENVIRONMENT, 'is complete')] : warnings.map(warningLine)),
  ...notes.map((note) => ok(ENVIRONMENT, note)),
]

const warningLine = (warning: string): Line => {
  const name = nameIn(warning)
  const fix = / not set/.test(warning) ? `set ${name}, unless that is meant` : `look at ${name}, unless that is meant`
  return warn(ENVIRONMENT, warning, fix)
}

export const rulesLines = (path: string | undefined): readonly Line[] => {
  const name = 'rules file'
  if (path === undefined) return [ok(name, 'none: the defaults are in force')]
  const reading = readRules(path)
  if (reading.ok) return [ok(name, 'fits')]
  return reading.problems.map(({ path: key, message }) =>
    fail(
      name,
      `${key === '' ? 'the file' : key}: ${message}`,
      'mend it: the BFF keeps the rules before, and starts with none',
    ),
  )
}

export const indexLine = async ({ fallbackIndex }: Config, shipped: Shipped): Promise<Line> => {
  const name = 'fallback index'
  try {
    const { index } = await readFallbackIndex(fallbackIndex ?? shipped.index)
    return ok(name, `${index.names.length} intents`)
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    const fix =
      fallbackIndex === undefined
        ? 'build it: npm run build'
        : 'check FALLBACK_INDEX, or build it: cx-assist index build'
    return fail(name, error.message, fix)
  }
}

export const knowledgeLine = async ({ knowledge: named }: Config, shipped: Shipped): Promise<Line> => {
  const name = 'knowledge'
  if (named === NO_KNOWLEDGE) return ok(name, 'none: KNOWLEDGE is off')
  try {
    const { knowledge } = await readKnowledge(named ?? shipped.knowledge)
    return ok(name, `${knowledge.entries.length} passages`)
  } catch (error) {
    if (!(error instanceof IndexError)) throw error
    const fix =
      named === undefined ? 'build it: npm run build' : 'check KNOWLEDGE, or build it: cx-assist knowledge build'
    return fail(name, error.message, fix)
  }
}

export const modelLine = async ({ sentimentModel }: Config, shipped: Shipped): Promise<Line> => {
  const name = 'sentiment model'
  if (sentimentModel === NO_MODEL) return ok(name, 'none: SENTIMENT_MODEL is off')
  try {
    const { scorer, spec } = await openModel(sentimentModel ?? shipped.model)
    await scorer.release()
    return ok(name, `loads and scores (${spec.languages?.join(', ') ?? 'language not told'})`)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    if (sentimentModel !== undefined) return fail(name, error.message, 'check SENTIMENT_MODEL')
    return warn(name, error.message, 'have models/full beside the service, or name a folder by SENTIMENT_MODEL')
  }
}

/** Looks without leaving anything: where the place is not there yet, its nearest folder must take it. */
const writable = (path: string): string | undefined => {
  let place = resolve(path)
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  try {
    accessSync(place, constants.W_OK)
    // Below a file nothing can be made.
    if (place !== resolve(path)) accessSync(`${place}/.`, constants.X_OK)
    return undefined
  } catch (error) {
    return codeOf(error)
  }
}

export const placesLines = ({ dataDir, metricsLog, recordLog }: Config): readonly Line[] => {
  const places = [
    ['DATA_DIR', dataDir],
    ['METRICS_LOG', metricsLog === '-' ? undefined : metricsLog],
    ['RECORD_LOG', recordLog],
  ] as const
  return places.flatMap(([name, path]) => {
    if (path === undefined) return []
    const problem = writable(path)
    if (problem === undefined) return [ok(name, 'can be written')]
    return [fail(name, `cannot be written (${problem})`, 'give the BFF’s user the right to write there')]
  })
}
