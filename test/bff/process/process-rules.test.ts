/** The rules file acts at once when it is edited; a bad edit is refused and the old rules stay. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { type BffProcess, buildBff, startBffProcess } from '../../support/bff-process.ts'
import { send, sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'

const folder = mkdtempSync(join(tmpdir(), 'rules-'))
const path = join(folder, 'rules.json')

/** On a busy machine; the judgement takes five seconds. */
const MOST_HELD_UP_MS = 2500

let cxone: CxoneStandIn
let bff: BffProcess
beforeAll(async () => {
  buildBff()
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  writeFileSync(path, JSON.stringify({ routing: { defaultSkill: 'Sales Team' }, widget: { maxSuggestions: 5 } }))
  bff = await startBffProcess({
    CX_ASSIST_CONFIG: path,
    CXONE_API_URL: cxone.url,
    CXONE_CLIENT_ID: cxone.clientId,
    CXONE_CLIENT_SECRET: cxone.clientSecret,
  })
})
afterEach(() => bff.stop())
afterAll(async () => {
  await cxone.close()
  rmSync(folder, { recursive: true })
})

let nextId = 1
const skillFor = async (intent: string): Promise<unknown> => {
  const id = `conv_${nextId++}`
  return (await sendJson(bff.url, '/webhook/cognigy', routingBody({ intent, conversationId: id, sessionId: id }))).body
}

describe('the rules file', () => {
  it('the rules file is in force from the start', async () => {
    expect(await skillFor('weather')).toEqual({ status: 'routed', skill: 'Sales Team' })
    expect((await send(bff.url, '/api/widget/config')).body).toMatchObject({ maxSuggestions: 5 })
  })

  it('the rules file acts when it is edited, in place or by another file moved over it', async () => {
    writeFileSync(path, JSON.stringify({ routing: { defaultSkill: 'Billing Support' } }))
    await expect.poll(() => skillFor('weather')).toEqual({ status: 'routed', skill: 'Billing Support' })
    expect((await send(bff.url, '/api/widget/config')).body).toMatchObject({ maxSuggestions: 3 })
    writeFileSync(`${path}.new`, JSON.stringify({ routing: { confidenceThreshold: 0.99 } }))
    renameSync(`${path}.new`, path)
    await expect.poll(() => skillFor('weather')).toEqual({ status: 'fallback', reason: 'low_confidence' })
  })

  it.each([
    ['no JSON', '{"routing":', 'is not valid JSON'],
    ['a misspelt key', '{"routing":{"defaultSkil":"Billing Support"}}', 'defaultSkil'],
    ['a figure out of bounds', '{"routing":{"confidenceThreshold":85}}', 'routing.confidenceThreshold'],
    ['nothing at all', '', 'is not valid JSON'],
  ])('the rules file with %s is refused, the place named, and the old rules stay', async (_what, content, place) => {
    writeFileSync(path, content)
    await expect.poll(bff.output).toContain('the old rules stay')
    expect(bff.output()).toContain(place)
    expect(await skillFor('weather')).toEqual({ status: 'routed', skill: 'Sales Team' })
  })

  it('the rules file that is removed leaves the old rules in force, and acts again when it is back', async () => {
    rmSync(path)
    await expect.poll(bff.output).toContain('the old rules stay')
    expect(await skillFor('weather')).toEqual({ status: 'routed', skill: 'Sales Team' })
    writeFileSync(path, '{}')
    await expect.poll(() => skillFor('weather')).toEqual({ status: 'routed', skill: 'General Inquiry' })
  })

  it('the rules file with an expression that takes seconds to judge is refused, and nobody waits for it', async () => {
    const takesSeconds = String.raw`(\p{L}{1,50}\s){1,50}\p{N}{4}`
    writeFileSync(path, JSON.stringify({ privacy: { patterns: { order: takesSeconds } } }))
    let longest = 0
    while (!bff.output().includes('the old rules stay')) {
      const askedAt = performance.now()
      expect((await send(bff.url, '/healthz')).status).toBe(200)
      longest = Math.max(longest, performance.now() - askedAt)
      await sleep(20)
    }
    expect(bff.output()).toContain('privacy.patterns.order')
    expect(longest).toBeLessThan(MOST_HELD_UP_MS)
  })
})
