/** Whatever stands in a rules file, it is read or refused with path and reason; it never throws, and the old rules stay. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readRules } from '../../../bff/files/rules-file.ts'
import { createPolicy } from '../../../shared/domain/policy/policy.ts'
import { rulesFile } from '../../../shared/rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'rules-file-'))
const path = join(folder, 'rules.json')
afterAll(() => rmSync(folder, { recursive: true }))

const read = (content: string | Uint8Array) => {
  writeFileSync(path, content)
  return readRules(path)
}
const problemsOf = (rules: unknown): readonly string[] => {
  const reading = read(JSON.stringify(rules))
  return reading.ok ? [] : reading.problems.map((problem) => problem.path)
}

const PHRASE = 'guarantee full refund'

describe('a wrong value', () => {
  it.each<[unknown, string[]]>([
    [{ policy: { phraseDetails: { [PHRASE]: { filler: -1 } } } }, [`policy.phraseDetails.${PHRASE}.filler`]],
    [{ policy: { phraseDetails: { [PHRASE]: { filler: 1e9 } } } }, [`policy.phraseDetails.${PHRASE}.filler`]],
    [{ policy: { phraseDetails: { [PHRASE]: { filler: '3' } } } }, [`policy.phraseDetails.${PHRASE}.filler`]],
    [{ policy: { phraseDetails: { [PHRASE]: null } } }, [`policy.phraseDetails.${PHRASE}`]],
    [{ policy: { phraseDetails: [] } }, ['policy.phraseDetails']],
    [{ routing: { defaultSkill: ' ' } }, ['routing.defaultSkill']],
    [{ routing: { intentToSkill: { refund: '\u3000' } } }, ['routing.intentToSkill.refund']],
    [{ fallback: { escalateNode: '\t' } }, ['fallback.escalateNode']],
    [{ assist: { keywords: ['refund', '(('] } }, ['assist.keywords.1']],
    [{ policy: { prohibitedPhrases: [5] } }, ['policy.prohibitedPhrases.0']],
    [{ policy: { prohibitedPhrases: null } }, ['policy.prohibitedPhrases']],
    [{ policy: { prohibitedPhrases: ['fine', 'x'.repeat(501)] } }, ['policy.prohibitedPhrases.1']],
    [{ policy: { mustBlock: [{}] } }, ['policy.mustBlock.0']],
    [{ policy: { mustPass: 'x', prohibitedPhrases: ['x'] } }, ['policy.mustPass']],
    [{ escalation: { matrix: [null] } }, ['escalation.matrix.0']],
    [{ escalation: { matrix: [{ level: 'standard', from: 'x' }] } }, ['escalation.matrix.0.from']],
    [{ escalation: { matrix: 7 } }, ['escalation.matrix']],
    [{ escalation: { hysteresis: null } }, ['escalation.hysteresis']],
    [{ widget: { confidenceBands: { strong: null, likely: {} } } }, ['widget.confidenceBands.strong']],
    [{ widget: { confidenceBands: [] } }, ['widget.confidenceBands']],
  ])('a wrong value is refused where it stands, with no check stumbling over it: %j', (rules, paths) => {
    expect(problemsOf(rules)).toEqual(expect.arrayContaining(paths))
  })

  it('a wrong value of any type at any place is refused where it stands, with no check stumbling over it', () => {
    const sections = Object.entries(rulesFile.shape).map(([section, schema]): [string, string[]] => [
      section,
      Object.keys(schema.def.innerType.shape),
    ])
    const rules = fc.oneof(
      ...sections.flatMap(([section, keys]) =>
        keys.map((key) => fc.jsonValue().map((value) => ({ [section]: { [key]: value } }))),
      ),
    )
    fc.assert(
      fc.property(rules, (content) => {
        const reading = read(JSON.stringify(content))
        return reading.ok || reading.problems.every(({ message }) => message !== '')
      }),
      { numRuns: 400, seed: 13 },
    )
  })
})

describe('an expression of an operator’s own', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['that is none', { order: '(' }, 'order'],
    ['that is none by Unicode’s rules', { order: '\\-' }, 'order'],
    ['that fits nothing at all', { order: 'a*' }, 'order'],
    ['that is too long', { order: 'x'.repeat(201) }, 'order'],
    ['that is empty', { order: '' }, 'order'],
    ['of a kind that there is', { card: 'x' }, 'card'],
    ['of a name that is none', { 'My order': 'x' }, 'My order'],
    ['that takes exponentially long', { order: 'x', slow: '(a+)+$' }, 'slow'],
    ['that takes exponentially long by its alternatives', { slow: '(a|a)*b' }, 'slow'],
    ['that takes quadratically long', { slow: '\\d+\\d+x' }, 'slow'],
    ['that takes long by what it refers back to', { slow: '(\\w+)\\s+\\1x' }, 'slow'],
  ])('%s is refused by its name', (_what, patterns, name) => {
    expect(problemsOf({ privacy: { patterns } })).toEqual([`privacy.patterns.${name}`])
  })

  it('an expression of an operator’s own is refused where it stands, with why', () => {
    const reading = read('{\n  "privacy": {\n    "patterns": { "slow": "(a+)+$" }\n  }\n}')
    expect(reading).toMatchObject({
      ok: false,
      problems: [
        { path: 'privacy.patterns.slow', message: expect.stringContaining('very long'), at: { line: 3, column: 27 } },
      ],
    })
  })

  it.each(['\\bORD-\\d{6}\\b', 'KD-\\d{5,10}', '\\b[A-Z]{2}\\d{4,12}\\b', '(?<!\\d)\\d{10}(?!\\d)', '注文番号\\d{6}'])(
    '%s is taken',
    (order) => {
      expect(problemsOf({ privacy: { patterns: { order } } })).toEqual([])
    },
  )

  it('an expression of an operator’s own is one of twenty at most', () => {
    const patterns = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`own${n}`, `x${n}`]))
    expect(problemsOf({ privacy: { patterns } })).toEqual(['privacy.patterns'])
  })
})

describe('a phrase', () => {
  it.each([
    ['200 look-alikes', 'ɑ'.repeat(200), 'a'.repeat(200)],
    ['200 look-alikes apart', Array(200).fill('ɑ').join(' '), `${Array(200).fill('a').join(' ')}`],
    ['500 letters l', 'l'.repeat(500), 'l'.repeat(500)],
    ['ligatures of 18 letters', 'ﷺ'.repeat(27), 'ﷺ'.repeat(27)],
    ['signs of expressions', '(legal) [action]* +?{2,1} \\', 'LEGAL action 2 1'],
    ['emoji and a word', '🙂 refund', 'refund 🙂'],
    ['marks over a word', 're\u0301fund', 'refund'],
    ['a word named like a built-in', '__proto__ constructor', 'proto constructor'],
  ])('a phrase of %s is taken and stops what it says, or is refused', (_what, phrase, text) => {
    const reading = read(
      JSON.stringify({ policy: { prohibitedPhrases: [phrase], phraseDetails: { [phrase]: { filler: 10 } } } }),
    )
    expect(reading.ok).toBe(true)
    if (!reading.ok) return
    const { judge } = createPolicy(reading.rules.policy)
    expect(judge({ text: `we say ${text}.`, confidence: 0.9, source: 'x' })?.reason).toBe('prohibited_phrase')
    expect(judge({ text: 'all is well', confidence: 0.9, source: 'x' })).toBeUndefined()
  })

  it.each([
    ['blanks', '   '],
    ['signs', '!?* []'],
    ['emoji', '🙂🙂'],
    ['marks', '\u0301\u0308'],
    ['what cannot be seen', '\u3164\u200b'],
    ['strokes that modify letters', 'ーʼ'],
    ['half an emoji', '\ud83d'],
  ])('a phrase without letters, of %s, is taken and stops what it says, or is refused', (_what, phrase) => {
    expect(problemsOf({ policy: { prohibitedPhrases: ['fine', phrase] } })).toEqual(['policy.prohibitedPhrases.1'])
  })

  it('a phrase is taken and stops what it says although there are a thousand of them', { timeout: 120_000 }, () => {
    const prohibitedPhrases = Array.from({ length: 1000 }, (_, n) => `phrase number ${n} is ${'long '.repeat(10)}`)
    const before = process.cpuUsage()
    const reading = read(JSON.stringify({ policy: { prohibitedPhrases, mustBlock: [prohibitedPhrases[999]] } }))
    expect(reading.ok).toBe(true)
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
  })
})

describe('a refused file', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['that is empty', '', 'is empty'],
    ['that breaks off', '{\n  "routing": {', 'line 2'],
    ['with a comma too many', '{\n  "routing": {},\n}', 'line 3, column 1'],
    ['with a comma too few', '{\n  "routing": {}\n  "policy": {} }', 'line 3, column 3'],
    ['with a comment', '{\n  // mine\n}', 'line 2, column 3'],
    ['with single quotes', "{'routing': {}}", 'line 1, column 2'],
    ['that is a list', '[]', 'object'],
    ['that is not UTF-8', new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d]), 'UTF-8'],
    ['nested 100,000 deep', '['.repeat(100_000), ''],
    [
      'nested 100,000 deep in a place',
      `{"routing":{"intentToSkill":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}}`,
      '',
    ],
  ])('a file is refused with the place and the reason: %s', (_what, content, told) => {
    const reading = read(content)
    expect(reading.ok).toBe(false)
    expect(reading.ok ? '' : reading.problems.map(({ path: key, message }) => `${key} ${message}`).join()).toContain(
      told,
    )
  })

  it('a byte order mark, or UTF-16 as some editors write it, is no reason to refuse a file', () => {
    const text = '{"routing":{"defaultSkill":"Sales Team"}}'
    for (const content of [`\ufeff${text}`, Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const reading = read(content)
      expect(reading.ok && reading.rules.routing.defaultSkill).toBe('Sales Team')
    }
  })
})
