import { describe, expect, it } from 'vitest'
import type { Desktop, DesktopListener, Writing } from '../../../../widget/desktops/port.ts'
import { HostedDesk, LATE_AFTER_MS } from '../../../../widget/hosted/hosted-desk.ts'
import { hostedState } from '../../../../widget/hosted/hosted-state.ts'

interface Options {
  readonly isKnown?: boolean
  readonly isFramed?: boolean
  readonly writing?: Writing
  /** Whether the desktop answers when it is asked again. */
  readonly answers?: boolean
  readonly signIn?: number
  /** How often the adapter cannot be fetched. */
  readonly failures?: number
}

/** A hosted panel with a desktop that says what the test lets it. */
const open = async (options: Options = {}) => {
  const { isKnown = true, isFramed = true, writing = 'message', answers = true, signIn = 404, failures = 0 } = options
  const waiting = new Set<() => void>()
  const asked: string[] = []
  let listener: DesktopListener | undefined
  let tries = 0
  const desktop: Desktop = {
    writing,
    origin: () => 'https://desk.example',
    ask: () => {
      asked.push('desktop')
      return answers
    },
    write: (text) => asked.push(`write ${text}`),
    report: ({ action }) => asked.push(`report ${action}`),
    close: () => asked.push('close'),
  }
  const desk = new HostedDesk({
    isKnown,
    isFramed,
    timers: {
      after: (ms, callback) => {
        expect(ms).toBe(LATE_AFTER_MS)
        waiting.add(callback)
        return () => waiting.delete(callback)
      },
    },
    askSignIn: async () => {
      asked.push('sign-in')
      return { status: signIn, body: signIn === 200 ? { token: 'ours' } : undefined }
    },
    openDesktop: async (given) => {
      tries += 1
      if (tries <= failures) throw new TypeError('it cannot be fetched')
      listener = given
      return desktop
    },
    changed: () => undefined,
  })
  await desk.open()
  const shown = (): string => {
    const state = hostedState(desk.facts)
    return state.kind === 'hindrance' ? state.hindrance.kind : `shown${state.remark ? ` ${state.remark}` : ''}`
  }
  return {
    desk,
    asked,
    shown,
    says: (context: Parameters<DesktopListener['told']>[0]) => listener?.told(context),
    refuses: (reason: string) => listener?.troubled({ kind: 'refused', reason }),
    isStrange: (origin: string) => listener?.troubled({ kind: 'wrong_origin', origin }),
    tooLate: () => {
      for (const callback of [...waiting]) callback()
      waiting.clear()
    },
  }
}

describe('a hosted panel', () => {
  it('a hosted panel says that its desktop is not known, or that it is in none, and asks nobody', async () => {
    expect((await open({ isKnown: false })).shown()).toBe('unknown')
    const { shown, asked } = await open({ isFramed: false })
    expect(shown()).toBe('alone')
    expect(asked).toEqual([])
  })

  it('a hosted panel waits, tells that nobody answers, and goes on listening', async () => {
    const { shown, says, tooLate } = await open()
    expect(shown()).toBe('waiting')
    tooLate()
    expect(shown()).toBe('late')
    says({ conversation: 'c-1', token: 'theirs' })
    expect(shown()).toBe('shown')
  })

  it('a hosted panel tells that no conversation is open, and shows one once it is', async () => {
    const { shown, says, desk } = await open()
    says({ conversation: null, token: 'theirs' })
    expect(shown()).toBe('noConversation')
    says({ conversation: 'c-1' })
    expect(shown()).toBe('shown')
    expect(desk.context).toMatchObject({ conversation: 'c-1', token: 'theirs' })
  })

  it('a hosted panel asks the sign-in only where the desktop gives no token, and says what came of it', async () => {
    for (const [signIn, kind] of [
      [200, 'shown'],
      [401, 'signedOut'],
      [404, 'noToken'],
      [500, 'signInFailed'],
    ] as const) {
      const { shown, says, asked } = await open({ signIn })
      says({ conversation: 'c-1' })
      expect(shown()).toBe('signingIn')
      await expect.poll(shown).toBe(kind)
      expect(asked).toEqual(['sign-in'])
    }
    const { says, asked } = await open()
    says({ conversation: 'c-1', token: 'theirs' })
    expect(asked).toEqual([])
  })

  it('a hosted panel renews a token where it came from', async () => {
    const theirs = await open()
    theirs.says({ conversation: 'c-1', token: 'theirs' })
    theirs.desk.renewToken()
    expect(theirs.asked).toEqual(['desktop'])
    const ours = await open({ signIn: 200 })
    ours.says({ conversation: 'c-1' })
    await expect.poll(ours.shown).toBe('shown')
    ours.desk.renewToken()
    expect(ours.asked).toEqual(['sign-in', 'sign-in'])
  })

  it('a hosted panel tells that its desktop refused, with the reason, until it was asked again', async () => {
    const { desk, shown, refuses } = await open()
    refuses('Invalid Contact Id')
    expect(hostedState(desk.facts)).toEqual({
      kind: 'hindrance',
      hindrance: { kind: 'refused', reason: 'Invalid Contact Id' },
    })
    desk.ask()
    expect(shown()).toBe('waiting')
  })

  it('a hosted panel names the origin that is around it and must not be', async () => {
    const { desk, isStrange } = await open()
    isStrange('https://strange.example')
    expect(hostedState(desk.facts)).toEqual({
      kind: 'hindrance',
      hindrance: { kind: 'wrongOrigin', origin: 'https://strange.example' },
    })
  })

  it('a hosted panel that is shown again asks what is open, and says so until it knows', async () => {
    const { desk, shown, says, tooLate } = await open()
    says({ conversation: 'c-1', token: 'theirs' })
    desk.ask()
    expect(shown()).toBe('shown askingAgain')
    tooLate()
    expect(shown()).toBe('shown notAnsweredAgain')
    says({ conversation: 'c-2' })
    expect(shown()).toBe('shown')
  })

  it('a hosted panel waits for no answer of a desktop that gives none', async () => {
    const { desk, shown, says } = await open({ answers: false })
    says({ conversation: 'c-1', token: 'theirs' })
    desk.ask()
    expect(shown()).toBe('shown')
  })

  it('a hosted panel tells that its desktop ended a conversation, and does not hold the next one for over', async () => {
    const { shown, says } = await open()
    says({ conversation: 'c-1', token: 'theirs', ended: true })
    says({ theme: 'dark' })
    expect(shown()).toBe('shown ended')
    says({ conversation: 'c-2' })
    expect(shown()).toBe('shown')
  })

  it('a hosted panel knows before anything is offered whether a text can be written', async () => {
    const { desk, says } = await open({ writing: 'composer-origin' })
    expect(desk.writing).toBe('composer-origin')
    says({ conversation: 'c-1', token: 'theirs', writes: false })
    expect(desk.writing).toBe('clipboard')
    const copying = await open({ writing: 'clipboard' })
    expect(copying.desk.writing).toBe('clipboard')
  })

  it('a hosted panel that could not fetch its adapter says so, and tries again when it is told to', async () => {
    const { desk, shown } = await open({ failures: 1 })
    expect(shown()).toBe('loadFailed')
    desk.ask()
    await expect.poll(shown).toBe('waiting')
  })
})
