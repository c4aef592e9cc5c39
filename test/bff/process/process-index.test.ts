/** The index as operators handle it: built by a command, read at start, replaced while the service runs. */
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type BffProcess, buildBff, refusedStart, runCommand, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { createSmallBot, SMALL_BOT_INTENTS, type SmallBot } from '../../support/small-bot.ts'

let bot: SmallBot
let bff: BffProcess | undefined
beforeAll(async () => {
  buildBff()
  bot = await createSmallBot({ built: false })
})
afterEach(async () => {
  await bff?.stop()
  bff = undefined
})
afterAll(() => bot.remove())

const suggestedFor = async (url: string, input: string): Promise<unknown> => {
  const intent = { name: 'Fallback', confidence: 0.2 }
  const body = { sessionId: 'session-of-a-test', input, intent, context: {}, previousIntents: [] }
  return (await sendJson(url, '/webhook/fallback', body)).body
}
const answer = (nextNode: string, intents: readonly string[]) =>
  expect.objectContaining({
    nextNode,
    context: {
      fallbackAnalysis: expect.objectContaining({
        suggestedIntents: intents.map((intent) => expect.objectContaining({ intent })),
      }),
    },
  })

const check = async (url: string): Promise<unknown> => {
  const checks: unknown = Reflect.get(Object((await send(url, '/readyz')).body), 'checks')
  return Array.isArray(checks)
    ? checks.find((each: unknown) => Reflect.get(Object(each), 'name') === 'fallback-index')
    : undefined
}

describe('cx-assist index', () => {
  it('cx-assist index builds an index on several threads and measures it', async () => {
    const built = await runCommand(
      [
        'index',
        'build',
        '--training',
        bot.training,
        '--log',
        bot.log,
        '--out',
        bot.index,
        '--threads',
        '2',
        '--encoder',
        'ngram',
      ],
      {},
    )
    expect(built.output).toContain(`${bot.index}: 3 intents, 40 mistakes, built in`)
    expect(built.code).toBe(0)
    const rows = join(bot.folder, 'rows.tsv')
    writeFileSync(
      rows,
      'actual\tpredicted\tconfidence\ttext\nlost_card\topening_times\t0.2\tmy card is lost\noos\tlost_card\t0.1\ta joke',
    )
    const measured = await runCommand(['index', 'evaluate', '--index', bot.index, '--rows', rows], {})
    expect(measured.output).toMatch(/^2 misunderstood rows, 1 of them out of scope/)
    expect(measured.output).toMatch(/posterior +100\.0 % \(20\.7-100\.0\)/)
    expect(measured.output).toMatch(/tutorial +100\.0 %/)
    const json = await runCommand(['index', 'evaluate', '--index', bot.index, '--rows', rows, '--json'], {})
    expect(JSON.parse(json.output)).toMatchObject({
      rows: 2,
      figures: [{ rule: 'posterior' }, {}, {}, {}, {}],
    })
  }, 60_000)

  it.each([
    [['index'], 2, 'build or evaluate?'],
    [['index', 'rank'], 2, 'there is no "index rank"'],
    [['index', 'build', '--out', 'x'], 2, '--training is missing'],
    [
      ['index', 'build', '--training', 'x', '--out', 'x', '--encoder', 'both'],
      2,
      '--encoder is neither sentence nor ngram',
    ],
    [['index', 'build', '--training', 'none.tsv', '--out', 'x'], 1, 'none.tsv cannot be read (ENOENT)'],
    [['index', 'build', '--training', 'x', '--out', 'x', '--out-of-scope-share', '1'], 2, 'not between 0 and 1'],
    [
      ['index', 'evaluate', '--index', '/nowhere', '--rows', 'x'],
      1,
      '/nowhere/intent_names.json cannot be read (ENOENT)',
    ],
    [['index', 'evaluate', '--upside', 'down'], 2, 'unknown option'],
  ])('cx-assist index says what is wrong with %j, and exits with %i', async (args, code, reason) => {
    const ended = await runCommand(args, {})
    expect(ended.output).toContain(reason)
    expect(ended.output).not.toContain('    at ')
    expect(ended.code).toBe(code)
  })
})

describe('the service', () => {
  it('the service ranks with the index it was given', async () => {
    bff = await startBffProcess({ FALLBACK_INDEX: bot.index })
    expect(await suggestedFor(bff.url, 'my card was stolen')).toEqual(
      answer('SuggestionRouterNode', ['lost_card', expect.any(String), expect.any(String)]),
    )
    expect(await check(bff.url)).toEqual({ name: 'fallback-index', state: 'ok', detail: '3 intents' })
  })

  it('the service ranks with the shipped index where it was given none', async () => {
    bff = await startBffProcess({})
    expect(await suggestedFor(bff.url, 'there is a mistake on my last bill, I was charged twice')).toMatchObject({
      nextNode: 'SuggestionRouterNode',
    })
  })

  it('the service does not start with an index that cannot be used, and names the file', async () => {
    const { code, output } = await refusedStart({ FALLBACK_INDEX: bot.folder })
    expect(output).toContain(`FALLBACK_INDEX: ${join(bot.folder, 'intent_names.json')} cannot be read (ENOENT)`)
    expect(code).toBe(1)
  })

  it('the service takes up a new index without a restart, and keeps the old one where the new one is broken', async () => {
    const live = join(bot.folder, 'live')
    cpSync(bot.index, live, { recursive: true })
    bff = await startBffProcess({ FALLBACK_INDEX: live })
    writeFileSync(join(live, 'intent_names.json'), '["a", "a", "b"]')
    await expect.poll(() => bff?.output()).toContain('the fallback index changed and was refused')
    expect(await check(bff.url)).toMatchObject({ state: 'degraded' })
    expect(await suggestedFor(bff.url, 'my card was stolen')).toMatchObject({ nextNode: 'SuggestionRouterNode' })

    for (const name of ['index.json', 'encoder.json']) rmSync(join(live, name))
    writeFileSync(join(live, 'intent_names.json'), JSON.stringify(SMALL_BOT_INTENTS.map((name) => `new_${name}`)))
    await expect.poll(() => bff?.output()).toContain('the fallback index changed and is in force')
    expect(await check(bff.url)).toMatchObject({ state: 'ok' })
    // Without an encoder and without a known intent there is nothing to go by.
    expect(await suggestedFor(bff.url, 'my card was stolen')).toEqual(answer('HumanTransferNode', []))
  })
})
