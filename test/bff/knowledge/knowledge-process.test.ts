/** The knowledge of the built service: in its thread, by its folder, in `/readyz` and in what widgets are told. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, systemPauses } from '../../../bff/deadline.ts'
import { createKnowledgeSource, type ProcessKnowledge } from '../../../bff/knowledge/thread/knowledge-source.ts'
import { openKnowledgeThread } from '../../../bff/knowledge/thread/knowledge-thread.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { situationOf } from '../../../shared/domain/knowledge/situation.ts'
import { widgetConfig } from '../../../shared/wire/widget-api.ts'
import { type BffProcess, buildBff, refusedStart, runCommand, startBffProcess } from '../../support/bff-process.ts'
import { send } from '../../support/http-client.ts'
import { createSmallKnowledge, PARCEL, REFUND, type SmallKnowledge } from '../../support/small-knowledge.ts'

const PROGRAM = new URL('../../../dist/bff/knowledge/thread/knowledge-worker.js', import.meta.url)

let disk: SmallKnowledge
beforeAll(buildBff)
beforeAll(async () => {
  disk = await createSmallKnowledge()
})
afterAll(() => disk.remove())

describe('knowledge that is measured', () => {
  it('knowledge that is measured is told with the number of questions, how far its confidence is off, and how far chance would put it', async () => {
    const rows = join(disk.folder, '..', 'questions.tsv')
    writeFileSync(rows, 'query\texpected\nwhere is my parcel\tparcel\nhow long does a refund take\trefund')
    const evaluate = ['knowledge', 'evaluate', '--index', disk.folder, '--rows', rows]
    const { output, code } = await runCommand(evaluate)
    expect(output).toMatch(
      /\(off by \d\.\d{3} on average; by chance alone \d\.\d{3}, in one of twenty \d\.\d{3} or more\)/,
    )
    expect(output).toContain('recall@3 1.0000 of 2 queries')
    expect(code).toBe(0)
    const { mean, below } = Object(JSON.parse((await runCommand([...evaluate, '--json'])).output)).errorByChance
    expect(mean).toBeGreaterThan(0)
    expect(below).toBeGreaterThan(mean)
  })
})

describe('knowledge on its thread', () => {
  let source: ProcessKnowledge
  afterEach(() => source.stop())
  const open = async (folder: string): Promise<string | undefined> => {
    source = createKnowledgeSource({
      folder,
      openThread: (task, listener) => openKnowledgeThread(task, listener, { program: PROGRAM }),
      clock: systemClock,
      pauses: systemPauses,
      log: createLog('silent', { write: () => undefined }),
      pausesMs: { first: 5, longest: 20 },
    })
    return await source.start()
  }

  it('knowledge on its thread finds by words, by a word begun and by a situation', async () => {
    expect(await open(disk.folder)).toBeUndefined()
    const [parcel] = await source.search('where is my parc', { most: 3 })
    expect(parcel).toMatchObject({
      of: 'parcel',
      kind: 'article',
      title: PARCEL.title,
      isInternal: false,
      language: 'en',
    })
    expect(parcel?.key).toMatch(/^[0-9a-f]{16}$/)
    const situation = situationOf([{ speaker: 'customer', text: 'I want my refund' }])
    expect(await source.suggest(situation, { most: 3 })).toMatchObject([{ of: 'refund', isInternal: true }])
    expect(await source.search('parcel refund', { most: 1 })).toHaveLength(1)
    expect(await source.search('Paket', { most: 3, language: 'de' })).toEqual([])
  })

  it('knowledge on its thread keeps to itself what is less sure than whoever asks has use of', async () => {
    await open(disk.folder)
    const situation = situationOf([{ speaker: 'customer', text: 'I want my refund' }])
    const [refund] = await source.suggest(situation, { most: 1 })
    const least = refund?.confidence ?? 0
    expect(await source.suggest(situation, { most: 1, least })).toEqual([refund])
    expect(await source.suggest(situation, { most: 1, least: least + 0.001 })).toEqual([])
  })

  it('knowledge on its thread finds a passage by its key, also after the folder was built anew, as long as its text is the same', async () => {
    await open(disk.folder)
    const [parcel] = await source.search('parcel', { most: 1 })
    const [refund] = await source.search('refund', { most: 1 })
    const key = parcel?.key ?? ''
    expect(await source.find(key)).toEqual({ ...parcel, confidence: 1 })
    expect(await source.find('0'.repeat(16))).toBeUndefined()
    await disk.build([PARCEL, { ...REFUND, text: 'A refund takes six days.' }, { text: 'One more.' }])
    await expect.poll(() => source.state().passages).toBe(3)
    expect(await source.find(key)).toEqual({ ...parcel, confidence: 1 })
    expect(await source.find(refund?.key ?? '')).toBeUndefined()
    await disk.build([PARCEL, REFUND])
  })

  it('knowledge on its thread says why a folder cannot be used', async () => {
    expect(await open(join(disk.folder, 'nowhere'))).toContain('knowledge.json cannot be read (ENOENT)')
    expect(source.state().thread.kind).toBe('down')
  })
})

describe('a service with knowledge', () => {
  let bff: BffProcess | undefined
  afterEach(async () => {
    await bff?.stop()
    bff = undefined
  })
  const check = async (): Promise<unknown> => {
    const { checks } = Object((await send(bff?.url ?? '', '/readyz')).body)
    return Array.isArray(checks)
      ? checks.find(({ name }: { readonly name?: unknown }) => name === 'knowledge')
      : undefined
  }
  const offers = async () => widgetConfig.parse((await send(bff?.url ?? '', '/api/widget/config')).body).offers

  it('a service with knowledge tells of the shipped one where it was given none, and offers search', async () => {
    bff = await startBffProcess({ SENTIMENT_MODEL: 'off' })
    await expect
      .poll(check)
      .toEqual({ name: 'knowledge', state: 'ok', detail: expect.stringMatching(/^\d{2,} passages$/) })
    expect(await offers()).toMatchObject({ search: true })
  })

  it('a service with knowledge off says so, and offers no search', async () => {
    bff = await startBffProcess({ SENTIMENT_MODEL: 'off', KNOWLEDGE: 'off' })
    expect(await check()).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^off: /) })
    expect(await offers()).not.toHaveProperty('search')
  })

  it('a service with knowledge that cannot be used does not start, and names the file', async () => {
    const { code, output } = await refusedStart({ KNOWLEDGE: tmpFolder() })
    expect(output).toContain(`KNOWLEDGE: ${join(tmpFolder(), 'knowledge.json')} cannot be read (ENOENT)`)
    expect(code).toBe(1)
  })

  it('a service with knowledge takes up a new one without a restart, and keeps the old one where the new one is broken', async () => {
    bff = await startBffProcess({ SENTIMENT_MODEL: 'off', KNOWLEDGE: disk.folder })
    await expect.poll(check).toMatchObject({ state: 'ok', detail: '2 passages' })
    await disk.build([PARCEL])
    await expect.poll(check).toMatchObject({ state: 'ok', detail: '1 passages' })
    const manifest = join(disk.folder, 'knowledge.json')
    writeFileSync(manifest, '{}')
    await expect.poll(check).toMatchObject({ state: 'degraded', detail: expect.stringContaining(manifest) })
    await expect.poll(() => bff?.output()).toContain('the knowledge changed and was refused: the old one stays')
  })
})

const tmpFolder = (): string => join(disk.folder, 'nothing-here')
