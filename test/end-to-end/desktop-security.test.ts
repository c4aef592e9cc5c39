/** What a hosted panel is to be proof against, each tried out in a browser: foreign pages, foreign windows, made-up answers, foreign tokens. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { SignJWT } from 'jose'
import type { Browser, Frame } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlayedDesktop } from '../../simulator/desktop/wire.ts'
import { openBrowser } from './browser.ts'
import { ANA, BEN, type DesktopStage, openDesktopStage } from './desktop-stage.ts'
import { WIDGET_SECRET } from './stage.ts'

const NAMES: readonly PlayedDesktop[] = ['generic', 'cxone', 'cognigy', 'chatwoot']
const LATER = 'And please confirm it by mail'

let browser: Browser
let desk: DesktopStage
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  desk = await openDesktopStage(browser)
})
afterEach(() => desk.close())

const follows = (words: string) => desk.panel.getByText(words).first().waitFor({ state: 'attached' })
/** Ana is open, and Ben is there too, about whom the panel is going to be lied to. */
const openBoth = async (name: PlayedDesktop): Promise<void> => {
  await desk.open(name)
  await follows(ANA.says)
  desk.site.begin(BEN.id, BEN.name)
  desk.says(BEN, BEN.says)
  await desk.page.getByRole('option').filter({ hasText: BEN.name }).waitFor()
}
/** It goes on with Ana, long after it was lied to. */
const isStillAna = async (): Promise<void> => {
  desk.says(ANA, LATER)
  await follows(LATER)
  expect(await desk.panel.getByText(BEN.says).count()).toBe(0)
}
const lie = async (): Promise<void> => {
  await desk.page.getByRole('button', { name: 'Lie from another origin' }).click()
  await desk.page.getByText(/^Another origin told the panel that/).waitFor()
}
/** What the desktop would say if Ben were open. */
const CLAIMS: Readonly<Record<PlayedDesktop, unknown>> = {
  generic: { type: 'cx-assist:context', conversation: BEN.id },
  cxone: { issuer: 'CXA', contactId: null, events: [{ messageType: 'ContactCardData', contactId: BEN.id }] },
  cognigy: { cxAssist: { conversation: BEN.id } },
  chatwoot: JSON.stringify({ event: 'appContext', data: { conversation: { id: Number(BEN.id) } } }),
}
/** A window of the desktop's own origin that is not the desktop. */
const beside = async (): Promise<Frame> => {
  await desk.page.evaluate(() => document.body.append(document.createElement('iframe')))
  const frame = desk.page.frames().find((each) => each.url() === 'about:blank')
  if (frame === undefined) throw new Error('there is no frame beside')
  return frame
}
const sayBeside = async (message: unknown): Promise<void> => {
  const frame = await beside()
  await frame.evaluate((said) => window.parent[0]?.postMessage(said, '*'), message)
}

describe.each(NAMES)('a hosted panel in the desktop %s', (name) => {
  it(`a hosted panel in the desktop ${name} believes nobody of another origin`, async () => {
    await openBoth(name)
    await lie()
    await isStillAna()
  })

  it(`a hosted panel in the desktop ${name} believes no other window of the desktop’s own origin`, async () => {
    await openBoth(name)
    await sayBeside(CLAIMS[name])
    await isStillAna()
    // The very same message, said by the desktop, is believed.
    await desk.page.evaluate((said) => window[0]?.postMessage(said, '*'), CLAIMS[name])
    await follows(BEN.says)
  })

  it(`a hosted panel in the desktop ${name} is shown in no page that the operator has not named`, async () => {
    const evil = createServer((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>Elsewhere</title><iframe src="${desk.door.url}/panel?desktop=${name}"></iframe>`),
    )
    evil.listen(0, '127.0.0.1')
    await once(evil, 'listening')
    const address = evil.address()
    const refused = desk.page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await desk.page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
    await refused
    await expect.poll(() => desk.page.frames().at(-1)?.url()).toBe('chrome-error://chromewebdata/')
    // Nor where such a page frames a desktop that is named.
    await desk.page.setContent(`<iframe src="${desk.site.url}/desktops/${name}"></iframe>`)
    await expect.poll(() => desk.page.frames().at(-1)?.url()).toBe('chrome-error://chromewebdata/')
    evil.close()
    evil.closeAllConnections()
  })
})

describe('a registration at CXone Agent', () => {
  it('a registration at CXone Agent is acknowledged by the desktop alone, whatever others make up meanwhile', async () => {
    await openBoth('cxone')
    await desk.page.getByRole('radio', { name: 'never' }).check()
    await desk.page.getByRole('button', { name: 'Reload the frame' }).click()
    await desk.panel.getByText('Waiting for your desktop').first().waitFor({ state: 'attached' })
    const acknowledged = { messageType: 'ClientEventSubscriptionAcknowledge', contactId: null, status: 'OK' }
    const events = [{ contactID: BEN.id, status: 'Active' }, acknowledged]
    await sayBeside({ issuer: 'CXA', contactId: null, events })
    await lie()
    await desk.panel.getByText('Your desktop has not answered').first().waitFor({ state: 'attached' })
    expect(await desk.panel.getByText(BEN.says).count()).toBe(0)
  })
})

describe('a token', () => {
  const NOT_YOURS = 'Not your conversation'
  const SIGNED_OUT = 'Signed out here'
  /** To the desktop, when it asks for its agent's. */
  const give = (token: string): void => {
    const body = new TextEncoder().encode(JSON.stringify({ token, expiresAt: '2099-01-01T00:00:00.000Z' }))
    desk.door.spoil = (path) => (path === '/api/widget/token' ? body : undefined)
  }
  const signedBy = (secret: string, expires: number) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('cx-assist')
      .setAudience('cx-assist-widget')
      .setSubject('agent-7')
      .setIssuedAt(expires - 60)
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(secret))
  const now = Math.floor(Date.now() / 1000)

  it.each([
    { whose: 'of another agent', token: () => desk.stage.token('agent-9'), told: NOT_YOURS },
    { whose: 'for other conversations', token: () => desk.stage.token('agent-7', ['4999']), told: NOT_YOURS },
    { whose: 'that has expired', token: () => signedBy(WIDGET_SECRET, now - 60), told: SIGNED_OUT },
    { whose: 'that somebody else signed', token: () => signedBy('x'.repeat(40), now + 600), told: SIGNED_OUT },
  ])('a token $whose shows nothing of a conversation in a hosted panel, which says so', async ({ token, told }) => {
    give(await token())
    await desk.open('generic')
    await desk.panel.getByText(told).first().waitFor({ state: 'attached' })
    expect(await desk.panel.getByText(ANA.says).count()).toBe(0)
  })

  it('a token is in no address of a hosted panel, and in no storage of its', async () => {
    await desk.open('generic')
    await follows(ANA.says)
    expect(desk.door.asked.filter((path) => path.includes('eyJ'))).toEqual([])
    const kept = await desk.panel
      .locator('html')
      .evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
    expect(kept).not.toContain('eyJ')
  })
})
