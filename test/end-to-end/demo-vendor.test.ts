/** The whole demo in the vendors' dialect: what the BFF says to CXone and Cognigy is what they take, call by call. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { simulate } from './simulate.ts'

const folder = mkdtempSync(join(tmpdir(), 'demo-vendor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const says = (speaker: string, t: number, text: string, intent?: { name: string; score: number }) => ({
  speaker,
  t,
  text,
  ...(intent !== undefined && { intent }),
})
const billing = { name: 'billing_inquiry', score: 0.93 }

/** One customer in a chat and one on the phone, both understood at once; a third one never. */
const DIALOGUES = [
  {
    id: 'chat',
    customerName: 'Maya Lindqvist',
    channel: 'webchat',
    turns: [
      says('customer', 0, 'There is a charge on my bill that I do not know', billing),
      says('bot', 1, 'I am connecting you with billing.'),
      says('agent', 5, 'Hello Maya, let me look at that charge.'),
      says('customer', 8, 'I want a refund for it'),
      says('agent', 12, 'It is on its way.'),
    ],
  },
  {
    id: 'call',
    customerName: 'Derek Osei',
    channel: 'voice',
    turns: [
      says('customer', 0, 'My invoice is wrong', billing),
      says('bot', 1, 'I am connecting you with billing.'),
      says('agent', 5, 'Hello Derek, I have your invoice here.'),
      says('customer', 8, 'Please cancel my contract'),
    ],
  },
  {
    id: 'lost',
    customerName: 'Tom Becker',
    channel: 'webchat',
    turns: [
      says('customer', 0, 'write me a poem about the moon and the sea', { name: 'feature_request', score: 0.3 }),
      says('customer', 4, 'no, a longer poem, about whales', { name: 'feature_request', score: 0.3 }),
    ],
  },
]

const journal = z.object({
  entries: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      query: z.string(),
      body: z.optional(z.unknown()),
      outcome: z.string(),
      reason: z.optional(z.string()),
    }),
  ),
})
type Entry = z.infer<typeof journal>['entries'][number]

const entriesAt = async (url: string): Promise<readonly Entry[]> => {
  const answer: unknown = await (await fetch(`${url}/__simulator/journal`)).json()
  return journal.parse(answer).entries
}
const refusedIn = (entries: readonly Entry[]) => entries.filter(({ outcome }) => outcome === 'rejected')

/** Plays the dialogues to their end, and leaves everything up. */
const play = async (port: string, ...dialects: string[]) => {
  const file = join(folder, `${port}.jsonl`)
  writeFileSync(file, DIALOGUES.map((dialogue) => `${JSON.stringify(dialogue)}\n`).join(''))
  const demo = simulate(...dialects, '--dialogues', file, '--speed', '4', '--port', port)
  const [, cxone = '', cognigy = ''] = await demo.said(/CXone (\S+), Cognigy (\S+), BFF/)
  await demo.said(/all 3 conversations are through/)
  const calls = { cxone: await entriesAt(cxone), cognigy: await entriesAt(cognigy) }
  demo.child.kill('SIGTERM')
  expect(await demo.ended(), demo.output()).toBe(0)
  expect(demo.output()).toMatch(
    /checked 3 conversations: \d+ utterances and \d+ routings sent, all on the widget in order/,
  )
  return calls
}

const demandCxone = (entries: readonly Entry[]): void => {
  expect(refusedIn(entries)).toEqual([])
  const to = (path: RegExp) => entries.filter((entry) => path.test(entry.path))
  expect(to(/\/auth\/token$/)).toHaveLength(1)
  expect(to(/\/cxone-configuration$/)).toHaveLength(1)
  expect(to(/\/custom-fields$/).map(({ body }) => body)).toContainEqual([
    { ident: 'cognigy_intent', value: 'billing_inquiry' },
    { ident: 'cognigy_score', value: '0.93' },
  ])
  // The chat is routed, and the one that was never understood handed over.
  expect(to(/\/routing-queue$/).map(({ body }) => body)).toEqual(
    expect.arrayContaining([{ skillId: 101 }, { skillId: 104 }]),
  )
  const [signal, ...more] = to(/\/signal$/)
  expect(more).toEqual([])
  expect(signal).toMatchObject({
    query: 'p1=Escalate',
    body: {
      p2: JSON.stringify([{ skillId: 201, skillName: 'Billing Support', intent: 'billing_inquiry', score: 0.93 }]),
    },
  })
}

const demandCognigy = (entries: readonly Entry[]): void => {
  expect(refusedIn(entries)).toEqual([])
  const injects = entries.filter(({ path }) => /^\/new\/v2\.0\/sessions\/[^/]+\/context\/inject$/.test(path))
  expect(injects.map(({ body }) => Object.keys(Object(body).context)[0])).toEqual(
    expect.arrayContaining(['fallbackAnalysis', 'cxAssist']),
  )
  const asked = entries.filter(({ path }) => /^\/[^/]+$/.test(path))
  expect(asked.length).toBeGreaterThan(0)
  expect(asked[0]?.body).toMatchObject({ userId: 'cx-assist', data: { cxAssist: {} } })
}

describe('the demo in the vendors’ dialect', () => {
  it('the demo in the vendors’ dialect has everything on the widgets in order, and nothing refused by CXone or Cognigy', async () => {
    const { cxone, cognigy } = await play('28511', '--dialect', 'vendor')
    demandCxone(cxone)
    demandCognigy(cognigy)
  })

  it('the demo in the vendor’s dialect of CXone alone gets what is said over Cognigy’s stream', async () => {
    const { cxone, cognigy } = await play('28521', '--cxone-dialect', 'vendor')
    demandCxone(cxone)
    expect(refusedIn(cognigy)).toEqual([])
    expect(cognigy).toContainEqual(
      expect.objectContaining({ path: '/api/v1/streaming/agentassist', outcome: 'applied' }),
    )
  })

  it('the demo in the vendor’s dialect of Cognigy alone routes at the tutorial’s CXone', async () => {
    const { cxone, cognigy } = await play('28531', '--cognigy-dialect', 'vendor')
    demandCognigy(cognigy)
    expect(refusedIn(cxone)).toEqual([])
    expect(cxone.filter(({ path }) => path.endsWith('/routing')).length).toBeGreaterThan(1)
  })
})
