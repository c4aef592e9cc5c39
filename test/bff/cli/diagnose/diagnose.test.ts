/** `cx-assist diagnose handover` against a CXone with planted faults: each is found and named, and nothing is transferred. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { runDiagnose } from '../../../../bff/cli/diagnose/command.ts'
import { systemClock } from '../../../../bff/deadline.ts'
import { HANDOVER_AUDIT_FILE, openHandoverAudit } from '../../../../bff/files/handover-audit.ts'
import { handoverFinding } from '../../../../shared/wire/vocabulary.ts'
import { type CxoneStandIn, startCxone } from '../../../../simulator/cxone/tutorial/server.ts'
import {
  CONVERSATION,
  GOOD_HANDOVER,
  handover,
  handoverTo,
  handoverWith,
  QUEUE,
  startHandoverCxone,
  TRANSFER,
} from '../../../support/handover-stage.ts'
import { sendJson } from '../../../support/http-client.ts'
import { startBff } from '../../../support/start-bff.ts'

let cxone: CxoneStandIn
beforeAll(async () => {
  cxone = await startHandoverCxone()
})
beforeEach(() => {
  cxone.faults.clear()
  for (const { id } of cxone.conversations()) cxone.forgetConversation(id)
  cxone.seedConversation({ id: CONVERSATION, customerName: 'Jane Roe', state: 'queued', skillGroup: 'Billing Support' })
  cxone.setAgentStatus('Billing Support', 'available')
  cxone.journal.clear()
})
afterAll(() => cxone.close())

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly questions: readonly string[]
}

const environment = (upstream: Pick<CxoneStandIn, 'url' | 'clientId' | 'clientSecret'>) => ({
  CXONE_API_URL: upstream.url,
  CXONE_CLIENT_ID: upstream.clientId,
  CXONE_CLIENT_SECRET: upstream.clientSecret,
})

const run = async (
  args: readonly string[],
  {
    env = {},
    payload,
    answer,
    upstream = cxone,
  }: {
    readonly env?: Readonly<Record<string, string>>
    readonly payload?: unknown
    readonly answer?: string | (() => string)
    readonly upstream?: CxoneStandIn
  } = {},
): Promise<Run> => {
  let out = ''
  let err = ''
  const questions: string[] = []
  const code = await runDiagnose(['handover', ...args], {
    env: { ...environment(upstream), ...env },
    print: (text) => {
      out += text
    },
    printError: (text) => {
      err += text
    },
    read: () => (typeof payload === 'string' ? payload : JSON.stringify(payload)),
    prompt: async (question) => {
      questions.push(question)
      return typeof answer === 'function' ? answer() : answer
    },
  })
  return { code, out, err, questions }
}

const checked = (payload: unknown, more: Parameters<typeof run>[1] = {}) =>
  run(['--payload', 'handover.json'], { payload, ...more })
const transfers = () => cxone.journal.entries(TRANSFER)
const statusAt = (path: RegExp, status: number) => () => void cxone.faults.add({ kind: 'status', status, path })

describe('planted faults', () => {
  /** Name, what is planted, the payload, the exit code, the finding's code, what the report says. */
  const FAULTS: readonly (readonly [string, () => void, unknown, number, string, RegExp])[] = [
    [
      'a queue’s name for its id',
      () => undefined,
      handoverTo({ id: 'Billing Support' }),
      2,
      'target_is_name',
      /send its id: "queue-billing-support"/,
    ],
    [
      'an unknown queue',
      () => undefined,
      handoverTo({ id: 'queue-x' }),
      2,
      'queue_not_found',
      /no queue with this id \(7 characters\)/,
    ],
    ['a closed queue', () => undefined, handoverTo({ id: 'queue-closed' }), 2, 'queue_inactive', /Night desk/],
    [
      'nobody there',
      () => cxone.setAgentStatus('Billing Support', 'offline'),
      GOOD_HANDOVER,
      1,
      'no_agents_available',
      /will wait/,
    ],
    ['a target of null', () => undefined, handoverTo({ id: null }), 2, 'target_missing', /flow’s variable/],
    [
      'an unknown kind of target',
      () => undefined,
      handoverTo({ type: 'skill' }),
      2,
      'target_type_unknown',
      /send "queue"/,
    ],
    [
      'an unknown kind of transfer',
      () => undefined,
      handover({ transferType: 'Blind' }),
      2,
      'transfer_type_unknown',
      /send "blind"/,
    ],
    [
      'an unknown wrap-up code',
      () => undefined,
      handover({ wrapupCode: { id: 'nope' } }),
      2,
      'wrapup_not_found',
      /wrapup-resolved/,
    ],
    [
      'another queue’s wrap-up code',
      () => void cxone.seedConversation({ id: CONVERSATION, state: 'queued', skillGroup: 'Claims' }),
      handover({ wrapupCode: { id: 'wrapup-claim' } }),
      2,
      'wrapup_of_other_queue',
      /“Claims”/,
    ],
    ['no wrap-up code', () => undefined, handover({ wrapupCode: undefined }), 2, 'wrapup_missing', /is missing/],
    [
      'an ended conversation',
      () => cxone.endConversation(CONVERSATION),
      GOOD_HANDOVER,
      2,
      'conversation_not_live',
      /is ended/,
    ],
    [
      'a wrapped-up conversation',
      () => void cxone.seedConversation({ id: CONVERSATION, state: 'active', wrapupCode: 'w' }),
      GOOD_HANDOVER,
      2,
      'already_wrapped_up',
      /only once/,
    ],
    [
      'an unknown conversation',
      () => cxone.forgetConversation(CONVERSATION),
      GOOD_HANDOVER,
      2,
      'conversation_not_found',
      /no conversation/,
    ],
    ['a missing key', () => undefined, handoverWith({ intent: undefined }), 2, 'context_missing', /set intent/],
    [
      'a key of another name',
      () => undefined,
      handover({ contextData: { ...GOOD_HANDOVER.contextData, customerName: undefined, customer_name: 'x' } }),
      2,
      'context_missing',
      /rename “customer_name”/,
    ],
    [
      'a value of the wrong type',
      () => undefined,
      handoverWith({ customerName: 3 }),
      2,
      'context_wrong_type',
      /of type number/,
    ],
    ['no reason', () => undefined, handoverWith({ transferReason: undefined }), 1, 'context_missing', /transferReason/],
    [
      'expired credentials',
      statusAt(/^\/api/, 401),
      GOOD_HANDOVER,
      3,
      'unchecked_credentials',
      /\(401\)[\s\S]*CXONE_CLIENT_SECRET/,
    ],
    [
      'a missing scope',
      statusAt(/^\/api/, 403),
      GOOD_HANDOVER,
      3,
      'unchecked_permission',
      /\(403\)[\s\S]*conversations:modify/,
    ],
    ['a rate limit', statusAt(/queues/, 429), GOOD_HANDOVER, 3, 'unchecked_rate_limited', /wait a minute/],
    ['a CXone that is down', statusAt(/^\/api/, 503), GOOD_HANDOVER, 3, 'unchecked_unavailable', /unavailable/],
    [
      'a proxy in its place',
      () => void cxone.faults.add({ kind: 'bad-body', path: /queues/ }),
      GOOD_HANDOVER,
      3,
      'unchecked_bad_answer',
      /CXONE_API_URL/,
    ],
  ]

  it.each(FAULTS)('%s is found and named', async (_name, plant, payload, code, finding, says) => {
    plant()
    const result = await checked(payload)
    expect(result.out).toContain(finding)
    expect(result.out).toMatch(says)
    expect(result.code).toBe(code)
    expect(transfers()).toEqual([])
  })

  it('a wrong secret is told apart from a scope that was not granted', async () => {
    const wrong = await checked(GOOD_HANDOVER, { env: { CXONE_CLIENT_SECRET: 'not-the-secret-0123' } })
    expect(wrong.code).toBe(3)
    expect(wrong.out).toMatch(/unchecked_credentials/)
    expect(wrong.out).not.toMatch(/unchecked_permission|not-the-secret/)
    const narrow = await startCxone({ grantedScopes: ['conversation:all', 'routing:all'] })
    const denied = await checked(GOOD_HANDOVER, { upstream: narrow }).finally(narrow.close)
    expect(denied.out).toMatch(/unchecked_permission/)
    expect(denied.out).not.toMatch(/unchecked_credentials/)
  })

  it('the diagnosis says which credentials to set where there are none', async () => {
    const { code, out } = await checked(GOOD_HANDOVER, { env: { CXONE_CLIENT_ID: '', CXONE_CLIENT_SECRET: '' } })
    expect([code, /set CXONE_CLIENT_ID/.test(out)]).toEqual([3, true])
  })

  it('a cause that stops several checks is told once', async () => {
    statusAt(/^\/api/, 503)()
    const { out } = await checked(GOOD_HANDOVER)
    expect(out.match(/unchecked_unavailable/g)).toHaveLength(1)
    expect(out).toContain('conversationId, transferTo.id, wrapupCode.id')
  })
})

describe('the payload to be sent', () => {
  const payloadOf = (out: string) =>
    z.object({ payload: z.record(z.string(), z.unknown()), findings: z.array(handoverFinding) }).parse(JSON.parse(out))

  it('the payload that should have been sent is the saved one with every mend that is certain, and what CXone knows', async () => {
    const sent = handover({
      transferTo: { type: 'Queue', id: 'Billing Support' },
      wrapupCode: { id: 'Transferred' },
      contextData: { intent: 'billing_inquiry', reason: 'Asked for a person' },
    })
    const { out } = await checked(sent, {})
    expect(out).toMatch(/"id": "queue-billing-support"/)
    const { out: json } = await run(['--payload', '-', '--json', '--show-values'], { payload: sent })
    expect(payloadOf(json).payload).toEqual({
      conversationId: CONVERSATION,
      transferTo: { type: 'queue', id: QUEUE },
      transferType: 'blind',
      wrapupCode: { id: 'wrapup-transferred' },
      contextData: { intent: 'billing_inquiry', customerName: 'Jane Roe', transferReason: 'Asked for a person' },
    })
  })

  it('the payload that should have been sent is rebuilt from the conversation where none was saved', async () => {
    const { code, out } = await run([CONVERSATION, '--wrapup', 'wrapup-resolved', '--json', '--show-values'])
    const { payload, findings } = payloadOf(out)
    expect(payload).toMatchObject({
      transferTo: { type: 'queue', id: QUEUE },
      wrapupCode: { id: 'wrapup-resolved' },
      contextData: { customerName: 'Jane Roe' },
    })
    expect(findings.map(({ path }) => path)).toEqual(['contextData.intent', 'contextData.transferReason'])
    expect(code).toBe(2)
  })

  it.each([
    ['could not be asked for', statusAt(/conversations/, 403), 3, ['unchecked_permission']],
    ['is unknown', () => cxone.forgetConversation(CONVERSATION), 2, ['conversation_not_found']],
  ])(
    'the payload that should have been sent is not guessed where the conversation %s',
    async (_name, plant, expected, codes) => {
      plant()
      const { code, out } = await run([CONVERSATION, '--json'])
      expect(payloadOf(out).findings.map((finding) => finding.code)).toEqual(codes)
      expect(code).toBe(expected)
      expect((await run([CONVERSATION])).out).not.toContain('Payload')
    },
  )

  it('the payload that should have been sent masks the customer’s words unless they are asked for', async () => {
    const { out } = await checked(GOOD_HANDOVER)
    expect(out).not.toMatch(/John Doe|Jane Roe|charged twice/)
    expect(out).toContain('J… (8 characters)')
    expect((await run(['--payload', '-', '--show-values'], { payload: GOOD_HANDOVER })).out).toContain('John Doe')
  })

  it('a payload that is all right ends with 0 and says so', async () => {
    const { code, out } = await checked(GOOD_HANDOVER)
    expect(code).toBe(0)
    expect(out).toContain('nothing is wrong: this payload would be transferred')
    expect(out).toContain('Nothing was transferred: this was a dry run.')
    expect(transfers()).toEqual([])
  })
})

describe('failed handovers', () => {
  it('the most recent failed handovers are those that CXone holds in a queue', async () => {
    cxone.seedConversation({ id: 'conv_2', state: 'queued', skillGroup: 'Sales Team' })
    const { code, out } = await run(['--recent', '5'])
    expect(out).toContain(`Handover of conversation ${CONVERSATION}`)
    expect(out).toContain('Handover of conversation conv_2')
    expect(out).toContain('CXone search: queued')
    expect(code).toBe(2)
    expect(transfers()).toEqual([])
  })

  it('the most recent failed handovers come first by the audit of the BFF, with what was wrong then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-recent-'))
    cxone.seedConversation({ id: 'conv_bot' })
    const bff = await startBff(cxone, { handoverAudit: openHandoverAudit(folder, systemClock) })
    await sendJson(bff.url, '/webhook/handover', handoverTo({ id: 'queue-nowhere' }))
    await sendJson(bff.url, '/webhook/handover', {
      ...GOOD_HANDOVER,
      conversationId: 'conv_bot',
      wrapupCode: { id: 'w' },
    })
    cxone.seedConversation({ id: 'conv_done' })
    await sendJson(bff.url, '/webhook/handover', { ...GOOD_HANDOVER, conversationId: 'conv_done' })
    cxone.forgetConversation('conv_done')
    await bff.stop()
    writeFileSync(join(folder, HANDOVER_AUDIT_FILE), 'half a li', { flag: 'a' })
    const { out } = await run(['--recent', '1'], { env: { DATA_DIR: folder } })
    expect(out).toMatch(/conversation conv_bot\n {2}from {7}audit of .*: refused \(wrapup_not_found\)/)
    expect(out).not.toContain(CONVERSATION)
  })

  it('the most recent failed handovers are none where none is found, and that is no error', async () => {
    cxone.forgetConversation(CONVERSATION)
    expect(await run(['--recent', '3'])).toMatchObject({ code: 0, out: 'No failed handover was found.\n' })
  })

  it('the most recent failed handovers are said not to be searched where CXone is down', async () => {
    statusAt(/search/, 503)()
    expect(await run(['--recent', '3'])).toMatchObject({ code: 3, err: expect.stringMatching(/could not be searched/) })
  })
})

describe('--execute', () => {
  const execute = (more: readonly string[], options: Parameters<typeof run>[1] = {}) =>
    run(['--payload', '-', '--execute', ...more], { payload: GOOD_HANDOVER, ...options })

  it('--execute transfers once the operator typed the conversation’s id, and keeps account of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cx-assist-execute-'))
    const { code, out, err, questions } = await execute([], { answer: CONVERSATION, env: { DATA_DIR: folder } })
    expect(questions).toEqual([expect.stringContaining(`conversation ${CONVERSATION} to ${QUEUE}`)])
    expect(transfers()).toHaveLength(1)
    expect([code, out.includes(`${CONVERSATION} was transferred`)]).toEqual([0, true])
    expect(readFileSync(join(folder, HANDOVER_AUDIT_FILE), 'utf8')).toContain('"by":"diagnose"')
    expect(err).not.toMatch(/John Doe|charged/)
  })

  it('--execute takes the confirmation of a script by the same id', async () => {
    const { code, questions } = await execute(['--confirm', CONVERSATION])
    expect([code, questions, transfers().length]).toEqual([0, [], 1])
  })

  it.each([[undefined], ['y'], ['conv_other'], ['']])(
    '--execute transfers nothing on the answer %j',
    async (answer) => {
      const { code, err } = await execute([], answer === undefined ? {} : { answer })
      expect([code, transfers()]).toEqual([64, []])
      expect(err).toContain('was not confirmed')
    },
  )

  it('--execute transfers nothing where an error was found, nor asks', async () => {
    const { code, questions, err } = await execute([], {
      payload: handoverTo({ id: 'Billing Support' }),
      answer: CONVERSATION,
    })
    expect([code, questions, transfers()]).toEqual([2, [], []])
    expect(err).toContain('has to be mended first')
  })

  it('--execute transfers nothing where a check could not be made', async () => {
    statusAt(/wrapupcodes/, 503)()
    expect([(await execute([], { answer: CONVERSATION })).code, transfers()]).toEqual([3, []])
  })

  it('--execute transfers nothing where the conversation ended while the operator thought', async () => {
    const { code, err } = await run(['--payload', '-', '--execute'], {
      payload: GOOD_HANDOVER,
      answer: () => {
        cxone.endConversation(CONVERSATION)
        return CONVERSATION
      },
    })
    expect([code, transfers()]).toEqual([2, []])
    expect(err).toMatch(/is ended/)
  })

  it('--execute explains what CXone refuses', async () => {
    cxone.faults.add({ kind: 'status', status: 403, path: TRANSFER })
    const { code, err } = await execute([], { answer: CONVERSATION })
    expect(code).toBe(2)
    expect(err).toMatch(/permission to transfer \(403\)[\s\S]*conversations:modify/)
  })
})

describe('wrong usage', () => {
  it.each([
    [[], /name one of a conversation/],
    [['conv_1', '--recent', '2'], /name one of/],
    [['--recent', '0'], /1 to 100/],
    [['--recent', '3', '--execute'], /never --recent/],
    [['conv_1', '--confirm', 'conv_1'], /goes with --execute/],
    [['conv_1', 'conv_2'], /one conversation at a time/],
    [['conv_1', '--nonsense'], /nonsense/],
  ])('%j is refused with what is wrong', async (args, says) => {
    const { code, err } = await run(args)
    expect(code).toBe(64)
    expect(err).toMatch(says)
  })

  it('a payload that is no JSON is refused, and so is a configuration that the BFF would not start with', async () => {
    expect(await checked('{not json')).toMatchObject({ code: 64, err: expect.stringMatching(/is not JSON/) })
    const bad = await checked(GOOD_HANDOVER, { env: { CXONE_API_URL: 'nonsense' } })
    expect(bad).toMatchObject({ code: 64, err: expect.stringMatching(/CXONE_API_URL/) })
  })
})
