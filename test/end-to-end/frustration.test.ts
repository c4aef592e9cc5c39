/** Moods as the demo's customers have them: scored by the real model, shown on a real widget, told to Cognigy. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import { sentimentAnswer } from '../../shared/wire/webhooks.ts'
import { type HeadlessWidget, openHeadlessWidget } from '../../simulator/check/headless-widget.ts'
import { SENTIMENT_PATH } from '../../simulator/replay/answers.ts'
import { readDialogues } from '../../simulator/replay/dialogues.ts'
import { Moods } from '../../simulator/replay/moods.ts'
import { openBrowser } from './browser.ts'
import { type Demo, simulate } from './simulate.ts'
import { openStage, type Stage } from './stage.ts'

const SHIPPED_FILE = fileURLToPath(new URL('../../simulator/dialogues/demo.jsonl', import.meta.url))
const RANK = { standard: 0, supervisor: 1, manager: 2 } satisfies Record<EscalationLevel, number>

const customerTurns = async (wanted: string): Promise<readonly string[]> => {
  for await (const { id, turns } of readDialogues(SHIPPED_FILE)) {
    if (id === wanted) return turns.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text)
  }
  throw new Error(`no dialogue is called ${wanted}`)
}

let browser: Browser
let stage: Stage
let page: Page | undefined
let watching: HeadlessWidget | undefined

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  stage = await openStage()
  // What is written before the model is warm is not scored on a slow machine.
  await expect
    .poll(async () => (await fetch(`${stage.bff.url}/readyz`)).text(), { timeout: 60_000 })
    .not.toMatch(/warming/)
})
afterEach(async () => {
  watching?.close()
  await page?.close()
  page = undefined
  await stage.close()
})

/** Lets a customer write to the bot; gives the level that was answered after each utterance. */
const write = async (sessionId: string, texts: readonly string[]): Promise<readonly EscalationLevel[]> => {
  const moods = new Moods({ sessionId, platform: 'webchat', language: 'en' })
  const levels: EscalationLevel[] = []
  for (const [n, text] of texts.entries()) {
    const { status, body } = await stage.webhook(moods.next(text), `msg_${sessionId}_${n}`, SENTIMENT_PATH)
    expect([status, text]).toEqual([200, text])
    const answer = sentimentAnswer.parse(body)
    expect([answer.status, text]).toEqual(['success', text])
    levels.push(answer.escalationLevel)
  }
  return levels
}

const highest = (levels: readonly EscalationLevel[]): number => Math.max(...levels.map((level) => RANK[level]))
const updatesOf = (sessionId: string) => stage.cognigy.session(sessionId)?.updates ?? []
const targetsOf = (sessionId: string) =>
  updatesOf(sessionId).flatMap(({ flow, node }) => (flow === undefined ? [] : `${flow}/${node}`))

const watch = async (sessionId: string): Promise<HeadlessWidget> => {
  const token = await stage.token('agent-7', [sessionId])
  watching = openHeadlessWidget({ bffUrl: stage.bff.url, token, conversationId: sessionId })
  await watching.joined
  return watching
}
const levelsOn = (widget: HeadlessWidget): readonly EscalationLevel[] =>
  widget.view().frustrations.map(({ level }) => level)

const openDesktop = async (sessionId: string): Promise<void> => {
  page = await browser.newPage()
  await page.goto(stage.pageUrl(sessionId, await stage.token('agent-7', [sessionId])))
  await shows('Live')
}
const shows = async (text: string | RegExp): Promise<void> => {
  await page?.locator('cx-assist').getByText(text).first().waitFor()
}

describe('a customer who turns furious', () => {
  it.each(['parcel-loop-furious', 'double-charge-furious'])(
    'a customer of the demo who turns furious climbs from standard to manager: %s',
    async (id) => {
      const widget = await watch('sess_furious')
      const levels = await write('sess_furious', await customerTurns(id))
      expect([levels[0], highest(levels)]).toEqual(['standard', RANK.manager])
      await expect.poll(() => levelsOn(widget)).toContain('manager')
      expect(levelsOn(widget)[0]).toBe('standard')
    },
  )

  it('a customer of the demo who turns furious is put into the flow of each level once, on the way up, and no second time within the cool-down', async () => {
    const levels = await write('sess_furious', await customerTurns('parcel-loop-furious'))
    const [first, ...later] = updatesOf('sess_furious')
    expect(first).toEqual({
      sessionData: { escalationLevel: 'standard', frustrationScore: expect.any(Number), escalationTriggered: false },
    })
    const climbed = levels.includes('supervisor') ? ['supervisor_escalation/start'] : []
    expect(targetsOf('sess_furious')).toEqual([...climbed, 'manager_escalation/start'])
    const triggering = later.filter(({ flow }) => flow !== undefined)
    expect(triggering.every(({ sessionData }) => sessionData.escalationTriggered)).toBe(true)
    expect(levels.filter((level) => level === 'manager').length).toBeGreaterThan(1)
  })

  it('a customer of the demo who turns furious is announced on the agent’s screen as escalated to a manager', async () => {
    await openDesktop('sess_furious')
    await write('sess_furious', await customerTurns('parcel-loop-furious'))
    await shows('Escalated to a manager')
  })
})

describe('a customer who is calmed', () => {
  it.each(['outage-calmed', 'concert-tickets-calmed'])(
    'a customer of the demo who is calmed comes down to standard again: %s',
    async (id) => {
      const widget = await watch('sess_calmed')
      const levels = await write('sess_calmed', await customerTurns(id))
      expect(highest(levels)).toBeGreaterThan(RANK.standard)
      expect(levels.at(-1)).toBe('standard')
      await expect.poll(() => levelsOn(widget).at(-1)).toBe('standard')
      expect(updatesOf('sess_calmed').at(-1)?.sessionData).toMatchObject({
        escalationLevel: 'standard',
        escalationTriggered: false,
      })
    },
  )
})

describe('a curious customer', () => {
  const staysStandard = async (id: string): Promise<void> => {
    const widget = await watch('sess_factual')
    const texts = await customerTurns(id)
    const levels = await write('sess_factual', texts)
    expect(levels).toEqual(texts.map(() => 'standard'))
    await expect.poll(() => levelsOn(widget).length).toBeGreaterThan(0)
    expect(new Set(levelsOn(widget))).toEqual(new Set(['standard']))
    expect(targetsOf('sess_factual')).toEqual([])
    expect(updatesOf('sess_factual').every(({ sessionData }) => !sessionData.escalationTriggered)).toBe(true)
  }

  it.each(['very-short-invoice-copy', 'slow-dsl-long-story', 'dark-mode-wish', 'export-crash-b2b'])(
    'a customer of the demo who only wants to know something stays standard: %s',
    staysStandard,
  )
})

describe('the demo', () => {
  const FURIOUS = 'parcel-loop-furious'
  const CALMED = 'concert-tickets-calmed'
  let folder: string
  let demo: Demo

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cx-assist-moods-'))
    const lines = (await readFile(SHIPPED_FILE, 'utf8')).split('\n')
    const played = [FURIOUS, CALMED, 'very-short-invoice-copy', 'slow-dsl-long-story'].map(
      (id) => lines.find((line) => line.includes(`"${id}"`)) ?? '',
    )
    await writeFile(join(folder, 'moods.jsonl'), played.join('\n'))
    demo = simulate('--dialogues', join(folder, 'moods.jsonl'), '--speed', '10', '--port', '28521')
  })
  afterAll(async () => {
    demo.child.kill('SIGTERM')
    expect(await demo.ended(), demo.output()).toBe(0)
    await rm(folder, { recursive: true })
  })

  it('the demo says whose mood changed, shows it in the list in a word, and finds every figure on the widget', async () => {
    const [, url] = await demo.said(/Demo desktop: (\S+)/)
    page = await browser.newPage()
    await page.goto(url ?? '')
    const entry = (name: string) => page?.getByRole('option').filter({ hasText: name }).first()
    // The bot hands him over after his first message, which is no verdict yet: the others are scored where he is open.
    await entry('Walter Grubb')?.click({ timeout: 60_000 })
    await entry('Walter Grubb')?.getByText('Calm').waitFor({ timeout: 60_000 })
    await entry('Nadia Farouk')?.getByText('Angry').waitFor({ timeout: 60_000 })
    await entry('Jonas Eriksen')?.getByText('Calm').waitFor({ timeout: 60_000 })
    // While somebody reads, his agent's lines are left to them.
    await page.close()
    page = undefined
    await demo.said(/all 4 conversations are through/)
    demo.child.kill('SIGTERM')
    expect(await demo.ended(), demo.output()).toBe(0)
    expect(demo.output()).toMatch(/Nadia Farouk: frustration \d+ of 100, \w+ → manager/)
    expect(demo.output()).toMatch(/Nadia Farouk: the bot goes on in manager_escalation\/start/)
    expect(demo.output()).toMatch(/Jonas Eriksen: frustration \d+ of 100, \w+ → standard/)
    expect(demo.output()).not.toMatch(/(?:Tom Becker|Walter Grubb): (?:frustration|the bot goes on)/)
    expect(demo.output()).toMatch(
      /checked 4 conversations: .*all on the widget in order \(.*frustration scores? sent as well\)/,
    )
  }, 240_000)
})
