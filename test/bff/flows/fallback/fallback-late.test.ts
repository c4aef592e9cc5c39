/** What Cognigy could not be told within the answer is told after it, the newest last, and nothing for ever. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  CLEAR,
  CONTEXT_PATH,
  type FallbackStage,
  openFallbackStage,
  SESSION,
  TRIGGER_PATH,
  UNCLEAR,
} from '../../../support/fallback-stage.ts'

const IMPATIENT = { fallback: { responseBudgetMs: 40 } }
/** Longer than any test waits: only something newer ends such a pause. */
const ENDLESS = { first: 15_000, longest: 15_000 }

let stage: FallbackStage
const open = async (...args: Parameters<typeof openFallbackStage>): Promise<void> => {
  stage = await openFallbackStage(...args)
}
beforeEach(() => open({ rules: IMPATIENT }))
afterEach(() => stage.close())

const reopen = async (...args: Parameters<typeof openFallbackStage>): Promise<void> => {
  await stage.close()
  await open(...args)
}
const contextOf = () => stage.cognigy.session(SESSION)?.context['fallbackAnalysis']
const triggered = () => stage.cognigy.session(SESSION)?.triggeredNodes
const count = (operation: 'context' | 'trigger', outcome: string) =>
  stage.counted(`cognigy_session_write_total{operation="${operation}",outcome="${outcome}"}`)
const warnings = () =>
  stage.bff
    .logged()
    .split('\n')
    .filter((line) => line.includes('could not be told'))

describe('after the answer', () => {
  it('a call that Cognigy is slow with goes on, and is not made again', async () => {
    stage.cognigy.faults.add({ kind: 'delay', ms: 150, path: /sessions/ })
    await stage.post({ input: UNCLEAR })
    expect(contextOf()).toBeUndefined()
    await expect.poll(contextOf).toMatchObject({ originalInput: UNCLEAR })
    await expect.poll(triggered).toEqual(['HumanTransferNode'])
    expect([stage.writes().length, stage.triggers().length]).toEqual([1, 1])
    await expect.poll(() => count('context', 'after_answer')).toBe(1)
    await expect.poll(() => count('trigger', 'after_answer')).toBe(1)
  })

  it.each([
    ['breaks down', { kind: 'status', status: 500 }],
    ['is overloaded', { kind: 'status', status: 503 }],
    ['limits the rate', { kind: 'status', status: 429 }],
    ['cuts connections', { kind: 'drop' }],
  ] as const)('a Cognigy that %s is told once it recovers', async (_how, fault) => {
    stage.cognigy.faults.add({ ...fault, path: CONTEXT_PATH })
    await stage.post()
    await expect.poll(() => stage.writes().length).toBeGreaterThan(3)
    stage.cognigy.faults.clear()
    await expect.poll(contextOf).toMatchObject({ originalInput: CLEAR })
    await expect.poll(() => count('context', 'after_answer')).toBe(1)
    expect(warnings()).toEqual([])
  })

  it('a node is triggered once Cognigy takes it, as long as it said that it did not', async () => {
    stage.cognigy.faults.add({ kind: 'status', status: 503, path: TRIGGER_PATH, times: 5 })
    await stage.post({ input: UNCLEAR })
    await expect.poll(triggered).toEqual(['HumanTransferNode'])
    expect(stage.triggers()).toHaveLength(6)
  })

  it.each([
    ['applied and the answer lost', { kind: 'drop-after-apply' }],
    ['lost', { kind: 'drop' }],
    ['answered by a gateway that waited in vain', { kind: 'status', status: 504 }],
    ['answered by a server that broke down', { kind: 'status', status: 500 }],
  ] as const)('a trigger that was %s is not sent again', async (_how, fault) => {
    stage.cognigy.faults.add({ ...fault, path: TRIGGER_PATH })
    await stage.post({ input: UNCLEAR })
    await expect.poll(() => count('trigger', 'failed')).toBe(1)
    expect(stage.triggers()).toHaveLength(1)
    expect(warnings()).toHaveLength(1)
  })

  it('Cognigy is tried further, but no answer waits for what failed three times', async () => {
    await reopen({ rules: { fallback: { responseBudgetMs: 5000 } }, sessionPausesMs: ENDLESS })
    stage.cognigy.faults.add({ kind: 'status', status: 503, path: CONTEXT_PATH })
    const startedAt = performance.now()
    await stage.post()
    expect(performance.now() - startedAt).toBeLessThan(2500)
    expect(stage.writes()).toHaveLength(3)
  })

  it('a context that was applied while the answer was lost is sent again', async () => {
    stage.cognigy.faults.add({ kind: 'drop-after-apply', path: CONTEXT_PATH, times: 1 })
    await stage.post()
    await expect.poll(() => stage.writes().length).toBe(2)
    expect(contextOf()).toMatchObject({ originalInput: CLEAR })
  })

  it('Cognigy is tried for so long as the rules say, and then it is logged', async () => {
    stage.bff.setRules({ fallback: { ...IMPATIENT.fallback, retryWithinMs: 80 } })
    stage.cognigy.faults.add({ kind: 'hang', path: /sessions/ })
    await stage.post({ input: UNCLEAR })
    await expect
      .poll(() => warnings().map((line): unknown => JSON.parse(line)))
      .toMatchObject([
        { level: 'warn', sessionId: SESSION, cause: 'timeout' },
        { level: 'warn', sessionId: SESSION, cause: 'timeout' },
      ])
    expect([await count('context', 'failed'), await count('trigger', 'failed')]).toEqual([1, 1])
    expect([stage.writes().length, stage.triggers().length]).toEqual([1, 1])
  })

  it('Cognigy is left alone for as long as it asks', async () => {
    stage.bff.setRules({ fallback: { ...IMPATIENT.fallback, retryWithinMs: 5000 } })
    stage.cognigy.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '60' }, path: CONTEXT_PATH })
    await stage.post()
    await expect.poll(() => count('context', 'failed')).toBe(1)
    expect(stage.writes()).toHaveLength(1)
  })

  it('what cannot be told before the process must stop is logged, but not what something newer replaced', async () => {
    stage.cognigy.faults.add({ kind: 'hang', path: CONTEXT_PATH })
    for (const input of ['first', 'second', 'third']) await stage.post({ input })
    await stage.bff.stop()
    expect(await count('context', 'superseded')).toBe(2)
    expect(warnings().map((line): unknown => JSON.parse(line))).toMatchObject([
      { sessionId: SESSION, operation: 'context', cause: 'stopping' },
    ])
  })

  it('an answer that can wait does so, and what was written then counts as written within it', async () => {
    stage.bff.setRules({})
    stage.cognigy.faults.add({ kind: 'delay', ms: 100, path: /sessions/ })
    await stage.post({ input: UNCLEAR })
    expect(contextOf()).toMatchObject({ originalInput: UNCLEAR })
    expect(triggered()).toEqual(['HumanTransferNode'])
    expect([await count('context', 'ok'), await count('trigger', 'ok')]).toEqual([1, 1])
  })
})

/** Long enough for two more posts, also on a busy machine; a call may take 2.5 s. */
const WHILE_MORE_COMES = { kind: 'delay', ms: 1500, path: CONTEXT_PATH, times: 1 } as const

/** Answered and on its way to Cognigy; on a busy machine the one may be long before the other. */
const sendFirst = async (): Promise<void> => {
  await stage.post({ input: 'first' })
  await expect.poll(() => stage.writtenInputs().at(-1)).toBe('first')
}

describe('something newer of the same session', () => {
  it('is written after what is on its way, which so cannot overwrite it', async () => {
    stage.cognigy.faults.add(WHILE_MORE_COMES)
    await sendFirst()
    await stage.post({ input: 'second' })
    expect(stage.writtenInputs()).toEqual(['first'])
    await expect.poll(contextOf).toMatchObject({ originalInput: 'second' })
    expect(stage.writtenInputs()).toEqual(['first', 'second'])
    expect(stage.writes().map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  })

  it('takes the place of what still waits', async () => {
    stage.cognigy.faults.add(WHILE_MORE_COMES)
    await sendFirst()
    for (const input of ['second', 'third']) await stage.post({ input })
    await expect.poll(contextOf).toMatchObject({ originalInput: 'third' })
    expect(stage.writtenInputs()).toEqual(['first', 'third'])
    expect(await count('context', 'superseded')).toBe(1)
  })

  it('ends the tries of what failed', async () => {
    await reopen({ rules: IMPATIENT, sessionPausesMs: ENDLESS })
    stage.cognigy.faults.add({ kind: 'status', status: 503, path: CONTEXT_PATH, times: 3 })
    await stage.post({ input: 'first' })
    await expect.poll(() => stage.writes().length).toBe(3)
    await stage.post({ input: 'second' })
    await expect.poll(contextOf).toMatchObject({ originalInput: 'second' })
    expect(stage.writtenInputs()).toEqual(['first', 'first', 'first', 'second'])
    await expect.poll(() => count('context', 'superseded')).toBe(1)
  })

  it('ends also the tries of a call that is on its way', async () => {
    await stage.post()
    // On a busy machine the answer may be there before the first call is.
    await expect.poll(contextOf).toMatchObject({ originalInput: CLEAR })
    stage.cognigy.faults.add(WHILE_MORE_COMES)
    await sendFirst()
    await stage.post({ input: 'second' })
    // The first would now be sent once more with another token.
    stage.cognigy.revokeTokens()
    await expect.poll(contextOf).toMatchObject({ originalInput: 'second' })
    expect(stage.writtenInputs()).toEqual([CLEAR, 'first', 'second'])
  })

  it('that is no escalation takes back a trigger that still waits', async () => {
    await reopen({ rules: IMPATIENT, sessionPausesMs: ENDLESS })
    stage.cognigy.faults.add({ kind: 'status', status: 503, path: TRIGGER_PATH })
    await stage.post({ input: UNCLEAR })
    await expect.poll(() => stage.triggers().length).toBe(3)
    stage.cognigy.faults.clear()
    await stage.post()
    await expect.poll(() => count('trigger', 'superseded')).toBe(1)
    expect(triggered()).toEqual([])
  })

  it('holds up no other session', async () => {
    stage.cognigy.seedSession('sess_of_another')
    stage.cognigy.faults.add({ kind: 'hang', path: `/api/v3/sessions/${SESSION}/context` })
    await stage.post()
    await stage.post({ sessionId: 'sess_of_another' })
    expect(stage.cognigy.session('sess_of_another')?.context).toHaveProperty('fallbackAnalysis')
  })

  it('is what stays, however many come together', async () => {
    stage.bff.setRules({})
    stage.cognigy.faults.add({ kind: 'delay', ms: 60, path: CONTEXT_PATH, times: 2 })
    const inputs = Array.from({ length: 20 }, (_, n) => `line ${n}`)
    for (const input of inputs.slice(0, -1)) void stage.post({ input })
    await expect.poll(() => stage.ranker.asked.length).toBe(inputs.length - 1)
    await stage.post({ input: 'the last' })
    expect(contextOf()).toMatchObject({ originalInput: 'the last' })
    expect(stage.writtenInputs().at(-1)).toBe('the last')
  })
})
