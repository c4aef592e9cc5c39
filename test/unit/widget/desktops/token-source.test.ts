import { describe, expect, it } from 'vitest'
import type { SignInAnswer } from '../../../../widget/desktops/sign-in-door.ts'
import { TokenSource } from '../../../../widget/desktops/token-source.ts'

const source = (...answers: readonly (SignInAnswer | 'nobody')[]) => {
  const kinds: string[] = []
  let asked = 0
  const tokens = new TokenSource({
    askSignIn: async () => {
      const answer = answers[asked]
      asked += 1
      if (answer === undefined || answer === 'nobody') throw new TypeError('nobody answers')
      return answer
    },
    changed: (state) => kinds.push(state.kind),
  })
  return { tokens, kinds, asked: () => asked }
}
const given = (token: unknown): SignInAnswer => ({ status: 200, body: { token } })

describe('the token of a hosted panel', () => {
  it('the token of a hosted panel is the desktop’s where that gives one, and the sign-in is not asked', async () => {
    const { tokens, asked } = source(given('another'))
    tokens.give('theirs')
    await tokens.need()
    expect(tokens.state).toEqual({ kind: 'token', token: 'theirs' })
    expect(tokens.isGiven).toBe(true)
    expect(asked()).toBe(0)
  })

  it('the token of a hosted panel comes from the sign-in where the desktop has none, asked once', async () => {
    const { tokens, kinds, asked } = source(given('ours'))
    await Promise.all([tokens.need(), tokens.need()])
    expect(tokens.state).toEqual({ kind: 'token', token: 'ours' })
    expect(kinds).toEqual(['asking', 'token'])
    expect(asked()).toBe(1)
  })

  it.each([
    [{ status: 404, body: undefined }, 'not_offered'],
    [{ status: 401, body: undefined }, 'signed_out'],
    [{ status: 403, body: undefined }, 'signed_out'],
    [{ status: 500, body: undefined }, 'unreachable'],
    [given(''), 'unreachable'],
    [given(7), 'unreachable'],
    ['nobody' as const, 'unreachable'],
  ])('the token of a hosted panel is none where the sign-in answers %j, which is told as %s', async (answer, kind) => {
    const { tokens } = source(answer)
    await tokens.need()
    expect(tokens.state).toEqual({ kind })
  })

  it('the token of a hosted panel goes on being used while another one is fetched, and is gone once the sign-in says so', async () => {
    const { tokens, kinds } = source(given('first'), given('second'), { status: 401, body: undefined })
    await tokens.need()
    await tokens.renew()
    await tokens.renew()
    expect(kinds).toEqual(['asking', 'token', 'token', 'signed_out'])
  })

  it('the token of a hosted panel is not replaced by a late answer of the sign-in once the desktop gave one', async () => {
    const { tokens } = source(given('late'))
    const asking = tokens.need()
    tokens.give('theirs')
    await asking
    expect(tokens.state).toEqual({ kind: 'token', token: 'theirs' })
  })
})
