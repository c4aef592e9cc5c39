/** What is counted of looks at customers who wait. */
import { describe, expect, it } from 'vitest'
import type { SuggestionsData, TranscriptData } from '../../shared/wire/assist.ts'
import { describeLooks, lookAt, NO_LOOKS } from '../../simulator/check/looks.ts'

const asked: TranscriptData = { utteranceId: 'u1', speaker: 'customer', text: 'Where is my parcel?' }
const answered: TranscriptData = { utteranceId: 'u2', speaker: 'agent', text: 'I am looking.' }
const card = { id: 's1', text: 'It is on its way.', confidence: 0.8, source: 'replies', fallback: false }
const set = (basedOn: string, more: Partial<SuggestionsData> = {}): SuggestionsData => ({
  basedOn,
  suggestions: [card],
  fallback: false,
  cached: false,
  withheld: [],
  ...more,
})

describe('the looks at customers who wait', () => {
  it('the looks at customers who wait count suggestions for what the customer said last', () => {
    const looks = lookAt(NO_LOOKS, { transcript: [asked], suggestions: set('u1') })
    expect(looks).toEqual({ waiting: 1, current: 1, generic: 0 })
  })

  it('the looks at customers who wait find nothing current in suggestions for something earlier, in none, and in an empty set', () => {
    const older = lookAt(NO_LOOKS, { transcript: [asked], suggestions: set('u0') })
    const none = lookAt(older, { transcript: [asked], suggestions: undefined })
    const empty = lookAt(none, { transcript: [asked], suggestions: set('u1', { suggestions: [] }) })
    expect(empty).toEqual({ waiting: 3, current: 0, generic: 0 })
  })

  it('the looks at customers who wait leave out who does not wait', () => {
    expect(lookAt(NO_LOOKS, { transcript: [asked, answered], suggestions: set('u1') })).toEqual(NO_LOOKS)
    expect(lookAt(NO_LOOKS, { transcript: [], suggestions: undefined })).toEqual(NO_LOOKS)
  })

  it('the looks at customers who wait count generic replies by themselves', () => {
    const looks = lookAt(NO_LOOKS, { transcript: [asked], suggestions: set('u1', { fallback: true }) })
    expect(looks).toEqual({ waiting: 1, current: 1, generic: 1 })
  })

  it('the looks at customers who wait are told with their share, which is never rounded up', () => {
    expect(describeLooks({ waiting: 1000, current: 849, generic: 12 })).toBe(
      'of 1,000 looks at customers who wait, 849 (84 %) found suggestions for what was said last, 12 of them generic',
    )
  })
})
