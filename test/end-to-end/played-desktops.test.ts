/** The stand-ins for others' desktops, met by a frame that says what a test lets it say: what they tell, and what they would not have understood. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PLAYED_DESKTOPS } from '../../simulator/desktop/wire.ts'
import type { Listening } from '../../simulator/http/listen.ts'
import { choose, type PlayedDesktopSite, startPlayedDesktop, violations } from '../support/played-desktop.ts'
import { type Heard, startScriptedPanel } from '../support/scripted-panel.ts'
import { openBrowser } from './browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ANA = '4501'
const BEN = '4502'

let browser: Browser
let panel: Listening
let desktop: PlayedDesktopSite
let page: Page
let faults: string[]

beforeAll(async () => {
  browser = await openBrowser()
  panel = await startScriptedPanel()
})
afterAll(async () => {
  await browser.close()
  await panel.close()
})
beforeEach(async () => {
  desktop = await startPlayedDesktop({ bffUrl: panel.url, integratorKey: 'k' })
  desktop.begin(ANA, 'Ana Lima')
  page = await browser.newPage()
  faults = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
})
afterEach(async () => {
  expect(faults).toEqual([])
  await page.close()
  await desktop.close()
})

const panelFrame = (): Frame => {
  const frame = page.frames().find((each) => each.url().startsWith(panel.url))
  if (frame === undefined) throw new Error('the page has no panel')
  return frame
}
const open = async (name: string): Promise<void> => {
  await page.goto(`${desktop.url}/desktops/${name}`)
  await page.getByRole('option', { selected: true }).filter({ hasText: 'Ana Lima' }).waitFor()
  await expect.poll(() => page.frames().some((each) => each.url() === `${panel.url}/panel?desktop=${name}`)).toBe(true)
  await panelFrame().waitForLoadState()
}
const say = (message: unknown): Promise<void> =>
  panelFrame().evaluate((said) => window.parent.postMessage(said, '*'), message)
const heard = (): Promise<readonly Heard[]> =>
  panelFrame().evaluate(() => {
    const all: unknown = Reflect.get(window, 'heard')
    return Array.isArray(all) ? all : []
  })
const data = async (): Promise<readonly unknown[]> => (await heard()).map((each) => each.data)
const reply = () => page.getByRole('textbox', { name: /^Reply to/ })
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const isOver = () => expect.poll(() => reply().isDisabled()).toBe(true)
/** Long enough for what was posted before to have been heard: the page answers what it is asked in order. */
const settled = async (): Promise<void> => {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  await panelFrame().evaluate(() => new Promise((resolve) => setTimeout(resolve)))
}

describe('any desktop', () => {
  beforeEach(() => open('generic'))
  const context = (conversation: string) => ({
    type: 'cx-assist:context',
    conversation,
    ended: false,
    token: 'token-1',
    theme: 'auto',
    lang: 'en',
  })

  it('any desktop tells what is open once the panel is ready, and again at each switch', async () => {
    expect(await data()).toEqual([])
    await say({ type: 'cx-assist:ready', version: '0.1.0' })
    await expect.poll(data).toEqual([context(ANA)])
    desktop.begin(BEN, 'Ben Okafor')
    await choose(page, 'Ben Okafor')
    await expect.poll(data).toEqual([context(ANA), context(BEN)])
    expect(await heard()).toEqual((await data()).map((each) => ({ data: each, origin: desktop.url, isParent: true })))
    expect(await violations(page)).toEqual([])
  })

  it('any desktop puts a text into the reply of the open conversation, and refuses one for another', async () => {
    const text = { type: 'cx-assist:insert', id: 'i1', text: 'Good morning', mode: 'insert', suggestionId: 's1' }
    await say({ type: 'cx-assist:ready', version: '0.1.0' })
    await say({ ...text, conversation: ANA })
    await expect.poll(() => reply().inputValue()).toBe('Good morning')
    await expect.poll(data).toContainEqual(expect.objectContaining({ id: 'i1', outcome: 'inserted' }))
    await say({ ...text, id: 'i2', conversation: BEN })
    await expect.poll(data).toContainEqual(expect.objectContaining({ id: 'i2', outcome: 'refused' }))
    expect(await reply().inputValue()).toBe('Good morning')
    expect(await violations(page)).toEqual(['other-conversation'])
  })

  it('any desktop names what it does not understand: other words, more keys, and who speaks before being ready', async () => {
    await say({ type: 'cx-assist:leave' })
    await say({ type: 'cx-assist:ready', version: '0.1.0', token: 'mine' })
    await say('hello')
    await expect.poll(() => violations(page)).toEqual(['not-ready', 'unknown-message', 'unknown-message'])
    expect(await page.locator('[data-violations]').innerText()).toBe('3')
  })
})

describe('CXone Agent', () => {
  beforeEach(() => open('cxone'))
  const register = (more: object = { subscriptionTypes: ['contact', 'contacts', 'agentassist'] }) =>
    say({ messageType: 'RegisterForClientEvents', ...more })
  const acknowledged = (status: string, reason: string, contactId: number | null = null) => ({
    messageType: 'ClientEventSubscriptionAcknowledge',
    contactId,
    status,
    reason,
  })
  const from = (contactId: number | null, ...events: readonly unknown[]) => ({ issuer: 'CXA', contactId, events })
  const called = (contactId: string, status: string) => ({ Type: 'CallContactEvent', contactId, status })

  it('CXone Agent acknowledges a registration with the contacts that there are, and then tells of each change', async () => {
    await register()
    const contact = { contactID: ANA, type: 'VoiceContact', status: 'Active' }
    const first = from(null, contact, acknowledged('OK', 'Success'))
    await expect.poll(data).toEqual([first])
    desktop.begin(BEN, 'Ben Okafor')
    await expect.poll(async () => (await data()).at(-1)).toEqual(from(null, called(BEN, 'Incoming')))
    await choose(page, 'Ben Okafor')
    await expect
      .poll(async () => (await data()).slice(-3))
      .toEqual([
        from(null, called(ANA, 'Holding')),
        from(null, called(BEN, 'Active')),
        from(null, { messageType: 'ContactCardData', contactId: BEN }),
      ])
    await press('End the conversation')
    await expect.poll(async () => (await data()).at(-1)).toEqual(from(null, called(BEN, 'Disconnected')))
    expect(await violations(page)).toEqual([])
  })

  it('CXone Agent takes one registration of a window, a reloaded frame’s too, and leaves a second without an answer', async () => {
    await register()
    await register()
    await expect.poll(() => violations(page)).toEqual(['registered-twice'])
    expect(await data()).toHaveLength(1)
    await press('Reload the frame')
    await expect.poll(data).toEqual([])
    await register()
    await expect.poll(() => violations(page)).toEqual(['registered-twice', 'registered-twice'])
    await settled()
    expect(await data()).toEqual([])
    await say({ messageType: 'UnregisterFromClientEvents' })
    await register()
    await expect.poll(data).toHaveLength(1)
  })

  it('CXone Agent answers an id that is no number and types that are none with an error, and drops those it does not know', async () => {
    await register({ contactId: 'conv_1', subscriptionTypes: ['contact'] })
    await register({ subscriptionTypes: ['suggestions'] })
    await register({ contactId: Number(ANA), subscriptionTypes: ['contact', 'messages'] })
    await expect
      .poll(data)
      .toEqual([
        from(null, acknowledged('ERROR', 'Invalid Contact Id')),
        from(null, acknowledged('ERROR', 'Invalid Subscription Types.')),
        from(Number(ANA), expect.objectContaining({ contactID: ANA }), acknowledged('OK', 'Success', Number(ANA))),
      ])
    expect(await violations(page)).toEqual([
      'contact-not-numeric',
      'unknown-subscription-type',
      'no-subscription-type',
      'unknown-subscription-type',
    ])
    // Of one contact alone.
    desktop.begin(BEN, 'Ben Okafor')
    desktop.end(ANA)
    await expect.poll(async () => (await data()).at(-1)).toEqual(from(Number(ANA), called(ANA, 'Disconnected')))
    expect(await data()).toHaveLength(4)
  })

  it.each([{ subscriptionTypes: ['contacts', 'all'] }, { subscriptionTypes: ['SessionInfo'] }, {}])(
    'CXone Agent gives the agent’s session token to whoever subscribes to it, and that is seen: %j',
    async (more) => {
      await register(more)
      await expect.poll(() => violations(page)).toEqual(['asks-for-session-token'])
      await expect.poll(async () => JSON.stringify(await data())).toContain('sessionToken')
    },
  )

  it('CXone Agent names commands that act on a contact, and words that are not its own', async () => {
    await say({ messageType: 'HangupEvent' })
    await say({ type: 'cx-assist:ready', version: '0.1.0' })
    await expect.poll(() => violations(page)).toEqual(['commands-the-contact', 'unknown-message'])
  })

  it('CXone Agent gives no contact without a number, and says why there is none', async () => {
    await page.close()
    await desktop.close()
    desktop = await startPlayedDesktop({ bffUrl: panel.url, integratorKey: 'k' })
    desktop.begin('conv_1', 'Ana Lima')
    page = await browser.newPage()
    await open('cxone')
    await register()
    await expect.poll(data).toEqual([from(null, acknowledged('OK', 'Success'))])
    await page.getByText('CXone Agent knows contacts by number.').waitFor()
  })
})

describe('Agent Copilot', () => {
  beforeEach(() => open('cognigy'))
  const event = (type: string, payload?: unknown) => ({
    __INTER_FRAME_SOCKET_MESSAGE: true,
    workspaceEvent: { type, payload },
  })
  const tile = (conversation: string) => ({
    cxAssist: { conversation, ended: false, token: 'token-1', postback: true },
  })

  it('Agent Copilot gives the tile its JSON as it is, once it is loaded, when it is ready and at each switch', async () => {
    await expect.poll(data).toEqual([{ type: 'toggleButton', show: true }, tile(ANA)])
    await say(event('sdk-loaded'))
    await say(event('ready'))
    await expect.poll(data).toHaveLength(3)
    desktop.begin(BEN, 'Ben Okafor')
    await choose(page, 'Ben Okafor')
    await expect.poll(async () => (await data()).slice(3)).toEqual([tile(BEN)])
    expect(await violations(page)).toEqual([])
  })

  it('Agent Copilot puts what a tile says into the reply box, in the place of what is there', async () => {
    await reply().fill('half a')
    await say({ type: 'replyBoxContent', content: 'Good morning' })
    await expect.poll(() => reply().inputValue()).toBe('Good morning')
    await press('End the conversation')
    await isOver()
    await say({ type: 'replyBoxContent', content: 'Too late' })
    await expect.poll(() => violations(page)).toEqual(['no-reply-box'])
  })

  it('Agent Copilot takes a postback to the Flow while its session is open, and rejects it afterwards', async () => {
    await say(event('postback', { suggestionId: 's1' }))
    await expect.poll(async () => (await data()).at(-1)).toEqual(event('postback-accepted'))
    await page.getByText('"type":"submit","payload":{"suggestionId":"s1"}').waitFor()
    await press('End the conversation')
    await isOver()
    await say(event('postback', 'yes'))
    await expect.poll(data).toContainEqual(event('postback-rejected'))
    expect(await violations(page)).toEqual(['postback-without-session'])
  })

  it('Agent Copilot names events and messages that no tile has', async () => {
    await say(event('insert', 'Good morning'))
    await say({ type: 'replyBoxContent', text: 'Good morning' })
    await expect.poll(() => violations(page)).toEqual(['unknown-event', 'unknown-message'])
  })
})

describe('Chatwoot', () => {
  beforeEach(() => open('chatwoot'))
  const ASK = 'chatwoot-dashboard-app:fetch-info'
  const told = async (): Promise<readonly unknown[]> => (await data()).map((text) => JSON.parse(String(text)))
  const about = (id: string, status = 'open') =>
    expect.objectContaining({
      event: 'appContext',
      data: expect.objectContaining({
        conversation: expect.objectContaining({
          id: Number(id),
          status,
          custom_attributes: { cx_assist_conversation: id },
        }),
        contact: expect.objectContaining({ name: 'Ana Lima' }),
        currentAgent: { id: 7, name: 'Robin Vega', email: 'agent-7@desktop.example' },
      }),
    })

  it('Chatwoot tells what is open as the text of a JSON object: once loaded, when asked, and when it is resolved', async () => {
    await expect.poll(told).toEqual([about(ANA)])
    await say(ASK)
    await expect.poll(told).toEqual([about(ANA), about(ANA)])
    await press('End the conversation')
    await expect.poll(async () => (await told()).at(-1)).toEqual(about(ANA, 'resolved'))
    expect(await violations(page)).toEqual([])
  })

  it('Chatwoot makes the frame anew for each conversation', async () => {
    await expect.poll(told).toHaveLength(1)
    const before = panelFrame()
    desktop.begin(BEN, 'Ben Okafor')
    await choose(page, 'Ben Okafor')
    await expect.poll(() => before.isDetached()).toBe(true)
    await expect.poll(async () => JSON.stringify(await told())).toContain('Ben Okafor')
  })

  it('Chatwoot does not hear a frame that is hidden', async () => {
    await expect.poll(told).toHaveLength(1)
    await press('Hide the frame')
    await say(ASK)
    await settled()
    expect(await told()).toHaveLength(1)
    await press('Hide the frame')
    await say(ASK)
    await expect.poll(told).toHaveLength(2)
  })

  it('Chatwoot names whatever is not its one question', async () => {
    await say({ type: ASK })
    await say('chatwoot-dashboard-app:insert')
    await expect.poll(() => violations(page)).toEqual(['unknown-message', 'unknown-message'])
  })
})

describe('every played desktop', () => {
  it('every played desktop hears later, or never, where whoever looks wants it so', async () => {
    await open('generic')
    await page.getByRole('radio', { name: 'later' }).check()
    await say({ type: 'cx-assist:ready', version: '0.1.0' })
    await page.getByText('This desktop hears it (1 held)').waitFor()
    expect(await data()).toEqual([])
    await page.getByRole('radio', { name: 'at once' }).check()
    await expect.poll(data).toHaveLength(1)
    await page.getByRole('radio', { name: 'never' }).check()
    const insert = { type: 'cx-assist:insert', id: 'i1', text: 'x', mode: 'insert', suggestionId: 's' }
    await say({ ...insert, conversation: ANA })
    await page.getByRole('radio', { name: 'at once' }).check()
    await settled()
    expect([await data(), await reply().inputValue()]).toEqual([[expect.anything()], ''])
  })

  it.each(Object.keys(PLAYED_DESKTOPS))(
    'every played desktop lets another origin say that another conversation is open: %s',
    async (name) => {
      desktop.begin(BEN, 'Ben Okafor')
      await page.goto(`${desktop.url}/desktops/${name}`)
      await page.getByRole('option', { selected: true }).waitFor()
      await expect.poll(() => page.frames().some((each) => each.url().startsWith(panel.url))).toBe(true)
      await panelFrame().waitForLoadState()
      await press('Lie from another origin')
      const other = desktop.url.replace('127.0.0.1', 'localhost')
      await expect.poll(heard).toContainEqual({ data: expect.anything(), origin: other, isParent: false })
      expect(await violations(page)).toEqual([])
    },
  )

  it('every played desktop hears nobody but its panel, and names who else spoke', async () => {
    await open('cxone')
    await page.evaluate(() => {
      const other = document.createElement('iframe')
      document.body.append(other)
    })
    const stranger = page.frames().find((each) => each.parentFrame() !== null && !each.url().startsWith(panel.url))
    await stranger?.evaluate(() =>
      window.parent.postMessage({ messageType: 'RegisterForClientEvents', subscriptionTypes: ['all'] }, '*'),
    )
    await expect.poll(() => violations(page)).toEqual(['foreign-window'])
    await settled()
    expect(await data()).toEqual([])
  })

  it.each(
    Object.keys(PLAYED_DESKTOPS).flatMap((name) => [
      { name, scheme: 'light' as const, width: 1400 },
      { name, scheme: 'dark' as const, width: 420 },
    ]),
  )(
    'every played desktop can be read and worked by all, and fits: $name, $scheme, $width px',
    async ({ name, scheme, width }) => {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 900 })
      await open(name)
      await say({ nonsense: true })
      await expect.poll(() => violations(page)).toHaveLength(1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
      await page.evaluate(AXE)
      const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], iframes: false }).then(({ violations }) => violations)",
      )
      expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    },
  )
})
