/** Redis' own client in the two forms that the store knows: of one server, and of whichever server leads. */
import { createClient, createSentinel } from 'redis'
import type { ServerAddress } from './server-address.ts'

export interface Clients {
  command(args: readonly string[]): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<void>
  unsubscribe(channel: string, listener: (message: string) => void): Promise<void>
  destroy(): void
}

export interface ClientEvents {
  onTrouble(error: unknown): void
  /** The connection that is told of messages stands again, after some may have been missed. */
  onListening(): void
  /** A connection that stood was lost, and is made anew. */
  onReconnecting(): void
}

const CONNECT_WITHIN_MS = 2000
/** A link over which nothing comes for so long, not even an answer to a ping, is cut and made anew. */
const DEAD_AFTER_MS = 8000
const PING_EVERY_MS = 2000
const SHORTEST_WAIT_MS = 25
const LONGEST_WAIT_MS = 500

const reconnectStrategy = (tries: number): number =>
  Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(tries, 10)) * (0.5 + Math.random() / 2)

const SOCKET = { connectTimeout: CONNECT_WITHIN_MS, socketTimeout: DEAD_AFTER_MS, reconnectStrategy }

const ofServer = (url: string, events: ClientEvents): Clients => {
  // What cannot be sent now is tried again by whoever knows how long that is worth it.
  const commands = createClient({ url, disableOfflineQueue: true, pingInterval: PING_EVERY_MS, socket: SOCKET })
  const messages = createClient({ url, pingInterval: PING_EVERY_MS, socket: SOCKET })
  for (const client of [commands, messages]) {
    client.on('error', events.onTrouble)
    // Later ones are counted: the first one says that it stands.
    let stands = false
    client.on('ready', () => {
      if (stands) events.onReconnecting()
      stands = true
    })
  }
  messages.on('ready', events.onListening)
  for (const client of [commands, messages]) void client.connect().catch(events.onTrouble)
  return {
    command: (args) => commands.sendCommand([...args]),
    subscribe: (channel, listener) => messages.subscribe(channel, listener),
    unsubscribe: (channel, listener) => messages.unsubscribe(channel, listener),
    destroy: () => {
      for (const client of [commands, messages]) if (client.isOpen) client.destroy()
    },
  }
}

const ofSentinels = (
  { sentinels, name, username, password, isEncrypted }: Extract<ServerAddress, { kind: 'sentinels' }>,
  events: ClientEvents,
): Clients => {
  const socket = isEncrypted ? { ...SOCKET, tls: true as const } : SOCKET
  const client = createSentinel({
    name,
    sentinelRootNodes: [...sentinels],
    scanInterval: 1000,
    // Else each command waits for the one before it to be answered.
    reserveClient: true,
    maxCommandRediscovers: 4,
    nodeClientOptions: {
      socket,
      pingInterval: PING_EVERY_MS,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    },
    sentinelClientOptions: { socket },
  })
  client.on('error', events.onTrouble)
  client.on('client-error', ({ error }: { readonly error: unknown }) => events.onTrouble(error))
  client.on('topology-change', () => {
    events.onReconnecting()
    setTimeout(events.onListening, LONGEST_WAIT_MS).unref()
  })
  /** The types of a sentinel's listeners leave open whether they are given bytes. */
  const heard = new WeakMap<(message: string) => void, (message: string | Buffer) => void>()
  const hearing = (listener: (message: string) => void): ((message: string | Buffer) => void) => {
    const own = heard.get(listener) ?? ((message: string | Buffer) => listener(String(message)))
    heard.set(listener, own)
    return own
  }
  const connected = client.connect()
  connected.catch(events.onTrouble)
  return {
    command: async (args) => {
      await connected
      return await client.sendCommand(false, [...args])
    },
    subscribe: async (channel, listener) => {
      await connected
      await client.subscribe(channel, hearing(listener))
    },
    unsubscribe: async (channel, listener) => void (await client.unsubscribe(channel, hearing(listener))),
    destroy: () => void client.destroy().catch(() => undefined),
  }
}

export const openClients = (address: ServerAddress, events: ClientEvents): Clients =>
  address.kind === 'server' ? ofServer(address.url, events) : ofSentinels(address, events)
