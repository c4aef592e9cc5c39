/** The models that are shipped give in Node what torch gave where they were made. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openObservedModel, readGolden } from '../../support/golden-model.ts'

const folderOf = (variant: string): string => fileURLToPath(new URL(`../../../models/${variant}`, import.meta.url))

const cases = ['full', 'cleared'].flatMap((variant) => [
  { variant, file: 'onnx/model.onnx', tolerance: 1e-5 },
  { variant, file: 'onnx/model_int8.onnx', tolerance: 0.05 },
])

describe.each(cases)('the $variant model, $file', ({ variant, file, tolerance }) => {
  it(`the model equals torch's logits within ${tolerance}`, async () => {
    const golden = readGolden(folderOf(variant))
    expect(golden.length).toBeGreaterThanOrEqual(20)
    const model = await openObservedModel(folderOf(variant), file)
    const { logits: logitsName, frustration: headName } = model.spec.outputs
    expect(headName).toBeDefined()
    for (const { text, ids, logits, frustration } of golden) {
      const { outputs, tokens: found } = await model.observe(text)
      expect(found, text).toEqual(ids)
      const wanted = [...logits, ...(frustration === undefined ? [] : [frustration])]
      const given = [
        ...(outputs[logitsName] ?? []),
        ...(frustration === undefined ? [] : (outputs[headName ?? ''] ?? [])),
      ]
      expect(given, text).toHaveLength(wanted.length)
      for (const [i, value] of given.entries()) {
        expect(Math.abs(value - (wanted[i] ?? Number.NaN)), `${text} [${i}]`).toBeLessThan(tolerance)
      }
    }
    await model.release()
  })
})

describe.each(['full', 'cleared'])('the %s model', (variant) => {
  it('the model is what its manifest says, in the form that backends are served with, and is taken in whole', async () => {
    const model = await openObservedModel(folderOf(variant))
    expect(model.spec).toMatchObject({ languages: ['en'], calibration: expect.anything() })
    const { scores } = await model.observe('nobody called me back, this is the third time, I am furious')
    expect(scores.negative + scores.neutral + scores.positive).toBeCloseTo(1, 6)
    expect(scores.frustration).toBeGreaterThan(0.35)
    await model.release()
  })
})
