/** The models that are shipped give in Node what torch gave where they were made. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openModel } from '../../../bff/scoring/open-model.ts'
import { scoresInContext } from '../../../bff/scoring/score-dialogues.ts'
import { conversationFrustration, levelOf } from '../../../shared/domain/frustration/frustration.ts'
import { defaultRules } from '../../../shared/rules.ts'
import { openObservedModel, readGolden, readGoldenDialogues } from '../../support/golden-model.ts'

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

describe.each(['full', 'cleared'])('the %s model in a conversation', (variant) => {
  it('the model leads to no manager by a single message, however it sounds, and by two may', async () => {
    const { scorer, spec } = await openModel(folderOf(variant))
    await scorer.release()
    const { escalation } = defaultRules
    const levelAfter = (...frustrations: readonly number[]) =>
      levelOf(conversationFrustration(frustrations, escalation, spec.conversation), escalation.matrix)
    expect(levelAfter(1)).not.toBe('manager')
    expect(levelAfter(1, 1)).toBe('manager')
  })

  it('the model finds in each turn of a conversation, and in the whole of it, what was found where it was made', async () => {
    const folder = folderOf(variant)
    const { scorer, spec } = await openModel(folder)
    const dialogues = readGoldenDialogues(folder)
    expect(dialogues.length).toBeGreaterThanOrEqual(3)
    for (const { turns, figures } of dialogues) {
      const scored = await scoresInContext(turns, scorer.score)
      const alone = scored.map(({ scores }) => scores.frustration ?? Number.NaN)
      expect(alone).toHaveLength(figures.length)
      for (const [i, [frustration, conversation]] of figures.entries()) {
        expect(Math.abs((alone[i] ?? Number.NaN) - frustration), turns[0]?.text).toBeLessThan(0.03)
        const whole = conversationFrustration(alone.slice(0, i + 1), defaultRules.escalation, spec.conversation)
        expect(Math.abs(whole - conversation), turns[0]?.text).toBeLessThan(0.04)
      }
    }
    await scorer.release()
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
