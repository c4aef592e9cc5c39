import { describe, expect, it } from 'vitest'
import { ANSWERED_WITHIN_MS, SuggestionRequests } from '../../../../widget/desk/suggestion-requests.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { english } from '../i18n/english.ts'
import { settle } from '../state/fake-server.ts'
import { ANOTHER_CONVERSATION, ManualTimers, SOME_CONVERSATION } from '../state/fixtures.ts'

const staged = (outcome: ReportOutcome | Promise<ReportOutcome> = 'recorded') => {
  const sent: unknown[] = []
  const said: string[] = []
  const timers = new ManualTimers()
  const requests = new SuggestionRequests({
    timers,
    send: async (request) => {
      sent.push(request)
      return outcome
    },
    text: english.text,
    say: (sentence) => said.push(sentence),
    changed: () => undefined,
  })
  return { requests, timers, sent, said }
}

describe('suggestions on demand', () => {
  it('suggestions that an agent asks for are asked for once, however often the agent presses, and are there with the next set', async () => {
    const { requests, sent, said } = staged()
    requests.request(SOME_CONVERSATION, 4)
    requests.request(SOME_CONVERSATION, 4)
    await settle()
    requests.seen(SOME_CONVERSATION, 4)
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'asking' })
    requests.seen(SOME_CONVERSATION, 7)
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'answered', seq: 7 })
    expect([sent, said]).toEqual([[{ conversationId: SOME_CONVERSATION }], ['Looking…']])
  })

  it('suggestions that an agent asks for can be asked for again once they are there', async () => {
    const { requests, sent } = staged()
    await requests.request(SOME_CONVERSATION, undefined)
    requests.seen(SOME_CONVERSATION, 7)
    await requests.request(SOME_CONVERSATION, 7)
    expect(sent).toHaveLength(2)
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'asking' })
  })

  it.each([
    ['not_found', /over, or not known/],
    ['rate_limited', /Try again in a minute/],
    ['no_answer', /did not answer/],
    ['unavailable', /has none right now/],
    ['invalid', /refused \(invalid\)/],
  ] as const)(
    'suggestions that were asked for and refused are told with the reason, once: %s',
    async (refused, words) => {
      const { requests, timers, said } = staged({ refused })
      await requests.request(SOME_CONVERSATION, undefined)
      timers.pass(ANSWERED_WITHIN_MS)
      expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'refused', code: refused })
      expect(said).toEqual(['Looking…', expect.stringMatching(words)])
    },
  )

  it('suggestions that an agent asks for are given up where the server took the request and nothing follows', async () => {
    const { requests, timers } = staged()
    await requests.request(SOME_CONVERSATION, 4)
    timers.pass(ANSWERED_WITHIN_MS)
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'refused', code: 'no_answer' })
    // Late is better than never.
    requests.seen(SOME_CONVERSATION, 9)
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'answered', seq: 9 })
  })

  it('suggestions that an agent asks for are given up each at its own time', async () => {
    const { requests, timers } = staged()
    await requests.request(SOME_CONVERSATION, 4)
    timers.pass(ANSWERED_WITHIN_MS - 1)
    requests.seen(SOME_CONVERSATION, 5)
    await requests.request(SOME_CONVERSATION, 5)
    timers.pass(1)
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'asking' })
  })

  it('suggestions that an agent asks for are nobody’s in another conversation', async () => {
    const { requests } = staged()
    await requests.request(SOME_CONVERSATION, 4)
    requests.seen(ANOTHER_CONVERSATION, 9)
    expect(requests.in(ANOTHER_CONVERSATION)).toEqual({ kind: 'none' })
    expect(requests.in(SOME_CONVERSATION)).toEqual({ kind: 'asking' })
  })
})
