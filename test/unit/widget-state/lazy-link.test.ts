import { describe, expect, it } from 'vitest'
import { LazyLink } from '../../../widget/link/lazy-link.ts'
import type { Link, LinkFactory, LinkListener } from '../../../widget/link/link.ts'
import { settle } from './fake-server.ts'
import { ManualTimers, SOME_CONVERSATION } from './fixtures.ts'

const SILENT: Omit<LinkListener, 'connection'> = {
  joined: () => undefined,
  event: () => undefined,
  refused: () => undefined,
  error: () => undefined,
}

const lazy = (loads: readonly ('works' | 'fails')[] = ['works']) => {
  const calls: string[] = []
  const told: string[] = []
  const timers = new ManualTimers()
  const real: Link = {
    open: () => calls.push('open'),
    follow: (id) => calls.push(`follow ${id}`),
    renewToken: (token) => calls.push(`renewToken ${token}`),
    retryNow: () => calls.push('retryNow'),
    close: () => calls.push('close'),
  }
  const createLink: LinkFactory = ({ token }) => {
    calls.push(`create ${token}`)
    return real
  }
  const outcomes = [...loads]
  const load = async (): Promise<LinkFactory> => {
    if (outcomes.shift() === 'fails') throw new Error('not found')
    return createLink
  }
  const listener = { ...SILENT, connection: (state: string) => told.push(state) }
  const link = new LazyLink(load, { bff: 'https://bff.example', token: 'first' }, listener, timers)
  return { link, calls, told, timers }
}

describe('a link whose code is on its way', () => {
  it('does then what it was told before', async () => {
    const { link, calls, told } = lazy()
    link.open()
    link.follow(SOME_CONVERSATION)
    link.renewToken('second')
    expect(told).toEqual(['connecting'])
    await settle()
    expect(calls).toEqual(['create second', `follow ${SOME_CONVERSATION}`, 'open'])
    link.follow(null)
    link.retryNow()
    expect(calls.slice(3)).toEqual(['follow null', 'retryNow'])
  })

  it('tries again when the code could not be fetched', async () => {
    const { link, calls, told, timers } = lazy(['fails', 'works'])
    link.open()
    await settle()
    expect(told).toEqual(['connecting', 'reconnecting'])
    timers.pass(5_000)
    await settle()
    expect(calls).toEqual(['create first', 'follow null', 'open'])
  })

  it('tries again at once when the agent asks, and makes one link only', async () => {
    const { link, calls, timers } = lazy(['fails', 'works', 'works'])
    link.open()
    await settle()
    link.retryNow()
    link.retryNow()
    await settle()
    expect(calls.filter((call) => call.startsWith('create'))).toHaveLength(1)
    expect(timers.waiting).toEqual([])
  })

  it('makes no link once it is closed', async () => {
    const { link, calls } = lazy()
    link.open()
    link.close()
    link.close()
    await settle()
    expect(calls).toEqual([])
  })
})
