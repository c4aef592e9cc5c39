import { describe, expect, it } from 'vitest'
import { ModelError, readManifest, readModelSpec } from '../../../shared/model/model-spec.ts'

const id2label = { 0: 'negative', 1: 'neutral', 2: 'positive' }
const SHA = 'a'.repeat(64)
const manifest = {
  formatVersion: 1,
  name: 'ours',
  version: '1.0.0',
  languages: ['en'],
  maxLength: 64,
  files: [{ path: 'onnx/model.onnx', sha256: SHA, bytes: 12 }],
  models: { wasm: 'onnx/model.onnx', webgpu: 'onnx/model.onnx' },
}
const conversation = {
  cues: { apology: 1, inability: 0.5, negation: 0, insistence: -0.5 },
  prior: 2,
  decay: 0.75,
  points: [
    [0, 0],
    [0.4, 0.35],
    [1, 1],
  ],
}
const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof ModelError) return error.message
    throw error
  }
  return 'was taken'
}

describe('what is read of a folder', () => {
  it('what is read of a folder needs no more than the labels', () => {
    expect(readModelSpec({ config: { id2label } })).toEqual({
      labels: { count: 3, negative: 0, neutral: 1, positive: 2 },
      maxLength: 512,
      emptyTokenId: 0,
      masksTweets: false,
      outputs: { logits: 'logits', frustration: undefined },
      calibration: undefined,
      conversation: undefined,
      languages: undefined,
    })
  })

  it('what is read of a folder is ours where the folder is ours', () => {
    const calibration = {
      input: 'frustration',
      points: [
        [0, 0],
        [1, 1],
      ],
    }
    const ours = {
      outputs: { logits: 'l', frustration: 'f' },
      calibration,
      conversation,
      preprocessing: 'tweeteval',
      languages: ['de'],
    }
    const spec = readModelSpec({ config: { id2label, pad_token_id: 7, cx_assist: ours } })
    expect(spec).toMatchObject({
      emptyTokenId: 7,
      masksTweets: true,
      outputs: { logits: 'l', frustration: 'f' },
      calibration,
      conversation,
      languages: ['de'],
    })
    const withManifest = readModelSpec({ config: { id2label, cx_assist: ours }, manifest: readManifest(manifest) })
    expect(withManifest).toMatchObject({ languages: ['en'], maxLength: 64 })
  })

  it.each([
    ['tokenizer_config.json', { tokenizerConfig: { model_max_length: 128 } }, 128],
    ['no limit, as Hugging Face writes it', { tokenizerConfig: { model_max_length: 1e30 } }, 512],
    ['the positions of a BERT', { config: { model_type: 'bert', max_position_embeddings: 256 } }, 256],
    [
      'the positions of a RoBERTa, of which two hold nothing',
      { config: { model_type: 'roberta', max_position_embeddings: 514 } },
      512,
    ],
    ['the positions of an XLM-RoBERTa', { config: { model_type: 'xlm-roberta', max_position_embeddings: 130 } }, 128],
    ['the positions of a CamemBERT', { config: { model_type: 'camembert', max_position_embeddings: 66 } }, 64],
    [
      'the shortest of several',
      { config: { max_position_embeddings: 256 }, tokenizerConfig: { model_max_length: 100 } },
      100,
    ],
    ['no length that holds no token', { tokenizerConfig: { model_max_length: 0 } }, 512],
  ])(
    'what is read of a folder has the longest input from %s',
    (_, { config, tokenizerConfig }: { config?: object; tokenizerConfig?: object }, length) => {
      expect(readModelSpec({ config: { id2label, ...config }, tokenizerConfig }).maxLength).toBe(length)
    },
  )

  it.each([
    ['cardiffnlp/twitter-roberta-base-sentiment', true],
    ['cardiffnlp/twitter-xlm-roberta-base-sentiment', true],
    ['someone/tweeteval-sentiment', true],
    ['distilbert-base-uncased', false],
  ])('what is read of a folder masks tweets by where a model comes from: %s', (name, masks) => {
    expect(readModelSpec({ config: { id2label, _name_or_path: name } }).masksTweets).toBe(masks)
    const told = { id2label, _name_or_path: name, cx_assist: { preprocessing: 'none' } }
    expect(readModelSpec({ config: told }).masksTweets).toBe(false)
  })

  it.each([
    ['config.json', () => readModelSpec({ config: [] })],
    ['config.json', () => readModelSpec({ config: {} })],
    ['config.json: id2label', () => readModelSpec({ config: { id2label: { 0: 3 } } })],
    ['config.json: id2label has "joy"', () => readModelSpec({ config: { id2label: { 0: 'joy', 1: 'anger' } } })],
    [
      'config.json: cx_assist.calibration',
      () => readModelSpec({ config: { id2label, cx_assist: { calibration: {} } } }),
    ],
    [
      'config.json: cx_assist.conversation.cues.apology',
      () => readModelSpec({ config: { id2label, cx_assist: { conversation: { ...conversation, cues: {} } } } }),
    ],
    [
      'config.json: cx_assist.conversation.prior',
      () => readModelSpec({ config: { id2label, cx_assist: { conversation: { ...conversation, prior: -1 } } } }),
    ],
    [
      'config.json: cx_assist.conversation.points',
      () => readModelSpec({ config: { id2label, cx_assist: { conversation: { ...conversation, points: [[0, 0]] } } } }),
    ],
    [
      'tokenizer_config.json: model_max_length',
      () => readModelSpec({ config: { id2label }, tokenizerConfig: { model_max_length: 'long' } }),
    ],
    ['manifest.json: formatVersion', () => readManifest({ ...manifest, formatVersion: 2 })],
    ['manifest.json: languages', () => readManifest({ ...manifest, languages: [] })],
    ['manifest.json: maxLength', () => readManifest({ ...manifest, maxLength: 0 })],
    ['manifest.json: models.webgpu', () => readManifest({ ...manifest, models: { wasm: 'x.onnx' } })],
  ])('what is read of a folder is refused with the file named: %s', (part, act) => {
    expect(refusal(act)).toContain(part)
  })

  it.each([
    '../model.onnx',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    './a',
    'a/',
    '',
    'a\\b',
    'https://x.example/m',
    'a\0b',
  ])('what is read of a folder is refused where a manifest points out of its folder: %j', (path) => {
    expect(refusal(() => readManifest({ ...manifest, models: { ...manifest.models, wasm: path } }))).toContain(
      'manifest.json: models.wasm',
    )
    expect(refusal(() => readManifest({ ...manifest, files: [{ path, sha256: SHA, bytes: 1 }] }))).toContain(
      'manifest.json: files.0.path',
    )
  })
})
