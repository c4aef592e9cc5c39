/** Copies of the tiny RoBERTa of test/golden, to be broken or given a manifest. */
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'

export const TINY_ROBERTA = fileURLToPath(new URL('../golden/tiny-roberta', import.meta.url))

export interface ModelCopy {
  readonly path: string
  write(file: string, content: string | Uint8Array): void
  /** Merges keys into a JSON file. */
  change(file: string, changes: object): void
  drop(file: string): void
  /** Writes a manifest of what is in the folder now, with what differs. */
  manifest(changes?: object): void
  remove(): void
}

const USED = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx']
const anyObject = z.record(z.string(), z.unknown())

export const copyTinyRoberta = (): ModelCopy => {
  const path = mkdtempSync(join(tmpdir(), 'cx-assist-model-'))
  cpSync(TINY_ROBERTA, path, { recursive: true })
  const write: ModelCopy['write'] = (file, content) => writeFileSync(join(path, file), content)
  const listed = (file: string) => {
    const bytes = readFileSync(join(path, file))
    return { path: file, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
  }
  return {
    path,
    write,
    change: (file, changes) => {
      const value = anyObject.parse(JSON.parse(readFileSync(join(path, file), 'utf8')))
      write(file, JSON.stringify({ ...value, ...changes }))
    },
    drop: (file) => rmSync(join(path, file), { recursive: true }),
    manifest: (changes) =>
      write(
        'manifest.json',
        JSON.stringify({
          formatVersion: 1,
          name: 'tiny',
          version: '1.0.0',
          languages: ['en', 'de'],
          maxLength: 32,
          files: USED.map(listed),
          models: { wasm: 'onnx/model.onnx', webgpu: 'onnx/model.onnx' },
          ...changes,
        }),
      ),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
