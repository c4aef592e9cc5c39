import { describe, expect, it } from 'vitest'
import type { EscalationData, FrustrationData } from '../../../../shared/wire/assist.ts'
import { escalationView } from '../../../../widget/state/escalation.ts'
import { snapshotOf } from './fixtures.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 9, 30, second)).toISOString()
const MANAGER: EscalationData = { level: 'manager', cause: 'frustration', score: 0.8 }

const view = (
  data: EscalationData,
  mood?: Partial<FrustrationData> & { readonly seq?: number },
  agentId?: string,
  state: 'live' | 'ended' = 'live',
) => {
  const { seq = 3, ...felt } = mood ?? {}
  return escalationView(
    snapshotOf([], {
      escalation: { seq: 2, at: at(2), data },
      frustration: mood === undefined ? null : { seq, at: at(seq), data: { score: 0.18, level: 'standard', ...felt } },
      status: { seq: 9, at: at(9), data: { state, since: at(9) } },
    }),
    agentId,
  )
}

describe('an escalation', () => {
  it('an escalation is loud while the customer is as frustrated as that', () => {
    expect(view(MANAGER, { score: 0.82, level: 'manager' })).toMatchObject({ tone: 'act', isOver: false })
    expect(view(MANAGER)).toMatchObject({ tone: 'act', isOver: false })
  })

  it('an escalation is over once the level fell below it', () => {
    expect(view(MANAGER, { score: 0.4, level: 'supervisor' })).toMatchObject({ tone: 'quiet', isOver: true })
  })

  it('an escalation is not over because a figure hovers at the cut', () => {
    expect(view({ ...MANAGER, score: 0.66 }, { score: 0.64, level: 'supervisor' })).toMatchObject({
      tone: 'act',
      isOver: false,
    })
  })

  it('an escalation is not over because of how the customer was before it', () => {
    expect(view(MANAGER, { seq: 1, score: 0.4, level: 'supervisor' })).toMatchObject({ isOver: false })
  })

  it('an escalation is never loud above a calm customer, whoever asked for it', () => {
    for (const cause of ['frustration', 'agent', 'misunderstood'] as const) {
      for (const seq of [1, 3]) expect(view({ level: 'manager', cause }, { seq })?.tone, cause).toBe('quiet')
    }
  })

  it('an escalation that an agent asked for is not over because the customer never was frustrated', () => {
    expect(view({ level: 'manager', cause: 'agent', by: 'agent_7' }, {})).toMatchObject({ isOver: false })
  })

  it('an escalation says who: you, another agent, or nobody', () => {
    const asked: EscalationData = { level: 'manager', cause: 'agent', by: 'agent_7' }
    expect(view(asked, undefined, 'agent_7')).toMatchObject({ by: 'you', tone: 'quiet' })
    expect(view(asked, undefined, 'agent_8')).toMatchObject({ by: { name: 'agent_7' }, tone: 'act' })
    expect(view(asked)).toMatchObject({ by: { name: 'agent_7' } })
    expect(view({ level: 'manager', cause: 'agent' }, undefined, 'agent_7')?.by).toBeUndefined()
  })

  it('an escalation is no news of a conversation that ended', () => {
    expect(view(MANAGER, undefined, undefined, 'ended')?.tone).toBe('quiet')
  })

  it('an escalation to nobody is none', () => {
    expect(view({ level: 'standard', cause: 'frustration' })).toBeNull()
  })

  it('an escalation is not judged by a language that nobody scores', () => {
    expect(view(MANAGER, { unscored: 'language' })).toMatchObject({ tone: 'act', isOver: false })
  })
})
