/** What a start is decided by is read by one reader: all problems at once, and no path with what strayed around it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFoundations } from '../../../bff/start/read-foundations.ts'
import { createSmallBot, type SmallBot } from '../../support/small-bot.ts'
import { createSmallKnowledge, type SmallKnowledge } from '../../support/small-knowledge.ts'

let bot: SmallBot
let knowledge: SmallKnowledge
let folder: string
let rules: string
beforeAll(async () => {
  bot = await createSmallBot()
  knowledge = await createSmallKnowledge()
  folder = mkdtempSync(join(tmpdir(), 'cx-assist-start-'))
  rules = join(folder, 'rules.json')
  writeFileSync(rules, '{"routing":{"confidenceThreshold":0.7}}')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  knowledge.remove()
  await bot.remove()
})

const read = (env: Readonly<Record<string, string>>) =>
  readFoundations(env, { index: bot.index, knowledge: knowledge.folder, model: join(folder, 'no-model') })
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
  const files = { CX_ASSIST_CONFIG: ' ', FALLBACK_INDEX: '\n', KNOWLEDGE: '\t', SENTIMENT_MODEL: ' ' }
  expect(await problemsOf({ ...files, LOG_LEVEL: 'loud' })).toEqual([expect.stringMatching(/^LOG_LEVEL: /)])
})

it('problems of environment, rules, index, knowledge and model are told together', async () => {
  const nowhere = join(folder, 'nowhere')
  const problems = await problemsOf({
    LOG_LEVEL: 'loud',
    CX_ASSIST_CONFIG: nowhere,
    FALLBACK_INDEX: nowhere,
    KNOWLEDGE: nowhere,
    SENTIMENT_MODEL: nowhere,
  })
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'LOG_LEVEL',
    'CX_ASSIST_CONFIG',
    'FALLBACK_INDEX',
    'KNOWLEDGE',
    'SENTIMENT_MODEL',
  ])
})

it('knowledge that is off is none, and what an operator names stands before what is shipped', async () => {
  const off = await read({ KNOWLEDGE: 'off' })
  expect(off.ok && off.foundations.knowledge).toBeUndefined()
  const shipped = await read({})
  expect(shipped.ok && shipped.foundations.knowledge).toBe(knowledge.folder)
})

it('knowledge whose files are not those that it was built with is refused with file and reason', async () => {
  const other = await createSmallKnowledge()
  const file = join(other.folder, 'entries.jsonl')
  writeFileSync(file, '{}')
  expect(await problemsOf({ KNOWLEDGE: other.folder })).toEqual([
    `KNOWLEDGE: ${file} is not the file that the index was built with: its hash is another one`,
  ])
  other.remove()
})
