import { describe, expect, it } from 'vitest'
import type { FrustrationData, TranscriptData } from '../../../../shared/wire/assist.ts'
import type { ScoringState } from '../../../../widget/sentiment/sentiment.ts'
import { firstWords, frustrationView, mergeTones } from '../../../../widget/state/frustration.ts'

const AT = '2026-01-31T09:30:00.000Z'
const READY: ScoringState = { kind: 'ready', backend: 'wasm' }
const scored = (utteranceId: string, score: number) => ({
  utteranceId,
  score,
  frustration: score,
  tone: 'negative' as const,
})
const news = (data: FrustrationData) => ({ seq: 9, at: AT, data })
const transcript = (...texts: readonly string[]) =>
  texts.map((text, i) => ({
    seq: i,
    at: AT,
    data: { utteranceId: `u${i}`, speaker: 'customer', text } satisfies TranscriptData,
  }))
const view = (data: FrustrationData | null, scoring: ScoringState = READY, texts: readonly string[] = []) =>
  frustrationView({ frustration: data && news(data), transcript: transcript(...texts) }, scoring)

describe('the meter', () => {
  it('the meter has a figure from 0 to 100, a trend, its history, and what raised it', () => {
    const data: FrustrationData = {
      score: 0.716,
      level: 'manager',
      since: AT,
      scoredBy: 'wasm',
      recent: [scored('u0', 0.1), scored('history:1', 0.2), scored('u1', 0.716)],
    }
    expect(view(data, READY, ['hello', 'third time I call'])).toEqual({
      kind: 'meter',
      meter: {
        level: 'manager',
        figure: 72,
        trend: 'rising',
        history: [10, 20, 72],
        rise: { utteranceId: 'u1', text: 'third time I call' },
        since: AT,
        scoredBy: 'wasm',
      },
    })
  })

  it('the meter passes no verdict on one message, however it sounds', () => {
    for (const [score, level] of [
      [0.98, 'manager'],
      [0.1, 'standard'],
    ] as const) {
      expect(view({ score, level, since: AT, recent: [scored('u0', score)] }).kind).toBe('first')
    }
  })

  it('the meter tells no trend from two messages', () => {
    const two = view({ score: 0.9, level: 'manager', recent: [scored('u0', 0.1), scored('u1', 0.9)] })
    expect(two).toMatchObject({ kind: 'meter', meter: { level: 'manager', trend: undefined } })
    const unknown = view({ score: 0.9, level: 'manager' })
    expect(unknown).toMatchObject({ kind: 'meter', meter: { figure: 90, trend: undefined } })
  })

  it('the meter names no message that the transcript does not hold, and no time while all is calm', () => {
    const data: FrustrationData = {
      score: 0.3,
      level: 'standard',
      since: AT,
      recent: [scored('history:0', 0.2), scored('history:1', 0.3)],
    }
    expect(view(data)).toMatchObject({ kind: 'meter', meter: { rise: undefined, since: undefined } })
  })

  it('the meter shows what the service found out though this browser is still loading or cannot score', () => {
    const data: FrustrationData = { score: 0.3, level: 'standard', recent: [scored('u0', 0.3), scored('u1', 0.3)] }
    expect(view(data, { kind: 'loading', progress: 0.5 }).kind).toBe('meter')
    expect(view(data, { kind: 'unavailable', because: 'no_wasm' }).kind).toBe('meter')
  })
})

describe('without a figure', () => {
  it('the meter waits for a message, or for the model, while it has no figure', () => {
    expect(view(null, { kind: 'idle' })).toEqual({ kind: 'waiting', progress: undefined })
    expect(view(null, { kind: 'loading', progress: 0.4 })).toEqual({ kind: 'waiting', progress: 0.4 })
    expect(view({ score: 0, level: 'standard', recent: [] }).kind).toBe('waiting')
  })

  it('the meter says why there is no figure', () => {
    expect(view({ score: 0, level: 'standard', unscored: 'language' })).toEqual({ kind: 'language' })
    expect(view(null, { kind: 'unavailable', because: 'not_loaded' })).toEqual({
      kind: 'unavailable',
      because: 'not_loaded',
    })
  })
})

it('the meter is gone where it is switched off, whatever others scored', () => {
  const data: FrustrationData = { score: 0.9, level: 'manager', recent: [scored('u0', 0.9)] }
  expect(view(data, { kind: 'off', by: 'agent' })).toEqual({ kind: 'off', by: 'agent' })
})

describe('the first words', () => {
  it.each([
    ['short enough', 'short enough'],
    ['  spaces \n and  lines ', 'spaces and lines'],
    ['this is the third time that I have to call about it', 'this is the third time that I have to…'],
    ['x'.repeat(60), `${'x'.repeat(40)}…`],
  ])('the first words of %j are %j', (text, words) => {
    expect(firstWords(text)).toBe(words)
  })
})

describe('tones', () => {
  it('tones of older messages stay when newer events no longer tell of them', () => {
    const first = mergeTones(new Map(), [scored('u0', 0.9)])
    const second = mergeTones(first, [scored('u1', 0.9)])
    expect([...second]).toEqual([
      ['u0', 'negative'],
      ['u1', 'negative'],
    ])
  })

  it('tones are those of as many messages as are held', () => {
    let tones = mergeTones(new Map(), undefined)
    for (let n = 0; n < 500; n += 1) tones = mergeTones(tones, [scored(`u${n}`, 0.9)])
    expect([tones.size, tones.has('u299'), tones.has('u300')]).toEqual([200, false, true])
  })

  it('tones are the same map where nothing is new, so that nothing is rendered', () => {
    const known = mergeTones(new Map(), [scored('u0', 0.9)])
    expect(mergeTones(known, [scored('u0', 0.9)])).toBe(known)
    expect(mergeTones(known, undefined)).toBe(known)
  })
})
