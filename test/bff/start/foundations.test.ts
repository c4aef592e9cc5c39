/** What a start is decided by is read by one reader: all problems at once, and no path with what strayed around it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFoundations } from '../../../bff/start/read-foundations.ts'
import { createSmallBot, type SmallBot } from '../../support/small-bot.ts'

let bot: SmallBot
let folder: string
let rules: string
beforeAll(async () => {
  bot = await createSmallBot()
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-start-'))
  rules = join(folder, 'rules.json')
  writeFileSync(rules, '{"routing":{"confidenceThreshold":0.7}}')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await bot.remove()
})

const read = (env: Readonly<Record<string, string>>) =>
  readFoundations(env, { index: bot.index, model: join(folder, 'no-model') })
const problemsOf = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const reading = await read(env)
  return reading.ok ? [] : reading.problems
}

it('a good file whose path has a stray newline is no problem, also where another variable is wrong', async () => {
  const files = { CX_ASSIST_CONFIG: ` ${rules}\n`, FALLBACK_INDEX: `${bot.index}\n` }
  const reading = await read(files)
  expect(reading.ok && reading.foundations.rules.routing.confidenceThreshold).toBe(0.7)
  expect(await problemsOf({ ...files, LOG_LEVEL: 'loud' })).toEqual([expect.stringMatching(/^LOG_LEVEL: /)])
})

it('blank paths are none, also where another variable is wrong', async () => {
  const files = { CX_ASSIST_CONFIG: ' ', FALLBACK_INDEX: '\n', SENTIMENT_MODEL: ' ' }
  expect(await problemsOf({ ...files, LOG_LEVEL: 'loud' })).toEqual([expect.stringMatching(/^LOG_LEVEL: /)])
})

it('problems of environment, rules, index and model are told together', async () => {
  const nowhere = join(folder, 'nowhere')
  const problems = await problemsOf({
    LOG_LEVEL: 'loud',
    CX_ASSIST_CONFIG: nowhere,
    FALLBACK_INDEX: nowhere,
    SENTIMENT_MODEL: nowhere,
  })
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'LOG_LEVEL',
    'CX_ASSIST_CONFIG',
    'FALLBACK_INDEX',
    'SENTIMENT_MODEL',
  ])
})
