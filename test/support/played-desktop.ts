/** The page of a played desktop, with conversations that a test makes up, and a service or a script behind its panel. */
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { createInbox, type Inbox } from '../../simulator/desktop/inbox.ts'
import { startDesktop } from '../../simulator/desktop/server.ts'
import type { Listening } from '../../simulator/http/listen.ts'
import type { LiveFacts } from '../../simulator/replay/events.ts'

const built = (folder: string): string => fileURLToPath(new URL(`../../dist/public/${folder}`, import.meta.url))

export interface PlayedDesktopSite extends Listening {
  readonly desk: Inbox
  /** A conversation comes to the agent. */
  begin(id: string, customerName: string): void
  end(id: string): void
}

export interface Behind {
  readonly bffUrl: string
  readonly integratorKey: string
  readonly port?: number
  /** Told of what the agent ended, once the desktop shows it. */
  readonly ended?: (id: string) => void
}

export const startPlayedDesktop = async ({ ended, ...behind }: Behind): Promise<PlayedDesktopSite> => {
  const desk = createInbox()
  const factsOf = (id: string, customerName: string, status: LiveFacts['status']): LiveFacts => ({
    conversationId: id,
    interactionId: `int_${id}`,
    sessionId: `sess_${id}`,
    customerName,
    channel: 'webchat',
    startedAt: '2026-01-31T09:30:00.000Z',
    status,
    skill: 'Billing Support',
    agentId: 'agent-7',
    escalation: undefined,
  })
  const end = (id: string): void => {
    const known = desk.find(id)
    if (known !== undefined) desk.observer.changed?.({ ...known, status: 'ended' })
    ended?.(id)
  }
  const desktop = await startDesktop({
    ...behind,
    desk,
    agent: { id: 'agent-7', name: 'Robin Vega' },
    supervisor: { id: 'supervisor-2', name: 'Maria Lund' },
    pageFolder: built('desktop'),
    widgetFolder: built('widget'),
    agentSays: (id, text) => {
      const line = { id: `${id}-u${Date.now()}`, speaker: 'agent' as const, text, at: new Date().toISOString() }
      const facts = desk.find(id)
      if (facts !== undefined) desk.observer.said?.(facts, line)
      return line
    },
    agentEnds: (id) => {
      if (desk.find(id)?.status !== 'active') return false
      end(id)
      return true
    },
  })
  return { ...desktop, desk, begin: (id, name) => desk.observer.started?.(factsOf(id, name, 'active')), end }
}

/** The kinds of what the stand-in would not have understood, in order. */
export const violations = (page: Page): Promise<(string | null)[]> =>
  page.locator('[data-rule]').evaluateAll((items) => items.map((item) => item.getAttribute('data-rule')))

export const choose = (page: Page, customerName: string): Promise<void> =>
  page.getByRole('option').filter({ hasText: customerName }).click()
