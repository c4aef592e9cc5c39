/** The sentiment model as operators handle it: a folder in the environment, what /readyz says, what stops the start. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type BffProcess,
  buildBff,
  installWithoutModels,
  refusedStart,
  startBffProcess,
} from '../../support/bff-process.ts'
import { send } from '../../support/http-client.ts'
import { copyTinyRoberta, type ModelCopy, TINY_ROBERTA } from '../../support/model-folder.ts'

let bff: BffProcess | undefined
let model: ModelCopy | undefined
beforeAll(() => buildBff())
afterEach(async () => {
  await bff?.stop()
  model?.remove()
  bff = undefined
  model = undefined
})

const check = async (url: string): Promise<unknown> => {
  const checks: unknown = Reflect.get(Object((await send(url, '/readyz')).body), 'checks')
  return Array.isArray(checks)
    ? checks.find((each: unknown) => Reflect.get(Object(each), 'name') === 'sentiment')
    : undefined
}

describe('the service', () => {
  it('scores with the folder it was given, and is ready to when it listens', async () => {
    bff = await startBffProcess({ SENTIMENT_MODEL: TINY_ROBERTA })
    expect(await check(bff.url)).toEqual({ name: 'sentiment', state: 'ok' })
    expect((await send(bff.url, '/metrics')).text).toContain('cx_assist_utterance_scoring_seconds')
    expect((await bff.stop()).code).toBe(0)
  })

  it.each([
    ['that is not there', (copy: ModelCopy) => copy.remove(), 'there is no such folder'],
    ['without a tokenizer', (copy: ModelCopy) => copy.drop('tokenizer.json'), 'tokenizer.json is missing'],
    [
      'with labels of another task',
      (copy: ModelCopy) => copy.change('config.json', { id2label: { 0: 'joy', 1: 'anger' } }),
      'config.json: id2label has "joy", "anger"',
    ],
    [
      'with a graph that is none',
      (copy: ModelCopy) => copy.write('onnx/model.onnx', 'half'),
      'onnx/model.onnx is no ONNX model that can be loaded',
    ],
  ])('does not start with a folder %s, and says why in a sentence', async (_, spoil, sentence) => {
    model = copyTinyRoberta()
    spoil(model)
    const { code, output } = await refusedStart({ SENTIMENT_MODEL: model.path })
    expect(output).toContain(`SENTIMENT_MODEL: ${model.path}: ${sentence}`)
    expect(output).not.toContain('    at ')
    expect(output).not.toContain('"port"')
    expect(code).toBe(1)
  })

  it('names a folder that it cannot use together with everything else that is wrong', async () => {
    const { output } = await refusedStart({ SENTIMENT_MODEL: '/nowhere', LOG_LEVEL: 'loud' })
    expect(output).toContain('SENTIMENT_MODEL: /nowhere: there is no such folder')
    expect(output).toContain('LOG_LEVEL: ')
  })

  it('loads the shipped model where it was given none, after it listens', async () => {
    bff = await startBffProcess({ SENTIMENT_MODEL: ' ' })
    const { url } = bff
    await expect.poll(() => check(url)).toEqual({ name: 'sentiment', state: 'ok' })
  })

  it('starts without the shipped model, warns, and says so in /readyz', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-installed-'))
    try {
      bff = await startBffProcess({}, installWithoutModels(folder))
      const { url, output } = bff
      await expect
        .poll(() => check(url))
        .toEqual({
          name: 'sentiment',
          state: 'degraded',
          detail: expect.stringMatching(/^down since \d{4}-.*Z: there is no such folder$/),
        })
      expect((await send(url, '/healthz')).status).toBe(200)
      expect((await send(url, '/readyz')).body).not.toHaveProperty('status', 'failed')
      await expect.poll(output).toContain('utterances cannot be scored: the sentiment model is not available')
      await bff.stop()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
