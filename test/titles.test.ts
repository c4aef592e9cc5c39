/** A failing line says what broke: the title of each test has a subject of its own, without what it is described under. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { titlesIn } from './support/test-titles.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
/** Of editors the titles are the cells of a table. */
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.startsWith('editors/') && !path.includes('node_modules/'),
)

const faultsOf = (source: string) => titlesIn('planted.test.ts', source).faults

describe('the titles of tests', () => {
  it('the titles of tests have a subject, each of them', () => {
    const found = files.map((path) => titlesIn(path, readFileSync(`${root}${path}`, 'utf8')))
    expect(found.flatMap(({ faults }) => faults)).toEqual([])
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(2000)
  })

  it.each([
    ["it('is passed on at once', act)", '"is passed on at once" has no subject'],
    ["it('of 30 is passed on at once, in seconds', act)", '"of 30 is passed on at once, in seconds" has no subject'],
    ["it.skip('Refuses it', act)", '"Refuses it" has no subject'],
    ["it.each([1])('as: %d', act)", '"as: %d" has no subject'],
    ["it.skipIf(late)('shows it', act)", '"shows it" has no subject'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the hole of a template in what is planted
    ['it(`keeps ${many} utterances`, act)', '"keeps … utterances" has no subject'],
    ["it.each([1])('%s', act)", '"%s" says nothing of its own'],
    ["it.each([{ name: 1 }])('$name: %#', act)", '"$name: %#" says nothing of its own'],
    ['it(name, act)', '"" is put together elsewhere'],
  ])('a title without a subject is found: %s', (planted, fault) => {
    expect(faultsOf(`describe('the lint', () => {\n  ${planted}\n})`)).toEqual([`planted.test.ts:2: ${fault}`])
  })

  it.each([
    "it('a confidence of 30 is passed on at once, in seconds', act)",
    "it.each([1])('%s is refused', act)",
    "it.each(['is', 'of'])('a word is found: %s', act)",
    "describe('is', act)",
    "expression.test('is')",
    "exit('is')",
  ])('nothing is found in %s', (planted) => {
    expect(faultsOf(planted)).toEqual([])
  })
})
