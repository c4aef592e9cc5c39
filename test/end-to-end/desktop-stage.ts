/** A played desktop around the real panel of a real service, with two customers who write. */
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { freePort } from '../../simulator/cli/ports.ts'
import type { PlayedDesktop } from '../../simulator/desktop/wire.ts'
import { type PlayedDesktopSite, startPlayedDesktop } from '../support/played-desktop.ts'
import { type OwnOrigin, serveOwnOrigin } from './own-origin.ts'
import { INTEGRATOR_KEY, openStage, type Stage } from './stage.ts'

export const ANA = { id: '4501', name: 'Ana Lima', says: 'I want to cancel my contract' } as const
export const BEN = { id: '4502', name: 'Ben Okafor', says: 'Please cancel my order of yesterday' } as const

export interface DesktopStage {
  readonly stage: Stage
  readonly site: PlayedDesktopSite
  /** In front of the service: a sign-in, which the service has none of here. */
  readonly door: OwnOrigin
  readonly page: Page
  readonly panel: FrameLocator
  /** A customer writes. */
  says(customer: typeof ANA | typeof BEN, text: string): void
  open(name: PlayedDesktop): Promise<void>
  close(): Promise<void>
}

export const openDesktopStage = async (browser: Browser): Promise<DesktopStage> => {
  const { port } = await freePort(0)
  const stage = await openStage([], { PANEL_ANCESTORS: `http://127.0.0.1:${port}` })
  const door = await serveOwnOrigin(stage.bff.url)
  const signedIn = new TextEncoder().encode(JSON.stringify({ token: await stage.token('agent-7') }))
  door.spoil = (path) => (path === '/auth/token' ? signedIn : undefined)
  const site = await startPlayedDesktop({
    bffUrl: door.url,
    integratorKey: INTEGRATOR_KEY,
    port,
    ended: (id) => void stage.webhook({ conversationId: id }, `ended_${id}`, '/webhook/conversation-ended'),
  })
  const context: BrowserContext = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  let said = 0
  const says: DesktopStage['says'] = ({ id }, transcript) => {
    said += 1
    const ids = { interactionId: `int_${id}`, conversationId: id, utteranceId: `u${said}`, agentId: 'agent-7' }
    stage.cognigy.sendUpdate({ ...ids, transcript })
    const line = { id: `u${said}`, speaker: 'customer' as const, text: transcript, at: new Date().toISOString() }
    const facts = site.desk.find(id)
    if (facts !== undefined) site.desk.observer.said?.(facts, line)
  }
  return {
    stage,
    site,
    door,
    page,
    panel: page.frameLocator('iframe[title=Assist]'),
    says,
    open: async (name) => {
      site.begin(ANA.id, ANA.name)
      says(ANA, ANA.says)
      await page.goto(`${site.url}/desktops/${name}`)
      await page.getByRole('option', { selected: true }).filter({ hasText: ANA.name }).waitFor()
    },
    close: async () => {
      await context.close()
      await site.close()
      await door.close()
      await stage.close()
    },
  }
}
