import { describe, expect, it } from 'vitest'
import {
  comparable,
  findRepeated,
  type HeardUtterance,
  SAME_UTTERANCE_WINDOW_MS,
} from '../../../../shared/domain/conversation/utterances.ts'

const heard = (text: string, more: Partial<HeardUtterance> = {}): HeardUtterance => ({
  utteranceId: 'u1',
  toldBy: ['webhook'],
  speaker: 'customer',
  key: comparable(text),
  heardAt: 1000,
  ...more,
})
const overStream = { channel: 'stream', speaker: 'customer', heardAt: 2000 } as const

describe('one utterance, two channels', () => {
  it('one utterance over two channels is recognised', () => {
    expect(findRepeated([heard('my bill')], { ...overStream, key: comparable('my bill') })?.utteranceId).toBe('u1')
  })

  it('one utterance over two channels is recognised whichever channel was faster', () => {
    const first = heard('my bill', { toldBy: ['stream'] })
    const again = { channel: 'webhook', speaker: 'customer', key: comparable('my bill'), heardAt: 1001 } as const
    expect(findRepeated([first], again)?.utteranceId).toBe('u1')
  })

  it.each(['  my bill ', 'my\u00a0bill', 'my \t\n bill', 'ｍｙ bill'])(
    'one utterance over two channels is recognised as %j, since channels differ in spacing and Unicode form',
    (text) => {
      expect(findRepeated([heard('my bill')], { ...overStream, key: comparable(text) })?.utteranceId).toBe('u1')
    },
  )

  it.each(['My bill', 'my bill?', 'my bills'])('one utterance over two channels is not confused with "%s"', (text) => {
    expect(findRepeated([heard('my bill')], { ...overStream, key: comparable(text) })).toBeUndefined()
  })
})

describe('two utterances', () => {
  it('two utterances over one channel are two, for customers do say "yes" twice', () => {
    const again = { channel: 'webhook', speaker: 'customer', key: comparable('yes'), heardAt: 1500 } as const
    expect(findRepeated([heard('yes')], again)).toBeUndefined()
  })

  it('two utterances are told apart by webhooks that speak of what was said just now', () => {
    const twice = [heard('yes'), heard('yes', { utteranceId: 'u2', heardAt: 1500 })]
    const now = { speaker: 'customer', key: comparable('yes'), heardAt: 1600 } as const
    expect(findRepeated(twice, { ...now, channel: 'sentiment' })?.utteranceId).toBe('u2')
    expect(findRepeated(twice, { ...now, channel: 'fallback' })?.utteranceId).toBe('u2')
    expect(findRepeated(twice, { ...now, channel: 'stream' })?.utteranceId).toBe('u1')
  })

  it('two utterances of two speakers are two', () => {
    expect(
      findRepeated([heard('hello')], { ...overStream, speaker: 'agent', key: comparable('hello') }),
    ).toBeUndefined()
  })

  it('two utterances far apart are two, and at the edge of the window still one', () => {
    const late = (ms: number) => ({ ...overStream, key: comparable('yes'), heardAt: 1000 + ms })
    expect(findRepeated([heard('yes')], late(SAME_UTTERANCE_WINDOW_MS))).toBeDefined()
    expect(findRepeated([heard('yes')], late(SAME_UTTERANCE_WINDOW_MS + 1))).toBeUndefined()
  })

  it('two utterances pair off oldest first, each once', () => {
    const twice = [heard('yes'), heard('yes', { utteranceId: 'u2', heardAt: 1500 })]
    expect(findRepeated(twice, { ...overStream, key: comparable('yes') })?.utteranceId).toBe('u1')
    const [first, second] = twice
    const oneMatched = [heard('yes', { ...first, toldBy: ['webhook', 'stream'] }), heard('yes', second)]
    expect(findRepeated(oneMatched, { ...overStream, key: comparable('yes') })?.utteranceId).toBe('u2')
    expect(
      findRepeated(
        twice.map((each) => heard('yes', { ...each, toldBy: ['webhook', 'stream'] })),
        { ...overStream, key: comparable('yes') },
      ),
    ).toBeUndefined()
  })
})
