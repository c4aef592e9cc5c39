/** What customers write at length is read to its end, by the shipped models; and who is calm at length stays calm. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenModel, openModel } from '../../../bff/scoring/open-model.ts'

const POLITE =
  'Good morning, and thank you for taking the time. I ordered a small blue lamp for my daughter last week. It should come ' +
  'by post to my home in the village. My neighbour offered to take it in while I am at work, and I wrote that in the form. ' +
  'Somebody is at home all day, and the door bell works well. Please tell me which day it is going to come. '
const CALM =
  'I would like to book a room for two nights in May. A quiet one with a view of the garden would be lovely, if there is ' +
  'one left. We will come by train and arrive in the late afternoon. Could you tell me when breakfast is served, and whether ' +
  'we can leave our bags at the desk after checking out? We do not need a parking space. Thank you very much for your help. '
const ANGRY = 'This is outrageous, I am furious and I have had enough of your useless lies!'

describe.each(['full', 'cleared'])('the %s model', (name) => {
  let model: OpenModel
  beforeAll(async () => {
    model = await openModel(fileURLToPath(new URL(`../../../models/${name}`, import.meta.url)))
  })
  afterAll(() => model.scorer.release())
  const frustration = async (text: string): Promise<number> =>
    (await model.scorer.score(text)).frustration ?? Number.NaN

  it('the model takes the polite words alone for calm', async () => {
    expect(await frustration(POLITE)).toBeLessThan(0.35)
  })

  it.each([
    ['after sixty polite words', `${POLITE}${ANGRY}`],
    ['before many polite words', `${ANGRY}\n${ANGRY}\n${ANGRY} ${POLITE}`],
    ['in the middle of many', `${CALM}${POLITE}${ANGRY} ${CALM}${POLITE}`],
    ['after six hundred', `${CALM.repeat(5)}${POLITE.repeat(3)}${ANGRY}`],
    ['at the end of ten thousand characters', `${CALM.repeat(40).slice(0, 9_900)} ${ANGRY}`],
    ['after polite words without any full stop', `${POLITE.replaceAll(/[.,?]/gu, '')} ${ANGRY}`],
    ['after a blank line', `${POLITE}\n\n${ANGRY}`],
  ])('the model counts anger %s', async (_, text) => {
    expect(await frustration(text)).toBeGreaterThanOrEqual(0.45)
  })

  it('the model takes anger from beginning to end for no less than a line of it', async () => {
    expect(await frustration(ANGRY.concat(' ').repeat(20))).toBeGreaterThan(0.65)
  })

  it.each([2, 5, 20])('the model leaves a calm message calm, however long (%i paragraphs)', async (times) => {
    expect(await frustration(CALM.repeat(times))).toBeLessThan(0.35)
  })

  it('the model gives probabilities that sum to one', async () => {
    const { negative, neutral, positive } = await model.scorer.score(`${POLITE}${ANGRY}`)
    expect(negative + neutral + positive).toBeCloseTo(1, 6)
  })

  it('the model reads ten thousand characters whole, and says where it read in part', async () => {
    expect((await model.scorer.score(CALM.repeat(40).slice(0, 10_000))).isInPart).toBeUndefined()
    expect((await model.scorer.score('ok')).isInPart).toBeUndefined()
    expect((await model.scorer.score(CALM.repeat(200))).isInPart).toBe(true)
    expect((await model.scorer.score('1 2 3 4 '.repeat(1250))).isInPart).toBe(true)
  })

  it.each([
    ['a word without end', 'a'.repeat(10_000)],
    ['letters that are eighteen each', '\ufdfa'.repeat(10_000)],
    ['emoji', '😡'.repeat(5_000)],
    ['line ends', '\n'.repeat(10_000)],
    ['signs', '!?'.repeat(5_000)],
    ['halves of characters', '\ud83d'.repeat(10_000)],
  ])('the model is done with %s in a moment', async (_, text) => {
    const startedAt = process.cpuUsage()
    expect(Number.isFinite(await frustration(text))).toBe(true)
    const { user } = process.cpuUsage(startedAt)
    expect(user / 1000).toBeLessThan(4000)
  })
})
