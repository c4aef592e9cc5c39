/** Prohibited phrases, however they are dressed up, are stopped. */
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../../shared/domain/policy/policy.ts'
import { defaultRules } from '../../../../shared/rules.ts'
import { DISGUISES, pick, type Random, seeded } from '../../../bff/flows/suggestions/disguises.ts'

const PHRASES = ['guarantee full refund', 'legal action', 'sue the company'] as const
const FRAMES = ['%', 'We %', '% now', 'Yes, we can %.', 'I would %, if I were you', '«%»', 'Please (%)!'] as const
const KINDS = Object.entries(DISGUISES)

const policy = createPolicy(defaultRules.policy)
const passes = (text: string): boolean =>
  policy.judge({ text, confidence: 0.9, source: 'x' })?.reason !== 'prohibited_phrase'

/** The words around a phrase are plain, so that only the disguise can hide it. */
const framed = (disguised: string, random: Random): string => pick(random, FRAMES).replace('%', () => disguised)

const showing = (text: string): string =>
  `${text} [${Array.from(text, (c) => c.codePointAt(0)?.toString(16)).join(' ')}]`

describe('the phrases of the contract, disguised', () => {
  it.each(KINDS)('the three phrases of the contract are stopped in the disguise: %s', (_name, disguise) => {
    const random = seeded(1)
    const missed = PHRASES.flatMap((phrase) =>
      Array.from({ length: 12 }, () => framed(disguise(phrase, random), random)).filter(passes),
    )
    expect(missed.map(showing)).toEqual([])
  })

  it('the three phrases of the contract are stopped in at least 99 of 100 disguises worn one over the other', () => {
    const random = seeded(2)
    // Capitals of strange letters are other letters to the eye, and some disguises allow nothing over or under them.
    const [upper, mixed, ...others] = KINDS.filter(([name]) => !/backwards|dark|footnote|sign|quotes/.test(name))
    if (upper === undefined || mixed === undefined) throw new Error('the disguises begin with the two of case')
    const [firstOther] = others
    if (firstOther === undefined) throw new Error('there are more disguises than those of case')
    const variants = Array.from({ length: 3000 }, () => {
      const [, below] = pick(random, [upper, mixed, ...others])
      const [, above] = pick(random, [firstOther, ...others])
      return framed(above(below(pick(random, PHRASES), random), random), random)
    })
    const missed = variants.filter(passes)
    expect(missed.length / variants.length, missed.slice(0, 10).map(showing).join('\n')).toBeLessThan(0.01)
  })

  it.each([
    'We guarantee a full refund',
    'we guarantee you a full refund',
    'We guarantee, without question, a full refund',
    'GUARANTEED FULL REFUNDS',
    'guaranteeing full refunds',
    'Legal actions are open to you',
    'suing the company is an option',
    'She sued the company',
    'sue the companies',
    'legal-action',
    'legal—action',
    'legal. Action!',
    '𝓵𝓮𝓰𝓪𝓵 𝓪𝓬𝓽𝓲𝓸𝓷',
    'ＬＥＧＡＬ　ＡＣＴＩＯＮ',
    'ⓛⓔⓖⓐⓛ ⓐⓒⓣⓘⓞⓝ',
    '⒧⒠⒢⒜⒧ ⒜⒞⒯⒤⒪⒩',
    '🄻🄴🄶🄰🄻 🄰🄲🅃🄸🄾🄽',
    'ʟᴇɢᴀʟ ᴀᴄᴛɪᴏɴ',
    'ˡᵉᵍᵃˡ ᵃᶜᵗⁱᵒⁿ',
    'LЕGАL АСТIОN',
    'ʼlegal actionʼ',
    'legal | action',
    'legal×action',
    'guarantee ſull refund',
    'ſue the company',
    'leeeeeeeeeegal aaaaaaaaaaction',
    'r e e f u n d: guarantee full r e e f u u n d',
    's∪e the coΜpaΝy',
    'legal action²',
    'l e g a l a c t i o n',
    'l-e-g-a-l a-c-t-i-o-n',
  ])('the three phrases of the contract are stopped as: %s', (text) => {
    expect(passes(text)).toBe(false)
  })
})
