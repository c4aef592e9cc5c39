import { describe, expect, it } from 'vitest'
import { covers } from '../../../../shared/domain/conversation/access.ts'

const SOME_AGENT = 'agent_1'
const ANOTHER_AGENT = 'agent_2'
const conversation = { aliases: ['conv_1', 'sess_1', 'int_1'], agentId: SOME_AGENT }
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
