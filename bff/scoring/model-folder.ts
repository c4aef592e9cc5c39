/** A model folder on disk: read whole, checked against its manifest, or refused in a sentence that names the file. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelManifest } from '../../shared/model/model-folder.ts'
import { ModelError, type ModelSpec, readManifest, readModelSpec } from '../../shared/model/model-spec.ts'

/** Where Hugging Face's tools put a graph; smaller and quicker ones first. */
const USUAL_MODELS = ['onnx/model_quantized.onnx', 'onnx/model_int8.onnx', 'onnx/model.onnx', 'model.onnx']

const MANIFEST_FILE = 'manifest.json'
const TOKENIZER_CONFIG_FILE = 'tokenizer_config.json'

/** Tokenizers of a quarter million tokens have some twenty megabytes. */
const LARGEST_JSON_BYTES = 128 * 1024 * 1024

/** What a folder says of its model, without the model. */
export interface ModelDescription {
  readonly spec: ModelSpec
  /** `undefined`: a folder made elsewhere. */
  readonly manifest: ModelManifest | undefined
  /** Parsed `tokenizer_config.json`, `{}` where there is none. */
  readonly tokenizerConfig: object
}

export interface ModelFolder extends ModelDescription {
  /** Parsed `tokenizer.json`. */
  readonly tokenizer: object
  readonly model: { readonly file: string; readonly bytes: Uint8Array }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason'

const refuse = (file: string, error: unknown): never => {
  const code = codeOf(error)
  throw new ModelError(code === 'ENOENT' ? `${file} is missing` : `${file} cannot be read (${code})`)
}

const sizeOf = async (folder: string, file: string): Promise<number> => {
  try {
    return (await stat(join(folder, file))).size
  } catch (error) {
    return refuse(file, error)
  }
}

const exists = async (folder: string, file: string): Promise<boolean> => {
  try {
    return (await stat(join(folder, file))).isFile()
  } catch {
    return false
  }
}

const bytesOf = async (folder: string, file: string): Promise<Buffer> => {
  try {
    return await readFile(join(folder, file))
  } catch (error) {
    return refuse(file, error)
  }
}

/** The bytes of a file, if they are those that the manifest names. */
const checkedBytes = async (folder: string, file: string, manifest: ModelManifest | undefined): Promise<Buffer> => {
  if (manifest === undefined) return bytesOf(folder, file)
  const listed = manifest.files.find(({ path }) => path === file)
  if (listed === undefined) throw new ModelError(`${file} is not listed in ${MANIFEST_FILE}`)
  const size = await sizeOf(folder, file)
  if (size !== listed.bytes) {
    throw new ModelError(`${file} has ${size} bytes where ${MANIFEST_FILE} says ${listed.bytes}`)
  }
  const bytes = await bytesOf(folder, file)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found === listed.sha256) return bytes
  throw new ModelError(`${file} is not the file that ${MANIFEST_FILE} names: its SHA-256 is another one`)
}

const jsonOf = async (folder: string, file: string, manifest: ModelManifest | undefined): Promise<object> => {
  const size = await sizeOf(folder, file)
  if (size > LARGEST_JSON_BYTES) throw new ModelError(`${file} is larger than ${LARGEST_JSON_BYTES} bytes`)
  const bytes = await checkedBytes(folder, file, manifest)
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new ModelError(`${file} is no valid JSON`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new ModelError(`${file} holds no JSON object`)
}

const isUsable = async (folder: string, file: string, manifest: ModelManifest | undefined): Promise<boolean> =>
  manifest === undefined ? exists(folder, file) : manifest.files.some(({ path }) => path === file)

/**
 * Reads the small files only.
 *
 * @throws {ModelError}
 */
export const readModelDescription = async (folder: string): Promise<ModelDescription> => {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new ModelError('there is no such folder')
  const manifest = (await exists(folder, MANIFEST_FILE))
    ? readManifest(await jsonOf(folder, MANIFEST_FILE, undefined))
    : undefined
  const config = await jsonOf(folder, 'config.json', manifest)
  const tokenizerConfig = (await isUsable(folder, TOKENIZER_CONFIG_FILE, manifest))
    ? await jsonOf(folder, TOKENIZER_CONFIG_FILE, manifest)
    : {}
  return { spec: readModelSpec({ config, tokenizerConfig, manifest }), manifest, tokenizerConfig }
}

const modelFileOf = async (folder: string, manifest: ModelManifest | undefined): Promise<string> => {
  if (manifest !== undefined) return manifest.models.wasm
  for (const file of USUAL_MODELS) if (await exists(folder, file)) return file
  throw new ModelError(`there is no model in the folder: none of ${USUAL_MODELS.join(', ')}`)
}

/** @throws {ModelError} */
export const readModelFolder = async (folder: string): Promise<ModelFolder> => {
  const description = await readModelDescription(folder)
  const { manifest } = description
  const tokenizer = await jsonOf(folder, 'tokenizer.json', manifest)
  const file = await modelFileOf(folder, manifest)
  return { ...description, tokenizer, model: { file, bytes: await checkedBytes(folder, file, manifest) } }
}
