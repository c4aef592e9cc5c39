/** What CXone's event hub tells goes to the application, by one of all processes, and is finished before this one ends. */
import type { ReadinessCheck } from '../../shared/wire/widget-api.ts'
import { leadStream } from '../cluster/lead-stream.ts'
import type { ContactMessage, ContactStream, CxoneUpstream } from '../ports/cxone.ts'
import type { Log } from '../ports/observe.ts'
import type { Fence, LeaseStore } from '../ports/store.ts'
import { createHearing } from './hearing.ts'

export interface ContactLink {
  /** What `/readyz` says of it: nothing where it is not offered. */
  health(): readonly ReadinessCheck[]
  isLive(): boolean
  /** How many contacts this process listens to. */
  contacts(): number
  /** Nothing comes over it any more. */
  close(): void
  /** Resolves when all that was told is heard. */
  settled(): Promise<void>
  /** After all is heard: another process may listen. */
  release(): Promise<void>
}

interface Watcher extends Pick<ContactStream, 'follow' | 'leave'> {}

export interface ContactLinkParts {
  readonly cxone: Pick<CxoneUpstream, 'openMessages'>
  readonly leases: LeaseStore
  hear(message: ContactMessage, fence: Fence): Promise<void>
  readonly contacts: {
    open(): ReturnType<Parameters<NonNullable<CxoneUpstream['openMessages']>>[0]['openContacts']>
    watch(watcher: Watcher): void
  }
  readonly log: Log
}

const NOT_OFFERED: ContactLink = {
  health: () => [],
  isLive: () => false,
  contacts: () => 0,
  close: () => undefined,
  settled: () => Promise.resolve(),
  release: () => Promise.resolve(),
}

export const listenToContacts = (parts: ContactLinkParts): ContactLink => {
  const { leases, contacts, log } = parts
  const { openMessages } = parts.cxone
  if (openMessages === undefined) return NOT_OFFERED
  const hearing = createHearing('the event hub', log)
  let open: ContactStream | undefined
  contacts.watch({
    follow: (contact) => open?.follow(contact),
    leave: (contact) => open?.leave(contact),
  })
  const led = leadStream({
    leases,
    name: 'cxone-event-hub',
    open: (fence) => {
      const stream = openMessages({
        openContacts: contacts.open,
        onMessage: (message) => hearing.begin(parts.hear(message, fence)),
      })
      open = stream
      return {
        state: stream.state,
        close: () => {
          if (open === stream) open = undefined
          stream.close()
        },
      }
    },
  })
  return {
    health: () => [open?.health() ?? { name: 'event-hub', state: 'ok', detail: 'standby' }],
    isLive: () => led.state().kind === 'live',
    contacts: () => open?.contacts() ?? 0,
    close: led.close,
    settled: hearing.settled,
    release: led.release,
  }
}
