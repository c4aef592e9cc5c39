/** Model folders that operators point to: read where they can be used, refused in a sentence that names the file. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readModelFolder } from '../../../bff/scoring/model-folder.ts'
import { openModel } from '../../../bff/scoring/open-model.ts'
import { ModelError } from '../../../shared/model/model-spec.ts'
import { copyTinyRoberta, type ModelCopy } from '../../support/model-folder.ts'

let model: ModelCopy
beforeEach(() => {
  model = copyTinyRoberta()
})
afterEach(() => model.remove())

const refusal = async (): Promise<string> => {
  try {
    await (await openModel(model.path)).scorer.release()
  } catch (error) {
    if (error instanceof ModelError) return error.message
    throw error
  }
  return 'was taken'
}

describe('a folder without a manifest', () => {
  it('a folder without a manifest is read by the files that Hugging Face’s tools write', async () => {
    const { manifest, model: graph, spec } = await readModelFolder(model.path)
    expect(manifest).toBeUndefined()
    expect(graph.file).toBe('onnx/model.onnx')
    expect(spec.maxLength).toBe(64)
  })

  it('a folder without a manifest needs no tokenizer_config.json', async () => {
    model.drop('tokenizer_config.json')
    expect(await refusal()).toBe('was taken')
  })

  it.each([
    [['onnx/model_quantized.onnx', 'onnx/model_int8.onnx', 'model.onnx'], 'onnx/model_quantized.onnx'],
    [['onnx/model_int8.onnx', 'model.onnx'], 'onnx/model_int8.onnx'],
    [['model.onnx'], 'onnx/model.onnx'],
  ])(
    'a folder without a manifest has its graph where it is usual: of %j and onnx/model.onnx it takes %s',
    async (beside, taken) => {
      for (const file of beside) copyFileSync(join(model.path, 'onnx/model.onnx'), join(model.path, file))
      expect((await readModelFolder(model.path)).model.file).toBe(taken)
    },
  )

  it('a folder without a manifest may have its graph beside the other files', async () => {
    copyFileSync(join(model.path, 'onnx/model.onnx'), join(model.path, 'model.onnx'))
    model.drop('onnx')
    expect((await readModelFolder(model.path)).model.file).toBe('model.onnx')
  })
})

describe('a folder with a manifest', () => {
  it('a folder with a manifest is taken where every file is the one that the manifest names', async () => {
    model.manifest()
    const { scorer, spec } = await openModel(model.path)
    expect(spec).toMatchObject({ languages: ['en', 'de'], maxLength: 32 })
    await scorer.release()
  })

  it('a folder with a manifest gives the graph that the manifest names for this runtime', async () => {
    const bytes = readFileSync(join(model.path, 'onnx/model.onnx'))
    model.write('small.onnx', bytes)
    model.manifest()
    const { manifest } = await readModelFolder(model.path)
    const listed = manifest?.files.find(({ path }) => path === 'onnx/model.onnx')
    model.manifest({
      files: [...(manifest?.files ?? []), { ...listed, path: 'small.onnx' }],
      models: { wasm: 'small.onnx', webgpu: 'onnx/model.onnx' },
    })
    expect((await readModelFolder(model.path)).model.file).toBe('small.onnx')
  })

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'])(
    'a folder with a manifest is refused where one byte of %s is another one',
    async (file) => {
      model.manifest()
      const bytes = readFileSync(join(model.path, file))
      const at = bytes.length - 2
      bytes[at] = (bytes[at] ?? 0) ^ 1
      model.write(file, bytes)
      expect(await refusal()).toBe(`${file} is not the file that manifest.json names: its SHA-256 is another one`)
    },
  )

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'])(
    'a folder with a manifest is refused where %s came only half',
    async (file) => {
      model.manifest()
      const { length } = readFileSync(join(model.path, file))
      model.write(file, readFileSync(join(model.path, file)).subarray(0, length >> 1))
      expect(await refusal()).toBe(`${file} has ${length >> 1} bytes where manifest.json says ${length}`)
    },
  )

  it('a folder with a manifest is refused where a file that is used is not listed', async () => {
    model.manifest({ files: [] })
    expect(await refusal()).toBe('config.json is not listed in manifest.json')
  })

  it('a folder with a manifest is refused where a file that is listed is missing', async () => {
    model.manifest()
    model.drop('tokenizer.json')
    expect(await refusal()).toBe('tokenizer.json is missing')
  })

  it('a folder with a manifest leaves aside a tokenizer_config.json that is not listed', async () => {
    model.manifest()
    const { manifest } = await readModelFolder(model.path)
    model.manifest({ files: manifest?.files.filter(({ path }) => path !== 'tokenizer_config.json') })
    model.change('tokenizer_config.json', { model_max_length: 5 })
    expect((await readModelFolder(model.path)).spec.maxLength).toBe(32)
  })
})

describe('a refused folder', () => {
  const cases: readonly (readonly [string, () => void, string | RegExp])[] = [
    ['that is not there', () => model.remove(), 'there is no such folder'],
    [
      'that is empty',
      () => ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx'].forEach(model.drop),
      'config.json is missing',
    ],
    ['without a tokenizer', () => model.drop('tokenizer.json'), 'tokenizer.json is missing'],
    [
      'without a graph',
      () => model.drop('onnx'),
      /^there is no model in the folder: none of onnx\/model_quantized\.onnx/,
    ],
    [
      'with a folder for a file',
      () => {
        model.drop('config.json')
        mkdirSync(join(model.path, 'config.json'))
      },
      'config.json cannot be read (EISDIR)',
    ],
    ['with half a config.json', () => model.write('config.json', '{"id2label": {'), 'config.json is no valid JSON'],
    ['with a list for config.json', () => model.write('config.json', '[]'), 'config.json holds no JSON object'],
    [
      'with null for tokenizer.json',
      () => model.write('tokenizer.json', 'null'),
      'tokenizer.json holds no JSON object',
    ],
    ['with half a manifest', () => model.write('manifest.json', '{'), 'manifest.json is no valid JSON'],
    [
      'with a manifest of another format',
      () => model.manifest({ formatVersion: 2 }),
      /^manifest\.json: formatVersion /,
    ],
    [
      'with labels of another task',
      () => model.change('config.json', { id2label: { 0: 'joy', 1: 'anger' } }),
      /^config\.json: id2label has "joy", "anger"/,
    ],
    [
      'with other labels than the graph has logits',
      () => model.change('config.json', { id2label: { 0: 'negative', 1: 'positive' } }),
      'the model gives 3 logits, and config.json names 2 labels',
    ],
    [
      'with an output that the graph has not',
      () => model.change('config.json', { cx_assist: { outputs: { logits: 'scores' } } }),
      'the model has no output "scores"',
    ],
    ['with an empty tokenizer', () => model.write('tokenizer.json', '{}'), /^tokenizer\.json cannot be used: /],
    [
      'with a tokenizer of a kind that nobody knows',
      () => model.change('tokenizer.json', { model: { type: 'Telepathy', vocab: {} } }),
      /^tokenizer\.json /,
    ],
    [
      'with a page of a proxy for a graph',
      () => model.write('onnx/model.onnx', '<!doctype html><title>Sign in</title>'),
      /^onnx\/model\.onnx is no ONNX model that can be loaded: /,
    ],
    [
      'with an empty graph',
      () => model.write('onnx/model.onnx', ''),
      /^onnx\/model\.onnx is no ONNX model that can be loaded: /,
    ],
    [
      'with half a graph',
      () => model.write('onnx/model.onnx', readFileSync(join(model.path, 'onnx/model.onnx')).subarray(0, 90_000)),
      /^onnx\/model\.onnx is no ONNX model that can be loaded: /,
    ],
    [
      'with a tokenizer of more tokens than the graph has',
      () =>
        model.change('tokenizer.json', {
          added_tokens: [
            {
              id: 9999,
              content: 'a ',
              special: true,
              single_word: false,
              lstrip: false,
              rstrip: false,
              normalized: false,
            },
          ],
        }),
      /^onnx\/model\.onnx cannot be run: /,
    ],
  ]
  it.each(cases)('a folder is refused: %s', async (_, spoil, sentence) => {
    spoil()
    const said = await refusal()
    if (typeof sentence === 'string') expect(said).toBe(sentence)
    else expect(said).toMatch(sentence)
    expect(said).not.toContain('\n')
    expect(said).not.toContain(model.path)
  })
})
