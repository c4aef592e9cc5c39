import { describe, expect, it } from 'vitest'
import { agentOf, claimsNeeded } from '../../../../shared/domain/sign-in/agent-of.ts'

const rules = (agentClaim: string, supervisor?: string) => {
  const [claim = '', value = ''] = supervisor?.split('=') ?? []
  return { agentClaim, supervisor: supervisor === undefined ? undefined : { claim, value } }
}

describe('the agent that a provider vouches for', () => {
  it.each([
    ['by a claim', { preferred_username: 'ana' }, 'preferred_username', 'ana'],
    ['by a claim that is a number', { employee: 17 }, 'employee', '17'],
    ['by a claim whose name is an address', { 'https://example.com/agent': 'ana' }, 'https://example.com/agent', 'ana'],
    ['by a claim within another', { cx: { agent: 'ana' } }, 'cx.agent', 'ana'],
    ['by an address that is proven', { email: 'a@example.com', email_verified: true }, 'email', 'a@example.com'],
    ['by an address of which nothing more is said', { email: 'a@example.com' }, 'email', 'a@example.com'],
  ])('the agent that a provider vouches for is known %s', (_how, claims, claim, agentId) => {
    expect(agentOf(claims, rules(claim))).toEqual({ agentId, role: 'agent' })
  })

  it.each([
    ['that is absent', {}, 'preferred_username'],
    ['that is blank', { agent: '  ' }, 'agent'],
    ['that is a list', { agent: ['ana'] }, 'agent'],
    ['that no id may be', { agent: 'a\nb' }, 'agent'],
    ['that every object has', {}, 'constructor'],
    ['that is an unproven address', { email: 'a@example.com', email_verified: false }, 'email'],
  ])('the agent that a provider vouches for is nobody by a claim %s', (_what, claims, claim) => {
    expect(agentOf(claims, rules(claim))).toBeUndefined()
  })

  it.each([
    [{ groups: ['staff', 'supervisors'] }, 'groups=supervisors', 'supervisor'],
    [{ groups: 'supervisors' }, 'groups=supervisors', 'supervisor'],
    [{ is_supervisor: true }, 'is_supervisor=true', 'supervisor'],
    [{ realm_access: { roles: ['supervisor'] } }, 'realm_access.roles=supervisor', 'supervisor'],
    [{ groups: ['staff'] }, 'groups=supervisors', 'agent'],
    [{ groups: ['supervisors-to-be'] }, 'groups=supervisors', 'agent'],
    [{}, 'groups=supervisors', 'agent'],
  ])('the agent that a provider vouches for by %j has by the rule %s the role %s', (claims, supervisor, role) => {
    expect(agentOf({ sub: 'ana', ...claims }, rules('sub', supervisor))?.role).toBe(role)
  })

  it('the agent that a provider vouches for is decided by the claims that are asked for', () => {
    expect(claimsNeeded(rules('sub', 'groups=x'))).toEqual(['sub', 'groups'])
    expect(claimsNeeded(rules('sub'))).toEqual(['sub'])
  })
})
