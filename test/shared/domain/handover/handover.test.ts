/** The checks of a handover by facts alone, where no stand-in of CXone can be brought to say them. */
import { describe, expect, it } from 'vitest'
import { handoverCard } from '../../../../shared/domain/handover/card.ts'
import { checkHandover } from '../../../../shared/domain/handover/check.ts'
import type { HandoverFacts, Leg } from '../../../../shared/domain/handover/facts.ts'
import { defaultRules } from '../../../../shared/rules.ts'
import { readHandover } from '../../../../shared/wire/handover.ts'
import {
  CONVERSATION,
  GOOD_HANDOVER,
  handover,
  handoverTo,
  handoverWith,
  QUEUE,
} from '../../../support/handover-stage.ts'

const LEG: Leg = {
  state: 'active',
  isWrappedUp: false,
  customerName: undefined,
  queue: undefined,
  mediaType: undefined,
}
const conversation = (...legs: readonly Partial<Leg>[]): NonNullable<HandoverFacts['conversation']> => ({
  kind: 'known',
  value: { id: CONVERSATION, legs: legs.map((leg) => ({ ...LEG, ...leg })), intent: undefined },
})
const WELL: HandoverFacts = {
  conversation: conversation({}),
  queue: { kind: 'known', value: { id: QUEUE, name: 'Billing Support', active: true, availableAgents: 2 } },
  wrapupCodes: { kind: 'known', value: [{ id: 'wrapup-transferred', name: 'Transferred' }] },
}

const check = (body: unknown, facts: Partial<HandoverFacts> = {}) =>
  checkHandover(readHandover(body), { ...WELL, ...facts }, defaultRules.handover)
const codes = (body: unknown, facts: Partial<HandoverFacts> = {}) =>
  check(body, facts).findings.map(({ code, severity }) => `${severity} ${code}`)

describe('the conversation', () => {
  it.each([['voice'], ['Voice'], [undefined]])(
    'the conversation by %s is what CXone’s transfer is made for',
    (mediaType) => {
      expect(codes(GOOD_HANDOVER, { conversation: conversation({ mediaType }) })).toEqual([])
    },
  )

  it('the conversation by another medium is transferred with a warning', () => {
    expect(codes(GOOD_HANDOVER, { conversation: conversation({ mediaType: 'chat' }) })).toEqual(['warning not_voice'])
  })

  it('the conversation counts by the leg that lives, not by the bot’s that has ended', () => {
    const legs = conversation({ state: 'ended', isWrappedUp: true }, { state: 'queued' })
    expect(codes(GOOD_HANDOVER, { conversation: legs })).toEqual([])
  })

  it('the conversation without a leg cannot be transferred', () => {
    expect(codes(GOOD_HANDOVER, { conversation: conversation() })).toEqual(['error conversation_not_live'])
  })
})

describe('the target', () => {
  const queue = (value: Partial<{ id: string; active: boolean; availableAgents: number | undefined }>) =>
    ({
      kind: 'known',
      value: { id: QUEUE, name: 'Billing Support', active: true, availableAgents: 1, ...value },
    }) as const

  it('the target whose available agents CXone does not tell is taken with a warning', () => {
    expect(codes(GOOD_HANDOVER, { queue: queue({ availableAgents: undefined }) })).toEqual(['warning agents_unknown'])
  })

  it('the target that a server finds by its name is still to be sent by its id', () => {
    const { findings, mended } = check(handoverTo({ id: 'Billing Support' }), { queue: queue({}) })
    expect(findings.map(({ code, fix }) => `${code}: ${fix}`)).toEqual([`target_is_name: send its id: "${QUEUE}"`])
    expect(mended.transferTo?.id).toBe(QUEUE)
  })

  it('the target that can be no id is told without asking anybody, and one that may be is not', () => {
    const offline = (id: string) =>
      checkHandover(readHandover(handoverTo({ id })), {}, defaultRules.handover).findings.map(({ code }) => code)
    expect(offline('Billing Support')).toEqual(['target_not_an_id'])
    expect(offline(QUEUE)).toEqual([])
  })
})

describe('certain mends', () => {
  it('a wrap-up code that is the only one is put in; of several none is', () => {
    const two = { kind: 'known', value: [...'ab'].map((id) => ({ id, name: id })) } as const
    expect(check(handover({ wrapupCode: {} })).mended.wrapupCode).toEqual({ id: 'wrapup-transferred' })
    expect(check(handover({ wrapupCode: {} }), { wrapupCodes: two }).mended.wrapupCode).toEqual({})
  })

  it('a key of another name is renamed, but never one that has its own meaning', () => {
    const { mended } = check(handoverWith({ customerName: undefined, Customer_Name: 'Jo' }))
    expect(mended.contextData).toMatchObject({ customerName: 'Jo' })
    const rules = { ...defaultRules.handover, requiredContext: ['customerName', 'name'] }
    const body = handover({ contextData: { intent: 'a', transferReason: 'r', name: 'Jo' } })
    const [finding] = checkHandover(readHandover(body), WELL, rules).findings
    expect(finding).toMatchObject({
      path: 'contextData.customerName',
      fix: 'set customerName in the flow before the handover',
    })
  })
})

describe('the card', () => {
  it('the card is bounded, whatever a bot hands over', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`key_${i}`, 'x']))
    const card = handoverCard(readHandover(handoverWith({ ...many, botSummary: 'y'.repeat(10_000) })).draft, 'Q', [])
    expect(Object.keys(card.collected)).toHaveLength(50)
    expect(card.summary).toHaveLength(2000)
    expect(card.summary?.endsWith('…')).toBe(true)
  })

  it('the card cuts no character in half', () => {
    const { summary } = handoverCard(readHandover(handoverWith({ botSummary: '😀'.repeat(1500) })).draft, undefined, [])
    expect(summary).toMatch(/^(😀)+…$/u)
  })
})
