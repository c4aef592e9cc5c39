/** The translator as an adapter: one text or many, trouble told in its own words, and nothing sent until it is asked for. */
import { afterEach, describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import type { ProbeFinding } from '../../../bff/ports/upstream.ts'
import { openTranslator } from '../../../bff/upstream/translate/open-translator.ts'
import { startTranslate, type TranslateOptions, type TranslateStandIn } from '../../../simulator/translate/server.ts'

let standIn: TranslateStandIn | undefined
afterEach(() => standIn?.close())

const PAIR = { source: 'de', target: 'en' }
const start = async (options: TranslateOptions = {}, more: { apiKey?: string; path?: string } = {}) => {
  const translate = await startTranslate(options)
  standIn = translate
  for (const [text, translation] of [
    ['eins', 'one'],
    ['zwei', 'two'],
    ['drei', 'three'],
  ] as const) {
    translate.teach('de', text, 'en', translation)
  }
  const metrics = createMetrics()
  const translator = openTranslator({
    url: `${translate.url}${more.path ?? ''}`,
    apiKey: more.apiKey,
    clock: systemClock,
    metrics,
    backoffMs: { first: 5, longest: 20 },
  })
  const ask = (texts: readonly string[], ms = 5000, pair = PAIR) => {
    const deadline = startDeadline(ms)
    return translator.translate(texts, pair, deadline).finally(deadline.release)
  }
  const bodies = () => translate.journal.entries(/\/translate$/).map(({ body }) => body)
  return { translate, translator, ask, bodies, metrics }
}
const questionOf = async ({ translator }: Awaited<ReturnType<typeof start>>): Promise<ProbeFinding> => {
  const probe = translator.probes().find(({ kind }) => kind === 'question')
  if (probe?.kind !== 'question') throw new Error('nothing can be asked')
  const deadline = startDeadline(5000)
  return await probe.ask(deadline).finally(deadline.release)
}

describe('the translator', () => {
  it('the translator gets all texts in one request, in their order, with its key in the body alone', async () => {
    const { ask, bodies } = await start({ apiKey: 'key-1' }, { apiKey: 'key-1' })
    expect(await ask(['zwei', 'eins', 'drei'])).toEqual(['two', 'one', 'three'])
    expect(bodies()).toEqual([{ q: ['zwei', 'eins', 'drei'], ...PAIR, format: 'text', api_key: '***' }])
  })

  it('the translator gets one text as one, without a key where there is none', async () => {
    const { ask, bodies } = await start()
    expect(await ask(['eins'])).toEqual(['one'])
    expect(bodies()).toEqual([{ q: 'eins', ...PAIR, format: 'text' }])
  })

  it('a translator that takes one text at a time gets them one by one, and from then on at once so', async () => {
    const { ask, bodies } = await start({ takesArrays: false })
    expect(await ask(['zwei', 'eins'])).toEqual(['two', 'one'])
    expect(await ask(['drei', 'zwei'])).toEqual(['three', 'two'])
    expect(bodies().map((body) => Reflect.get(Object(body), 'q'))).toEqual([
      ['zwei', 'eins'],
      'zwei',
      'eins',
      'drei',
      'zwei',
    ])
  })

  it('a translator that refuses the language is asked once more and no longer, and still gets lists afterwards', async () => {
    const { ask, bodies } = await start()
    await expect(ask(['eins', 'zwei', 'drei'], 5000, { source: 'ja', target: 'en' })).rejects.toMatchObject({
      facts: { upstream: 'translator', kind: 'refused', status: 400 },
    })
    expect(bodies()).toHaveLength(2)
    await ask(['eins', 'zwei'])
    expect(bodies()).toHaveLength(3)
  })

  it.each(['shape', 'fewer', 'numbers'] as const)('a translator that lies by %s is not believed', async (lie) => {
    const { ask, translate } = await start()
    translate.lie(lie)
    await expect(ask(['eins'])).rejects.toMatchObject({ facts: { kind: 'bad_answer' } })
    await expect(ask(['eins', 'zwei'])).rejects.toMatchObject({ facts: { kind: 'bad_answer' } })
  })

  it('a translator that hiccups is tried again, and each try is counted under its name', async () => {
    const { ask, translate, metrics } = await start()
    translate.faults.add({ kind: 'status', status: 503, times: 2 })
    expect(await ask(['eins'])).toEqual(['one'])
    expect(await metrics.render()).toContain(
      'cx_assist_upstream_retries_total{upstream="translator",operation="translate"} 2',
    )
  })

  it('a translator that hangs is left at the deadline', async () => {
    const { ask, translate } = await start()
    translate.faults.add({ kind: 'hang' })
    const startedAt = performance.now()
    await expect(ask(['eins'], 300)).rejects.toMatchObject({ facts: { kind: 'timeout' } })
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })

  it('a translator below a path is reached there', async () => {
    const { ask, translate } = await start({}, { path: '/libre/' })
    await expect(ask(['eins'])).rejects.toMatchObject({ facts: { kind: 'not_found' } })
    expect(translate.journal.entries().map(({ path }) => path)).toEqual(['/libre/translate'])
  })
})

describe('readiness', () => {
  it('readiness says since when and why the translator fails, never that the service does, until it is well again', async () => {
    const { ask, translate, translator } = await start()
    expect(translator.health()).toEqual([{ name: 'translator', state: 'ok' }])
    translate.faults.add({ kind: 'status', status: 403, times: 1 })
    await expect(ask(['eins'])).rejects.toThrow()
    expect(translator.health()).toEqual([
      {
        name: 'translator',
        state: 'degraded',
        detail: expect.stringMatching(/^down since \d{4}-.*Z: the API key is not accepted \(403\)$/),
      },
    ])
    await ask(['eins'])
    expect(translator.health()).toEqual([{ name: 'translator', state: 'ok' }])
  })
})

describe('the doctor’s question', () => {
  it('the question tells the languages of a translator that translates', async () => {
    const started = await start({ apiKey: 'key-1' }, { apiKey: 'key-1' })
    expect(await questionOf(started)).toEqual({ state: 'ok', detail: 'translates; 4 languages: de, en, es, fr' })
  })

  it.each<[string, TranslateOptions, RegExp, RegExp]>([
    ['wants a key', { apiKey: 'key-1' }, /refuses to translate \(400\)/, /TRANSLATE_API_KEY/],
    ['has one language', { languages: ['en'] }, /no two languages/, /installed/],
  ])('the question says what is wrong with a translator that %s', async (_, options, detail, fix) => {
    expect(await questionOf(await start(options))).toEqual({
      state: 'fail',
      detail: expect.stringMatching(detail),
      fix: expect.stringMatching(fix),
    })
  })

  it('the question says that a key is wrong, without the key', async () => {
    const finding = await questionOf(await start({ apiKey: 'key-1' }, { apiKey: 'key-2' }))
    expect(finding).toMatchObject({ state: 'fail', detail: 'the API key is not accepted (403)' })
    expect(JSON.stringify(finding)).not.toContain('key-2')
  })

  it('the question says that something else answers there', async () => {
    const started = await start()
    started.translate.faults.add({ kind: 'bad-body', path: '/languages' })
    expect(await questionOf(started)).toMatchObject({ state: 'fail', fix: expect.stringContaining('TRANSLATE_URL') })
  })
})
