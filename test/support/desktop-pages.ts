/** The demo's built pages, without anything behind them. */
import { fileURLToPath } from 'node:url'
import { createInbox } from '../../simulator/desktop/inbox.ts'
import { startDesktop } from '../../simulator/desktop/server.ts'
import type { Listening } from '../../simulator/http/listen.ts'

const built = (folder: string): string => fileURLToPath(new URL(`../../dist/public/${folder}`, import.meta.url))

export const serveDesktopPages = (): Promise<Listening> =>
  startDesktop({
    desk: createInbox(),
    agent: { id: 'a', name: 'A' },
    supervisor: { id: 'supervisor-2', name: 'Maria' },
    bffUrl: 'http://127.0.0.1:9',
    integratorKey: 'k',
    pageFolder: built('desktop'),
    widgetFolder: built('widget'),
    agentSays: () => undefined,
    agentEnds: () => false,
  })
