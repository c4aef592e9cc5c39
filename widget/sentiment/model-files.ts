/** A model folder on the web: what its small files say, and where its large ones are. */

import { ModelError, type ModelSpec, readManifest, readModelSpec } from '../../shared/model/model-spec.ts'
import type { Bytes } from './bytes.ts'
import { type DownloadOptions, type Fetched, NotFetched } from './download.ts'
import type { FolderMemory, KnownFolder } from './model-store.ts'
import type { Backend } from './sentiment.ts'
import type { FileByContent } from './verified-files.ts'

/** Where Hugging Face's tools put a graph; smaller and quicker ones first. */
const USUAL_MODELS = ['onnx/model_quantized.onnx', 'onnx/model_int8.onnx', 'onnx/model.onnx', 'model.onnx'] as const
const CONFIG = 'config.json'
const TOKENIZER = 'tokenizer.json'
const TOKENIZER_CONFIG = 'tokenizer_config.json'

export interface ModelFilesParts {
  readonly memory: FolderMemory
  /** Rejects with {@link NotFetched}. */
  readonly download: (url: string, options: DownloadOptions) => Promise<Fetched>
  readonly verified: (file: FileByContent) => Promise<Bytes>
  /** Keeps what was seen for the first time. */
  readonly keep: (sha256: string, bytes: Bytes) => void
  readonly digest: (bytes: Bytes) => Promise<string>
}

/** A folder whose small files are here and fit. */
export interface ModelFiles {
  readonly spec: ModelSpec
  /** Parsed. */
  readonly tokenizer: object
  readonly tokenizerConfig: object
  /** The graph that each backend is best served with. */
  readonly models: Readonly<Record<Backend, FileByContent>>
  /** Names this version of the model: the hash of its graph. */
  readonly version: string
  /** Hashes of all files of this version, to be kept while it is in use. */
  readonly hashes: readonly string[]
}

const jsonOf = (file: string, bytes: Bytes): object => {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new ModelError(`${file} is no valid JSON`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new ModelError(`${file} holds no JSON object`)
}

/**
 * Reads the small files of the folder, the labels before the tokenizer, so that a folder that does not fit costs little.
 *
 * @param folderUrl ends with `/`
 * @throws {LoadFailed} if the files cannot be had
 * @throws {ModelError} if they are not those of a sentiment classifier
 */
export const openModelFiles = async (parts: ModelFilesParts, folderUrl: string): Promise<ModelFiles> => {
  const told = await describeFolder(parts, folderUrl)
  const listed = (path: string): FileByContent | undefined => {
    const file = told.files.find((each) => each.path === path)
    if (file === undefined) return undefined
    const url = new URL(path, folderUrl)
    // The BFF then lets browsers keep it; others take no notice.
    if (told.manifest !== undefined) url.searchParams.set('sha256', file.sha256)
    return { url: url.href, sha256: file.sha256, bytes: file.bytes }
  }
  const required = (path: string): FileByContent => {
    const file = listed(path)
    if (file === undefined) throw new ModelError(`${path} is not listed in manifest.json`)
    return file
  }
  const json = async (path: string) => jsonOf(path, await parts.verified(required(path)))
  const manifest = told.manifest === undefined ? undefined : readManifest(told.manifest)
  const config = await json(CONFIG)
  const tokenizerConfig = listed(TOKENIZER_CONFIG) === undefined ? {} : await json(TOKENIZER_CONFIG)
  const spec = readModelSpec({ config, tokenizerConfig, manifest })
  const models = { wasm: required(told.models.wasm), webgpu: required(told.models.webgpu) }
  return {
    spec,
    tokenizer: await json(TOKENIZER),
    tokenizerConfig,
    models,
    version: models.wasm.sha256,
    hashes: told.files.map((file) => file.sha256),
  }
}

const describeFolder = async (parts: ModelFilesParts, folderUrl: string): Promise<KnownFolder> => {
  const earlier = await parts.memory.recall(folderUrl)
  let fetched: Fetched | undefined
  try {
    fetched = await parts.download(new URL('manifest.json', folderUrl).href, { cache: 'no-cache' })
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error
    // Offline, or the server is down: what was right the last time is still right.
    if (!error.isMissing) {
      if (earlier === undefined) throw error
      return earlier
    }
  }
  // Some servers give a page where there is no file.
  if (fetched === undefined || fetched.isPage) return describeForeign(parts, folderUrl, earlier)
  const manifest = jsonOf('manifest.json', fetched.bytes)
  const { files, models } = readManifest(manifest)
  const told = { manifest, files, models }
  await parts.memory.remember(folderUrl, told)
  return told
}

/** A folder without a manifest: its files count as what they were when they were first seen. */
const describeForeign = async (
  parts: ModelFilesParts,
  folderUrl: string,
  earlier: KnownFolder | undefined,
): Promise<KnownFolder> => {
  const take = async (path: string) => {
    const url = new URL(path, folderUrl).href
    const { bytes, isPage } = await parts.download(url, { cache: 'no-cache' })
    if (isPage) throw new NotFetched(`${path} is missing: the server gives a page instead`, true)
    return { path, bytes, sha256: await parts.digest(bytes) }
  }
  const config = await take(CONFIG)
  // The one file that is always asked for: with another one, nothing of what was seen counts any more.
  const isSame = earlier?.files.some(({ path, sha256 }) => path === CONFIG && sha256 === config.sha256)
  if (earlier !== undefined && earlier.manifest === undefined && isSame) return earlier
  readModelSpec({ config: jsonOf(CONFIG, config.bytes) })
  const optional = await take(TOKENIZER_CONFIG).catch(orMissing)
  const seen = [config, await take(TOKENIZER), ...(optional === undefined ? [] : [optional])]
  const model = await firstOf(USUAL_MODELS, (path) => take(path).catch(orMissing))
  if (model === undefined) {
    throw new ModelError(`there is no model in the folder: none of ${USUAL_MODELS.join(', ')}`)
  }
  for (const { sha256, bytes } of [...seen, model]) parts.keep(sha256, bytes)
  const files = [...seen, model].map(({ path, sha256, bytes }) => ({ path, sha256, bytes: bytes.byteLength }))
  const told = { files, models: { wasm: model.path, webgpu: model.path } }
  await parts.memory.remember(folderUrl, told)
  return told
}

const orMissing = (error: unknown): undefined => {
  if (error instanceof NotFetched && error.isMissing) return undefined
  throw error
}

const firstOf = async <T, R>(each: readonly T[], find: (one: T) => Promise<R | undefined>): Promise<R | undefined> => {
  for (const one of each) {
    const found = await find(one)
    if (found !== undefined) return found
  }
  return undefined
}
