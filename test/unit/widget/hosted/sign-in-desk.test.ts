import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SignInCode } from '../../../../shared/wire/sign-in.ts'
import type { SignInAnswer } from '../../../../widget/desktops/sign-in-door.ts'
import { SignInDesk } from '../../../../widget/hosted/sign-in-desk.ts'

const ORIGIN = 'https://assist.example.com'
const CODE = 'c'.repeat(43)
const SIGNED_IN = { type: 'cx-assist:signed-in', code: CODE }
const LOGOUT = 'https://provider.example.com/end'

interface Around {
  readonly isBlocked?: boolean
  readonly redeemed?: SignInAnswer
  readonly isKept?: boolean
  /** `undefined`: nobody answers. */
  readonly signedOut?: SignInAnswer | undefined
}

const open = async (around: Around = {}) => {
  const opened: URL[] = []
  const given: SignInCode[] = []
  const done: string[] = []
  const desk = new SignInDesk({
    base: `${ORIGIN}/assist/`,
    origin: ORIGIN,
    openWindow: (address) => {
      opened.push(new URL(address))
      return around.isBlocked !== true
    },
    redeem: async (code) => {
      given.push(code)
      return around.redeemed ?? { status: 200, body: {} }
    },
    signOut: async () => {
      if ('signedOut' in around && around.signedOut === undefined) throw new TypeError('nobody answers')
      return around.signedOut ?? { status: 200, body: { status: 'signed_out' } }
    },
    changed: () => undefined,
    signedIn: async () => {
      done.push('in')
      return around.isKept ?? true
    },
    signedOut: () => done.push('out'),
  })
  await desk.open()
  return { desk, opened, given, done }
}

describe('the sign-in of a hosted panel', () => {
  it('the sign-in of a hosted panel redeems the code with what it alone knows', async () => {
    const { desk, opened, given, done } = await open()
    desk.begin('de')
    expect(desk.state.kind).toBe('open')
    expect(opened[0]?.pathname).toBe('/assist/auth/login')
    desk.heard({ origin: ORIGIN, data: SIGNED_IN })
    await expect.poll(() => done).toEqual(['in'])
    const digest = createHash('sha256')
      .update(given[0]?.verifier ?? '')
      .digest('base64url')
    expect(Object.fromEntries(opened[0]?.searchParams ?? [])).toEqual({ challenge: digest, lang: 'de' })
    expect(desk.state.kind).toBe('ready')
  })

  it('the sign-in of a hosted panel hears nobody of another origin, nothing unasked and nothing twice', async () => {
    const { desk, given } = await open()
    desk.heard({ origin: ORIGIN, data: SIGNED_IN })
    desk.begin('en')
    desk.heard({ origin: 'https://desk.example.com', data: SIGNED_IN })
    desk.heard({ origin: ORIGIN, data: { type: 'cx-assist:signed-in', code: 'x' } })
    desk.heard({ origin: ORIGIN, data: 'anything' })
    expect(given).toEqual([])
    desk.heard({ origin: ORIGIN, data: SIGNED_IN })
    desk.heard({ origin: ORIGIN, data: SIGNED_IN })
    expect(given).toHaveLength(1)
  })

  it('the sign-in of a hosted panel takes another secret for each window', async () => {
    const { desk, opened } = await open()
    desk.begin('en')
    await desk.open()
    desk.begin('en')
    const [one, two] = opened.map(({ searchParams }) => searchParams.get('challenge'))
    expect(one).toMatch(/^[\w-]{43}$/)
    expect(two).not.toBe(one)
  })

  it('the sign-in of a hosted panel says that a window was blocked, and where it leads', async () => {
    const { desk, opened } = await open({ isBlocked: true })
    desk.begin('en')
    expect(desk.state).toEqual({ kind: 'blocked', address: opened[0]?.href })
    desk.byHand()
    expect(desk.state.kind).toBe('open')
  })

  it('the sign-in of a hosted panel says why it was refused', async () => {
    const { desk, done } = await open()
    desk.begin('en')
    desk.heard({ origin: ORIGIN, data: { type: 'cx-assist:sign-in-refused', reason: 'clock' } })
    expect(desk.state).toEqual({ kind: 'refused', reason: 'clock' })
    expect(done).toEqual([])
  })

  it.each([
    ['was not redeemed', { redeemed: { status: 401, body: undefined } }, 'failed'],
    ['was not kept by the browser', { isKept: false }, 'notKept'],
  ])('the sign-in of a hosted panel says that it %s', async (_what, around, kind) => {
    const { desk } = await open(around)
    desk.begin('en')
    desk.heard({ origin: ORIGIN, data: SIGNED_IN })
    await expect.poll(() => desk.state.kind).toBe(kind)
  })

  it('the sign-in of a hosted panel says that it has run out, unless there is more to say', async () => {
    const { desk } = await open()
    desk.expired()
    expect(desk.state.kind).toBe('expired')
    await desk.signOut()
    desk.expired()
    expect(desk.state.kind).toBe('out')
  })
})

describe('signing out of a hosted panel', () => {
  it('signing out of a hosted panel leads to the provider, and has the next one asked who they are', async () => {
    const { desk, opened, done } = await open({
      signedOut: { status: 200, body: { status: 'signed_out', providerLogout: LOGOUT } },
    })
    await desk.signOut()
    expect(opened.map(({ href }) => href)).toEqual([LOGOUT])
    expect(desk.state).toEqual({ kind: 'out', address: undefined })
    expect(done).toEqual(['out'])
    desk.begin('en')
    expect(opened[1]?.searchParams.get('afresh')).toBe('1')
  })

  it('signing out of a hosted panel offers the provider’s page where its window was blocked', async () => {
    const { desk } = await open({
      isBlocked: true,
      signedOut: { status: 200, body: { status: 'signed_out', providerLogout: LOGOUT } },
    })
    await desk.signOut()
    expect(desk.state).toEqual({ kind: 'out', address: LOGOUT })
  })

  it.each([undefined, { status: 503, body: undefined }])(
    'signing out of a hosted panel that does not work is said, and nobody is signed out (%j)',
    async (signedOut) => {
      const { desk, done } = await open({ signedOut })
      await desk.signOut()
      expect(desk.isOutFailed).toBe(true)
      expect(done).toEqual([])
    },
  )
})
