/** `intent:confirm`: the agent says what was meant; it is kept, and every widget of the conversation knows. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { CONFIRMED_INTENTS_FILE, openConfirmedIntents } from '../../../../bff/files/confirmed-intents.ts'
import { type ConfirmedIntent, NotKept } from '../../../../bff/ports/records.ts'
import {
  CLEAR,
  type FallbackStage,
  fallbacksSeen,
  openFallbackStage,
  SESSION,
  UNCLEAR,
} from '../../../support/fallback-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import type { Widget } from '../../../support/widget-client.ts'

let parent: string
let folder: string
let stage: FallbackStage
let widget: Widget
beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'confirmed-'))
  folder = join(parent, 'data/of/cx-assist')
  stage = await openFallbackStage({ confirmedIntents: openConfirmedIntents(folder, systemClock) })
  widget = await stage.watch(SESSION)
})
afterEach(async () => {
  await stage.close()
  rmSync(parent, { recursive: true })
})

const path = () => join(folder, CONFIRMED_INTENTS_FILE)
const records = (): unknown[] =>
  readFileSync(path(), 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
const misunderstood = async (input = CLEAR): Promise<string> => {
  const before = fallbacksSeen(widget).length
  await stage.post({ input })
  await expect.poll(() => fallbacksSeen(widget).length).toBe(before + 1)
  return fallbacksSeen(widget).at(-1)?.utteranceId ?? ''
}
const newestUtterance = async (): Promise<string> => {
  const heard = () =>
    widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.utteranceId] : [])).at(-1)
  await expect.poll(heard).toBeDefined()
  return heard() ?? ''
}
const confirm = (facts: Readonly<Record<string, unknown>>, from = widget) =>
  from.ask('intent:confirm', { conversationId: SESSION, ...facts })
const ok = { ok: true }
const refusal = (code: string, message: unknown = expect.any(String)) => ({ ok: false, error: { code, message } })

describe('a confirmed intent', () => {
  it('a confirmed intent is kept with what the bot took it for, and without a word of the customer', async () => {
    const utteranceId = await misunderstood()
    expect(await confirm({ utteranceId, actual: 'payment_failure' })).toEqual(ok)
    expect(records()).toEqual([
      {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        conversationId: SESSION,
        utteranceId,
        predicted: 'greeting',
        actual: 'payment_failure',
        eventType: 'INTENT_CONFIRMED',
      },
    ])
    expect(readFileSync(path(), 'utf8')).not.toContain(CLEAR)
    expect(await stage.counted('confirmed_intents_total{outcome="recorded"}')).toBe(1)
  })

  it('a confirmed intent is shown to both widgets of the conversation, with all that was known before', async () => {
    const other = await stage.watch(SESSION)
    const utteranceId = await misunderstood()
    await confirm({ utteranceId, actual: 'payment_failure' })
    for (const each of [widget, other]) {
      await expect.poll(() => fallbacksSeen(each)).toHaveLength(2)
      const [first, second] = fallbacksSeen(each)
      expect(first).not.toHaveProperty('confirmed')
      expect(second).toEqual({ ...first, confirmed: 'payment_failure' })
    }
  })

  it('a confirmed intent is known to those who come later', async () => {
    await confirm({ utteranceId: await misunderstood(), actual: 'payment_failure' })
    const late = await stage.watch(SESSION)
    expect(await late.join(SESSION)).toMatchObject({
      snapshot: { fallback: { data: { confirmed: 'payment_failure', text: CLEAR } } },
    })
  })

  it('a confirmed intent gives way to a later choice, and both are on record', async () => {
    const utteranceId = await misunderstood()
    for (const actual of ['payment_failure', 'billing_inquiry']) await confirm({ utteranceId, actual })
    await expect
      .poll(() => fallbacksSeen(widget).map(({ confirmed }) => confirmed))
      .toEqual([undefined, 'payment_failure', 'billing_inquiry'])
    expect(records()).toMatchObject([
      { predicted: 'greeting', actual: 'payment_failure' },
      { predicted: 'greeting', actual: 'billing_inquiry' },
    ])
  })

  it('a confirmed intent that is reported again counts once', async () => {
    const utteranceId = await misunderstood()
    for (const _again of [1, 2]) expect(await confirm({ utteranceId, actual: 'payment_failure' })).toEqual(ok)
    expect(records()).toHaveLength(1)
    expect(fallbacksSeen(widget)).toHaveLength(2)
  })

  it('a confirmed intent belongs to its utterance, and another one that came since stays the newest', async () => {
    const first = await misunderstood(CLEAR)
    await misunderstood(UNCLEAR)
    await confirm({ utteranceId: first, actual: 'payment_failure' })
    await expect.poll(() => fallbacksSeen(widget)).toHaveLength(4)
    expect(fallbacksSeen(widget).at(-1)).toEqual(fallbacksSeen(widget)[1])
    expect(fallbacksSeen(widget)[2]).toMatchObject({
      utteranceId: first,
      text: CLEAR,
      confirmed: 'payment_failure',
    })
  })

  it.each([
    ['what the server knows', CLEAR, 'greeting'],
    ['what the widget says where the server knows none', UNCLEAR, 'of_the_widget'],
  ])('a confirmed intent has as prediction %s', async (_whose, input, predicted) => {
    const utteranceId = await misunderstood(input)
    await confirm({ utteranceId, predicted: 'of_the_widget', actual: 'payment_failure' })
    expect(records()).toMatchObject([{ predicted }])
  })

  it('a confirmed intent of an utterance that was understood is recorded and shown to nobody', async () => {
    await sendJson(stage.bff.url, '/webhook/sentiment-escalation', { session: { id: SESSION }, userInput: 'thank you' })
    const utteranceId = await newestUtterance()
    expect(await confirm({ utteranceId, predicted: 'a', actual: 'b' })).toEqual(ok)
    await misunderstood()
    expect(await confirm({ actual: 'c' })).toEqual(ok)
    expect(records()).toEqual([
      expect.objectContaining({ utteranceId, predicted: 'a', actual: 'b' }),
      expect.not.objectContaining({ utteranceId: expect.anything() }),
    ])
    await misunderstood(UNCLEAR)
    expect(fallbacksSeen(widget)).toHaveLength(2)
  })

  it('a confirmed intent carries the id that the conversation has, by whichever it was named', async () => {
    await stage.bff.app.hearStream({
      interactionId: 'int_1',
      conversationId: 'conv_abc123',
      transcript: 'hello',
      speaker: 'customer',
    })
    const other = await stage.watch('int_1')
    expect(await confirm({ conversationId: 'int_1', actual: 'b' }, other)).toEqual(ok)
    expect(records()).toMatchObject([{ conversationId: 'conv_abc123' }])
  })
})

describe('a refused report', () => {
  it('a report is refused as not found where the utterance never was, and nothing is kept', async () => {
    await misunderstood()
    expect(await confirm({ utteranceId: 'u-never', actual: 'b' })).toEqual(refusal('not_found'))
    expect(records()).toEqual([])
  })

  it('a report is refused as not found where nobody told of the conversation, though a widget may wait for it', async () => {
    const early = await stage.watch('conv_early')
    const about = { conversationId: 'conv_early', predicted: 'a', actual: 'b' }
    expect(await confirm(about, early)).toEqual(refusal('not_found'))
    expect(records()).toEqual([])
  })

  it('a report is refused where the token does not cover the conversation, and nothing is kept', async () => {
    const stranger = await stage.watch('conv_other')
    expect(await confirm({ actual: 'b' }, stranger)).toEqual(refusal('forbidden'))
    expect(records()).toEqual([])
  })

  it.each([{}, { actual: '' }, { actual: 7 }, { actual: 'x'.repeat(257) }, { actual: 'a', utteranceId: '' }])(
    'a report is refused as invalid: %j',
    async (facts) => {
      expect(await confirm(facts)).toEqual(refusal('invalid'))
      expect(records()).toEqual([])
    },
  )

  it('a report is refused where there is no DATA_DIR, and the reason says so', async () => {
    const bare = await openFallbackStage()
    const other = await bare.watch(SESSION)
    expect(await confirm({ actual: 'b' }, other)).toEqual(
      refusal('unavailable', expect.stringContaining('DATA_DIR is not set')),
    )
    expect(await bare.counted('socket_requests_refused_total{event="intent:confirm",code="unavailable"}')).toBe(1)
    await bare.close()
  })

  it('a report is refused where it cannot be written, which is logged and shown to nobody; and taken again once it can', async () => {
    const utteranceId = await misunderstood()
    renameSync(folder, `${folder}-away`)
    expect(await confirm({ utteranceId, actual: 'payment_failure' })).toEqual(refusal('unavailable'))
    expect(stage.bff.logged()).toMatch(/"level":"error".*"cause":"ENOENT".*could not be kept/)
    expect(stage.bff.logged()).not.toContain(parent)
    expect(await stage.counted('confirmed_intents_total{outcome="failed"}')).toBe(1)
    renameSync(`${folder}-away`, folder)
    expect(await confirm({ utteranceId, actual: 'payment_failure' })).toEqual(ok)
    expect(records()).toHaveLength(1)
    await expect
      .poll(() => fallbacksSeen(widget).map(({ confirmed }) => confirmed))
      .toEqual([undefined, 'payment_failure'])
  })
})

const example = (n: number): ConfirmedIntent => ({
  timestamp: '2026-01-31T09:30:00.000Z',
  conversationId: `conv_${n}`,
  actual: 'a\nb"\u2028',
  eventType: 'INTENT_CONFIRMED',
})

describe('the file', () => {
  it('the file is for its owner alone, and so is a folder that was made for it', () => {
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('the file leaves a folder that was there as it is', () => {
    const shared = mkdtempSync(join(parent, 'shared-'))
    chmodSync(shared, 0o755)
    openConfirmedIntents(shared, systemClock)
    expect(statSync(shared).mode & 0o777).toBe(0o755)
  })

  it('the file holds one line a record, however many come at once, in their order', async () => {
    const kept = openConfirmedIntents(folder, systemClock)
    await Promise.all(Array.from({ length: 200 }, (_, n) => kept.record(example(n))))
    expect(records()).toEqual(Array.from({ length: 200 }, (_, n) => example(n)))
  })

  it('the file goes on where another process left off', async () => {
    await openConfirmedIntents(folder, systemClock).record(example(1))
    await openConfirmedIntents(folder, systemClock).record(example(2))
    expect(records()).toEqual([example(1), example(2)])
  })

  it('the file loses no record to half a line that a full disk left', async () => {
    writeFileSync(path(), `${JSON.stringify(example(1))}\n{"timestamp":"2026`)
    await openConfirmedIntents(folder, systemClock).record(example(2))
    expect(readFileSync(path(), 'utf8').trimEnd().split('\n')).toEqual([
      JSON.stringify(example(1)),
      '{"timestamp":"2026',
      JSON.stringify(example(2)),
    ])
  })

  it('the file is made anew where somebody moved it away', async () => {
    const kept = openConfirmedIntents(folder, systemClock)
    renameSync(path(), `${path()}.1`)
    await kept.record(example(1))
    expect(records()).toEqual([example(1)])
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it.skipIf(!existsSync('/dev/full'))('the file that is on a full disk keeps nothing and says so', async () => {
    const kept = openConfirmedIntents(folder, systemClock)
    rmSync(path())
    symlinkSync('/dev/full', path())
    const failure: unknown = await kept.record(example(1)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NotKept)
    expect(failure).toMatchObject({ cause: 'ENOSPC' })
  })
})
