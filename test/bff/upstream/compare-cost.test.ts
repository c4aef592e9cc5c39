/** What strangers write must not cost more to compare than it costs to read. */
import { describe, expect, it } from 'vitest'
import { readText, textKey } from '../../../bff/conversations/heard-text.ts'
import { comparable } from '../../../shared/domain/conversation/utterances.ts'
import { customerUtterances } from '../../../shared/domain/frustration/escalation.ts'
import { placeHistory, type RecognisableUtterance } from '../../../shared/domain/frustration/scored-utterances.ts'
import { findTriggers } from '../../../shared/domain/policy/triggers.ts'
import { defaultRules } from '../../../shared/rules.ts'

/** Largest body, and entries of a history that count. */
const BODY_BYTES = 256 * 1024
const ENTRIES = 20

/** Each is what costs most for something: growing eighteenfold, putting marks in order, undoing references, folding blanks. */
const WORST: readonly (readonly [string, string])[] = [
  ['plain letters', 'a'],
  ['decomposed umlauts', 'u\u0308'],
  ['a ligature that is a sentence', '\ufdfa'],
  ['another one', '\ufdfb'],
  ['squared words', '\u3316'],
  ['marks in the wrong order', '\u0300\u0316'],
  ['a letter and marks in the wrong order', `a${'\u0300\u0316'.repeat(14)}`],
  ['blanks', ' \u00a0'],
  ['blanks that are two signs', '\u00a8'],
  ['references', '&lt;'],
  ['references to references', '&amp;amp;amp;'],
  ['beginnings of references', '&'],
  ['half references', '&amp'],
  ['emoji', '\u{1f469}\u200d\u{1f4bb}'],
  ['jamo', '\u1100\u1161\u11a8'],
]

const filled = (unit: string, bytes: number): string => unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)))
const historyOf = (unit: string): readonly string[] =>
  Array.from({ length: ENTRIES }, (_, n) => `${n} ${filled(unit, BODY_BYTES / ENTRIES - 100)}`)
const longTranscript = (unit: string): readonly RecognisableUtterance[] =>
  Array.from({ length: 200 }, (_, seq) => ({ seq, utteranceId: `u${seq}`, key: readText(`said ${seq} ${unit}`).key }))

/** Milliseconds of processor time, the least of several runs: others on the machine only ever add to it. */
const cost = (act: () => unknown): number => {
  const runs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage()
    act()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}

/** Reading the same bytes as JSON and hashing them once over: what the body costs anyway. */
const baseline = cost(() => JSON.parse(JSON.stringify(filled('a', BODY_BYTES * 20))))
const BOUND_MS = Math.max(50, baseline * 10)

describe.each(WORST)('a body of 256 KB of %s', (_what, unit) => {
  it('a body of 256 KB is compared with a long conversation in the time it takes to read it once', () => {
    const transcript = longTranscript(unit)
    const history = historyOf(unit)
    const spent = cost(() => {
      const texts = customerUtterances(
        history.map((userInput) => ({ userInput })),
        history[0] ?? '',
        ENTRIES,
        textKey,
      ).map(readText)
      placeHistory(
        texts.map(({ key }) => key),
        transcript,
      )
    })
    expect(spent).toBeLessThan(BOUND_MS)
  })

  it('a body of 256 KB that is one utterance is recognised and searched for keywords as fast', () => {
    const text = filled(unit, BODY_BYTES)
    const facts = { transcript: readText(text).text, sentimentScore: undefined }
    expect(cost(() => readText(text))).toBeLessThan(BOUND_MS)
    expect(cost(() => comparable(text))).toBeLessThan(BOUND_MS)
    expect(cost(() => findTriggers(facts, defaultRules.assist))).toBeLessThan(BOUND_MS)
  })
})

describe('a history', () => {
  it('a history is normalised once a text, however long the conversation is', () => {
    let made = 0
    const normalize = String.prototype.normalize
    String.prototype.normalize = function (form?: string) {
      made += 1
      return normalize.call(this, form)
    }
    try {
      // What has one spelling only is left as it is.
      const transcript = longTranscript('u\u0308')
      made = 0
      const keys = historyOf('u\u0308').map(textKey)
      placeHistory(keys, transcript)
    } finally {
      String.prototype.normalize = normalize
    }
    expect(made).toBe(ENTRIES)
  })
})

describe('bounded comparison', () => {
  it.each([
    ['u\u0308ber', 'über'],
    ['ｆｕｌｌ', 'full'],
    ['a\u0300\u0316', 'a\u0316\u0300'],
    ['e\u0301'.repeat(4000), 'é'.repeat(4000)],
  ])('bounding what a comparison reads leaves equal what is equal: %j', (one, other) => {
    expect(comparable(one)).toBe(comparable(other))
  })

  it('bounding what a comparison reads tells texts apart that differ only at their ends', () => {
    const long = 'I have waited. '.repeat(600)
    expect(readText(`${long}yes`).key).not.toBe(readText(`${long}no`).key)
  })
})
