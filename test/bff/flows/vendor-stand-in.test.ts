/** The service against the simulator's Cognigy in the vendor's words, which refuses whatever the vendor's papers do not have. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { systemClock } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import type { CognigyUpstream } from '../../../bff/ports/cognigy.ts'
import { openCognigy } from '../../../bff/upstream/cognigy/open-cognigy.ts'
import { defaultRules } from '../../../shared/rules.ts'
import { type CognigyVendorStandIn, startCognigyVendor } from '../../../simulator/cognigy/vendor/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { ANGRY, createScriptedScorer } from '../../support/scripted-scorer.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { connectWidget } from '../../support/widget-client.ts'
import { within } from '../upstream/cognigy-vendor/stage.ts'

const NOBODY = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }
const SESSION = 'sess_12345'
const USER = 'sam@example.com'

let standIn: CognigyVendorStandIn
let cognigy: CognigyUpstream
let bff: RunningBff
beforeEach(async () => {
  standIn = await startCognigyVendor({ userIdIsEmail: true })
  standIn.seedSession(SESSION, USER)
  const { url, apiKey, assistUrl } = standIn
  cognigy = openCognigy({
    dialect: 'vendor',
    orgUrl: undefined,
    apiUrl: url,
    credentials: undefined,
    apiKey: undefined,
    vendor: { assistUrl, injects: { apiUrl: url, apiKey }, apiUrl: url, apiKey, endpointUrl: url },
    vendorRules: () => defaultRules.vendor,
    clock: systemClock,
    log: createLog('silent', { write: () => undefined }),
    metrics: createMetrics(),
    onHealth: { suggestions: () => undefined, sessions: () => undefined },
  })
  const scorer = createScriptedScorer()
  scorer.script('I am furious', ANGRY)
  bff = await startBff(NOBODY, { sessions: cognigy.sessions, suggestions: cognigy.suggestions, scorer })
})
afterEach(async () => {
  await bff.stop()
  await standIn.close()
})

const origin = () => ({ conversationId: 'conv_1', userId: USER, URLToken: standIn.chatToken, endpointType: 'webchat3' })
const post = async (path: string, body: object) =>
  (await sendJson(bff.url, `/webhook/${path}`, { origin: origin(), ...body })).body
const injects = () =>
  standIn.journal.entries().filter(({ method, path }) => method === 'POST' && path.endsWith('/context/inject'))

describe('the stand-in of the vendor’s Cognigy', () => {
  it('the stand-in of the vendor’s Cognigy takes what sessions are told of misunderstandings and of frustration', async () => {
    await post('fallback', { sessionId: SESSION, input: 'hm', intent: { name: 'Fallback', confidence: 0.1 } })
    const answer = await post('sentiment-escalation', { session: { id: SESSION }, userInput: 'I am furious' })
    expect(answer).toMatchObject({ status: 'success', cognigyApiResult: { injected: true }, escalationTriggered: true })
    expect(standIn.session(SESSION)?.context).toMatchObject({
      fallbackAnalysis: { originalInput: 'hm', escalationTriggered: true },
      cxAssist: { escalationLevel: 'manager', escalationTriggered: true, targetFlow: 'manager_escalation' },
    })
  })

  it('the stand-in of the vendor’s Cognigy takes an agent’s escalation', async () => {
    await post('cognigy', { ...routingBody({ score: 0.1, sessionId: SESSION }), origin: origin() })
    const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent-7', conversations: ['conv_1'] }))
    await widget.join('conv_1')
    expect(await widget.ask('escalation:request', { conversationId: 'conv_1', level: 'supervisor' })).toEqual({
      ok: true,
      level: 'supervisor',
      cognigyApiResult: { injected: true },
    })
    expect(standIn.session(SESSION)?.injects).toMatchObject([
      { userId: USER, text: '', data: { cxAssist: { action: 'escalate', level: 'supervisor' } } },
    ])
    widget.close()
  })

  it('the stand-in of the vendor’s Cognigy suggests, in one session a conversation', async () => {
    const updates = ['I want a refund', 'Give me my money back: refund!'].map((transcript, n) => ({
      interactionId: 'int_1',
      transcript,
      utteranceId: `u${n}`,
    }))
    for (const update of updates) {
      await post('transcript', update)
      const { utteranceId } = update
      await expect
        .poll(async () => (await bff.store.conversations.find('conv_1'))?.snapshot.suggestions?.data.basedOn)
        .toBe(utteranceId)
    }
    const data = (await bff.store.conversations.find('conv_1'))?.snapshot.suggestions?.data
    expect(data?.fallback).toBe(false)
    expect(data?.suggestions.length).toBeGreaterThan(0)
    expect(standIn.assist.sessionIds).toEqual(['cx-assist-conv_1'])
  })

  it('the stand-in of the vendor’s Cognigy counts 180 writes in a burst of 250 utterances on one contact', async () => {
    for (let from = 0; from < 250; from += 10) {
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          post('sentiment-escalation', { session: { id: SESSION }, userInput: `line ${from + n}` }),
        ),
      )
    }
    expect(injects()).toHaveLength(180)
    expect(injects().every(({ status }) => status === 200)).toBe(true)
  })

  it('the stand-in of the vendor’s Cognigy refuses a user who is no mail address, and the answers go on alone', async () => {
    const strange = { ...origin(), userId: 'visitor-7' }
    for (const input of ['hm', 'what?']) {
      const body = { sessionId: SESSION, input, intent: { name: 'Fallback', confidence: 0.1 }, origin: strange }
      expect(z.record(z.string(), z.unknown()).parse(await post('fallback', body))['nextNode']).toBeDefined()
    }
    expect(injects().map(({ status }) => status)).toEqual([400])
  })

  it('the stand-in of the vendor’s Cognigy takes all that the doctor asks, and nothing is written by it', async () => {
    const findings: string[] = []
    for (const probe of cognigy.probes({ suggestions: true })) {
      if (probe.kind === 'question') findings.push(`${probe.name}: ${(await within(probe.ask)).state}`)
    }
    expect(findings).toEqual(['Cognigy API: key: ok', 'Cognigy suggestions: answer: ok'])
    expect(injects()).toEqual([])
  })
})
