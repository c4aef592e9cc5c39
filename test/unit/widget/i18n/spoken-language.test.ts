import { describe, expect, it } from 'vitest'
import { Language } from '../../../../widget/i18n/language.ts'
import type { LoadedLanguage } from '../../../../widget/i18n/load-language.ts'
import { SpokenLanguage } from '../../../../widget/i18n/spoken-language.ts'
import { ManualTimers } from '../state/fixtures.ts'

const speaking = (tag: string): Language =>
  new Language({ tag, wordsTag: tag, direction: 'ltr', text: () => `in ${tag}` })

interface Answer {
  readonly tag: string
  arrives(isStandIn?: boolean): void
  fails(): void
}

/** A desk whose languages arrive when the test says so. */
const staged = () => {
  const asked: Answer[] = []
  const timers = new ManualTimers()
  const told = { changes: 0, failures: 0 }
  const misunderstood: string[] = []
  const desk = new SpokenLanguage({
    load: (tag) =>
      new Promise<LoadedLanguage>((resolve, reject) => {
        asked.push({
          tag,
          arrives: (isStandIn = false) =>
            resolve({ language: speaking(isStandIn ? 'en' : tag), isStandIn, isUnderstood: tag !== 'german' }),
          fails: () => reject(new TypeError('Failed to fetch dynamically imported module')),
        })
      }),
    timers,
    changed: () => {
      told.changes += 1
    },
    failed: () => {
      told.failures += 1
    },
    misunderstood: () => misunderstood.push(asked.at(-1)?.tag ?? ''),
  })
  const last = (): Answer => {
    const answer = asked.at(-1)
    if (answer === undefined) throw new Error('nothing was asked for')
    return answer
  }
  return { desk, asked, last, timers, told, misunderstood }
}

describe('the language of an element', () => {
  it('is none until one arrived', async () => {
    const { desk, last, told } = staged()
    desk.want('de')
    expect(desk.language).toBeUndefined()
    expect(desk.text('status.live')).toBe('')
    last().arrives()
    await desk.pending
    expect(desk.language).toBeDefined()
    expect(desk.text('status.live')).toBe('in de')
    expect(told).toEqual({ changes: 1, failures: 0 })
  })

  it('is told once of what is none, and again once that is wanted again', async () => {
    const { desk, last, misunderstood, timers } = staged()
    for (const tag of ['german', 'de', 'german']) {
      desk.want(tag)
      last().arrives(true)
      await desk.pending
      timers.pass(1_000)
      last().arrives()
      await desk.pending
    }
    expect(misunderstood).toEqual(['german', 'german'])
  })

  it('is asked for once, however often it is wanted', async () => {
    const { desk, asked, last } = staged()
    desk.want('de')
    desk.want('de')
    last().arrives()
    await desk.pending
    desk.want('de')
    expect(asked).toHaveLength(1)
  })

  it('stays until the next one arrived', async () => {
    const { desk, last } = staged()
    desk.want('de')
    last().arrives()
    await desk.pending
    desk.want('fr')
    expect(desk.language?.tag).toBe('de')
    last().arrives()
    await desk.pending
    expect(desk.language?.tag).toBe('fr')
  })

  it('is the one wanted last, whichever arrives last', async () => {
    const { desk, asked } = staged()
    desk.want('de')
    const first = desk.pending
    desk.want('fr')
    asked[1]?.arrives()
    await desk.pending
    asked[0]?.arrives()
    await first
    expect(desk.language?.tag).toBe('fr')
  })

  it('is wanted again after a round trip, and the first answer serves', async () => {
    const { desk, asked } = staged()
    desk.want('de')
    desk.want('fr')
    desk.want('de')
    asked[2]?.arrives()
    await desk.pending
    asked[1]?.arrives()
    await Promise.resolve()
    expect(desk.language?.tag).toBe('de')
  })

  it('is tried again while another stands in for it, ever more rarely', async () => {
    const { desk, asked, last, timers, told } = staged()
    desk.want('de')
    last().arrives(true)
    await desk.pending
    expect(desk.language?.tag).toBe('en')
    expect(timers.waiting).toEqual([1_000])
    timers.pass(1_000)
    last().arrives(true)
    await desk.pending
    expect(timers.waiting).toEqual([2_000])
    timers.pass(2_000)
    last().arrives()
    await desk.pending
    expect(desk.language?.tag).toBe('de')
    expect(timers.waiting).toEqual([])
    expect(asked).toHaveLength(3)
    expect(told.failures).toBe(0)
  })

  it('is lost where there is none at all, told once, and tried again for ever', async () => {
    const { desk, last, timers, told } = staged()
    desk.want('en')
    for (let n = 0; n < 10; n += 1) {
      last().fails()
      await desk.pending
      timers.pass(60_000)
    }
    expect(desk.isLost).toBe(true)
    expect(told.failures).toBe(1)
    last().arrives()
    await desk.pending
    expect(desk.isLost).toBe(false)
  })

  it('is kept where the next one cannot be had, not even English', async () => {
    const { desk, last, told } = staged()
    desk.want('de')
    last().arrives()
    await desk.pending
    desk.want('fr')
    last().fails()
    await desk.pending
    expect(desk.language?.tag).toBe('de')
    expect(desk.isLost).toBe(false)
    expect(told.failures).toBe(0)
  })

  it('is not tried again once the element is gone, and anew once it is back', async () => {
    const { desk, asked, last, timers } = staged()
    desk.want('de')
    last().arrives(true)
    await desk.pending
    desk.close()
    timers.pass(60_000)
    expect(asked).toHaveLength(1)
    desk.want('de')
    expect(asked).toHaveLength(2)
  })
})
