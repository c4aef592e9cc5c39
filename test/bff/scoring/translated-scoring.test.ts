/** Scores by way of a translator: who waits for what, and how long. */
import { describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import type { Translator } from '../../../bff/ports/translator.ts'
import { UpstreamFailure } from '../../../bff/ports/upstream.ts'
import { createLanguageScoring } from '../../../bff/scoring/language-scoring.ts'
import { createScriptedScorer } from '../../support/scripted-scorer.ts'

const open = (translator: Translator | undefined, languages: readonly string[] = ['en'], spoken = ['en']) => {
  const scorer = createScriptedScorer(spoken)
  const nothing = (): void => undefined
  const scoring = createLanguageScoring({
    scorer,
    translator,
    mask: { text: (text) => ({ text, masked: [] }) },
    rules: () => ({ escalation: { languages: [...languages] } }),
    clock: systemClock,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    metrics: { utteranceTranslated: nothing },
  })
  const score = (texts: readonly string[], language: string | undefined, ms = 5000, before?: readonly string[]) => {
    const deadline = startDeadline(ms)
    return scoring.score(texts, language, deadline, before).finally(deadline.release)
  }
  return { scorer, scoring, score }
}

/** Answers when it is told to. */
const held = () => {
  const asked: (readonly string[])[] = []
  const pairs: object[] = []
  let answer: () => void = () => undefined
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve
  })
  const translator: Translator = {
    translate: async (texts, pair) => {
      asked.push(texts)
      pairs.push(pair)
      await mayAnswer
      return texts.map((text) => text.toUpperCase())
    },
  }
  return { asked, pairs, answer: () => answer(), translator }
}

describe('scoring in translation', () => {
  it('two who ask for the same text at once have it translated once, and each gets its scores', async () => {
    const { asked, answer, translator } = held()
    const { scorer, score } = open(translator)
    scorer.script('NEIN', { negative: 0.9, neutral: 0.1, positive: 0 })
    const both = Promise.all([score(['nein', 'ja', 'nein'], 'de'), score(['nein', 'doch'], 'de')])
    answer()
    const [first, second] = await both
    expect(asked).toEqual([['nein', 'ja'], ['doch']])
    expect(first.map(({ negative }) => negative)).toEqual([0.9, 0.05, 0.9])
    expect(second.map(({ negative }) => negative)).toEqual([0.9, 0.05])
  })

  it('who has no more time goes without, and what is found out then is there for the next one', async () => {
    const { asked, answer, translator } = held()
    const { score } = open(translator)
    await expect(score(['nein'], 'de', 20)).rejects.toMatchObject({ kind: 'timeout' })
    await expect(score(['anderes'], 'de', 0)).rejects.toMatchObject({ kind: 'timeout' })
    answer()
    await score(['nein'], 'de')
    expect(asked).toEqual([['nein']])
  })

  it('what failed is asked for again', async () => {
    let isDown = true
    const { score } = open({
      translate: async (texts) => {
        if (isDown) throw new UpstreamFailure({ upstream: 'translator', kind: 'unavailable' })
        return texts
      },
    })
    await expect(score(['nein'], 'de')).rejects.toMatchObject({ kind: 'unavailable' })
    isDown = false
    expect(await score(['nein'], 'de')).toHaveLength(1)
  })

  it('the same words in two languages are two texts', async () => {
    const { asked, pairs, answer, translator } = held()
    const { score } = open(translator)
    answer()
    await score(['no'], 'es')
    await score(['no'], 'it-IT')
    expect(asked).toEqual([['no'], ['no']])
    expect(pairs).toEqual([
      { source: 'es', target: 'en' },
      { source: 'it', target: 'en' },
    ])
  })

  it('the same words after other words are another utterance, and no text is translated twice in one request', async () => {
    const { asked, answer, translator } = held()
    const { scorer, score } = open(translator)
    answer()
    await score(['nein', 'nein'], 'de', 5000, ['leider', 'nein'])
    expect(asked).toEqual([['nein', 'leider']])
    expect(scorer.asked).toEqual([['NEIN', 'NEIN']])
    expect(scorer.askedAfter).toEqual([['LEIDER', 'NEIN']])
  })

  it('what holds no letter is not translated, and no long text is sent whole', async () => {
    const { asked, answer, translator } = held()
    const { score, scorer } = open(translator)
    answer()
    await score(['\u00a0', 'nein', 'x'.repeat(9000)], 'de')
    expect(asked.flat().map(({ length }) => length)).toEqual([4, 5000])
    expect(scorer.asked[0]?.slice(0, 2)).toEqual(['\u00a0', 'NEIN'])
  })
})

describe('the way of a language', () => {
  it.each([
    [undefined, ['en'], ['en'], 'spoken'],
    ['en-GB', ['en'], ['en'], 'spoken'],
    ['de', ['en'], ['en'], 'translated'],
    ['DE_at', ['en'], ['en', 'de'], 'translated'],
    ['en', ['de'], ['en'], 'unscored'],
    ['fr', ['de'], ['en'], 'unscored'],
    ['not a language', ['en'], ['en'], 'unscored'],
  ] as const)('the way of %j is, with %j allowed and %j spoken, %s', (language, allowed, spoken, way) => {
    expect(open(held().translator, allowed, [...spoken]).scoring.wayOf(language)).toBe(way)
  })

  it('the way of a language that nobody speaks is none without a translator, and its texts are not scored', async () => {
    const { scorer, scoring, score } = open(undefined)
    expect(scoring.wayOf('de')).toBe('unscored')
    await expect(score(['nein'], 'de')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(scorer.asked).toEqual([])
  })
})
