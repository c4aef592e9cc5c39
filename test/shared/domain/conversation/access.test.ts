import { describe, expect, it } from 'vitest'
import { covers } from '../../../../shared/domain/conversation/access.ts'

const SOME_AGENT = 'agent_1'
const SOME_SKILL = 'Billing Support'
const ANOTHER_AGENT = 'agent_2'
const conversation = { aliases: ['conv_1', 'sess_1', 'int_1'], agentId: SOME_AGENT, skill: SOME_SKILL }
const claims = (conversations?: readonly string[], sub = SOME_AGENT) => ({
  sub,
  exp: 2_000_000_000,
  ...(conversations === undefined ? {} : { conversations: [...conversations] }),
})

describe('a token that names conversations', () => {
  it.each(['conv_1', 'sess_1', 'int_1'])('a token that names conversations covers one that it names as %s', (alias) => {
    expect(covers(claims([alias]), conversation)).toBe(true)
  })

  it('a token that names conversations covers nothing it does not name, not even what its agent has', () => {
    expect(covers(claims(['conv_2']), conversation)).toBe(false)
    expect(covers(claims([]), conversation)).toBe(false)
  })

  it('a token that names conversations covers what it names whoever the agent is', () => {
    expect(covers(claims(['conv_1'], ANOTHER_AGENT), conversation)).toBe(true)
    expect(covers(claims(['conv_1']), { ...conversation, agentId: undefined })).toBe(true)
  })
})

describe('a token that names no conversations', () => {
  it('a token that names no conversations covers the conversations of its agent', () => {
    expect(covers(claims(), conversation)).toBe(true)
  })

  it('a token that names no conversations covers neither those of another agent nor those of nobody', () => {
    expect(covers(claims(undefined, ANOTHER_AGENT), conversation)).toBe(false)
    expect(covers(claims(), { ...conversation, agentId: undefined })).toBe(false)
  })
})

describe('a token of a supervisor', () => {
  const supervisor = (granted: { readonly skills?: string[]; readonly conversations?: string[] } = {}) => ({
    sub: 'sup_1',
    role: 'supervisor' as const,
    exp: 2_000_000_000,
    ...granted,
  })

  it('a token of a supervisor covers every conversation, whoever has it', () => {
    expect(covers(supervisor(), conversation)).toBe(true)
    expect(covers(supervisor(), { ...conversation, agentId: undefined, skill: undefined })).toBe(true)
  })

  it('a token of a supervisor that names skills covers just the conversations of these', () => {
    expect(covers(supervisor({ skills: ['Returns', SOME_SKILL] }), conversation)).toBe(true)
    expect(covers(supervisor({ skills: ['Returns'] }), conversation)).toBe(false)
    expect(covers(supervisor({ skills: [SOME_SKILL] }), { ...conversation, skill: undefined })).toBe(false)
    expect(covers(supervisor({ skills: [] }), conversation)).toBe(false)
  })

  it('a token of a supervisor that names conversations covers no others, and these only by their skill', () => {
    expect(covers(supervisor({ conversations: ['sess_1'] }), conversation)).toBe(true)
    expect(covers(supervisor({ conversations: ['conv_2'] }), conversation)).toBe(false)
    expect(covers(supervisor({ conversations: ['conv_1'], skills: ['Returns'] }), conversation)).toBe(false)
  })
})
