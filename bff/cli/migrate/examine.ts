/** Which versions the folders and files have that the environment names, and whether this version reads them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { ModelError } from '../../../shared/model/model-spec.ts'
import { INDEX_FORMATS, KNOWLEDGE_FORMAT, MODEL_FORMAT, STORE_FORMAT } from '../../../shared/wire/formats.ts'
import { MANIFEST_FILE as INDEX_FILE } from '../../fallback-index/format/index-manifest.ts'
import { readFallbackIndex } from '../../fallback-index/read-index.ts'
import { readRules } from '../../files/rules-file.ts'
import { IndexError } from '../../index-files.ts'
import { checkKnowledge } from '../../knowledge/check-knowledge.ts'
import { MANIFEST_FILE as KNOWLEDGE_FILE } from '../../knowledge/format/manifest.ts'
import { readModelDescription } from '../../scoring/model-folder.ts'
import { StoreRefused } from '../../store/sqlite/store-refused.ts'
import { storeVersion } from '../../store/sqlite/upkeep.ts'
import { type Finding, NOTHING } from './finding.ts'

/** `off` and what is not set are passed over: nothing of theirs is an operator's own. */
export interface Places {
  readonly dataDir: string | undefined
  readonly index: string | undefined
  readonly knowledge: string | undefined
  readonly model: string | undefined
  readonly rules: string | undefined
}

const NEWER = 'a newer version of cx-assist wrote it: start that one'

export const examineStore = (folder: string | undefined): Finding => {
  const about = { part: 'store', place: folder, wanted: String(STORE_FORMAT) } as const
  if (folder === undefined) return { ...about, found: '-', state: 'current', todo: 'DATA_DIR is not set' }
  try {
    const version = storeVersion(folder)
    const found = version === undefined ? '-' : String(version)
    if (version === undefined) return { ...about, found, state: 'current', todo: 'there is no database yet' }
    if (version > STORE_FORMAT) return { ...about, found, state: 'refused', todo: NEWER }
    if (version === STORE_FORMAT) return { ...about, found, state: 'current', todo: NOTHING }
    return { ...about, found, state: 'old', todo: `is backed up and brought up from ${version} to ${STORE_FORMAT}` }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error
    return { ...about, place: undefined, found: '?', state: 'refused', todo: error.message }
  }
}

const versioned = z.object({ formatVersion: z.int() })

/** `undefined` where there is no such file, or none that tells a version. */
const versionOf = (file: string): number | undefined => {
  try {
    return versioned.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.formatVersion
  } catch {
    return undefined
  }
}

interface FolderKind {
  readonly part: Finding['part']
  readonly variable: string
  readonly manifest: string
  readonly wanted: readonly number[]
  /** What an operator does with one of an earlier version. */
  readonly mend: string
  readonly read: (folder: string) => Promise<unknown>
}

const INDEX: FolderKind = {
  part: 'index',
  variable: 'FALLBACK_INDEX',
  manifest: INDEX_FILE,
  wanted: INDEX_FORMATS,
  mend: 'build it again from the same exports: cx-assist index build',
  read: readFallbackIndex,
}
const KNOWLEDGE: FolderKind = {
  part: 'knowledge',
  variable: 'KNOWLEDGE',
  manifest: KNOWLEDGE_FILE,
  wanted: [KNOWLEDGE_FORMAT],
  mend: 'build it again from the same sources: cx-assist knowledge build',
  read: checkKnowledge,
}
const MODEL: FolderKind = {
  part: 'model',
  variable: 'SENTIMENT_MODEL',
  manifest: 'manifest.json',
  wanted: [MODEL_FORMAT],
  mend: 'take the model of this release, or make its folder again',
  read: readModelDescription,
}

const examineFolder = async (kind: FolderKind, folder: string | undefined): Promise<Finding> => {
  const about = { part: kind.part, place: folder, wanted: kind.wanted.join(' or ') }
  if (folder === undefined) {
    return { ...about, found: '-', state: 'current', todo: `${kind.variable} names none of your own` }
  }
  const version = versionOf(join(folder, kind.manifest))
  const found = version === undefined ? '-' : String(version)
  if (version !== undefined && !kind.wanted.includes(version)) {
    return { ...about, found, state: 'refused', todo: version > Math.max(...kind.wanted) ? NEWER : kind.mend }
  }
  try {
    await kind.read(folder)
    return { ...about, found, state: 'current', todo: NOTHING }
  } catch (error) {
    if (!(error instanceof IndexError || error instanceof ModelError)) throw error
    return { ...about, found, state: 'refused', todo: error.message }
  }
}

const examineRules = (path: string | undefined): Finding => {
  const about = { part: 'rules', place: path, wanted: '-', found: '-' } as const
  if (path === undefined) return { ...about, state: 'current', todo: 'CX_ASSIST_CONFIG is not set' }
  if (!existsSync(path)) return { ...about, state: 'refused', todo: 'is not there' }
  const reading = readRules(path)
  if (reading.ok) return { ...about, state: 'current', todo: NOTHING }
  const [first] = reading.problems
  const problem = `${first?.path ?? ''} ${first?.message ?? ''}`.trim()
  return { ...about, state: 'refused', todo: `${problem}; "cx-assist rules check" tells all` }
}

/** Changes nothing. */
export const examine = async ({ dataDir, index, knowledge, model, rules }: Places): Promise<readonly Finding[]> => [
  examineStore(dataDir),
  await examineFolder(INDEX, index),
  await examineFolder(KNOWLEDGE, knowledge),
  await examineFolder(MODEL, model),
  examineRules(rules),
]
