/** Servers whose memory is read once their garbage is gone. */
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { residentBytesOf } from '../harness/cpu.ts'
import { serverEntry } from '../harness/places.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'

export const SETTLE_MS = 700
export const KIB = 1024
export const MIB = KIB * KIB

/** For a server that is to collect its garbage when it is told to. */
export const NODE_ARGS = ['--expose-gc', '--import', pathToFileURL(serverEntry('collect-on-signal')).href]

/** The plain server beside ours. */
export const startBaseline = (): Promise<ServerProcess> =>
  startServer({ entry: serverEntry('express-relay'), nodeArgs: NODE_ARGS })

/** Twice, because what a first pass lets go may hold more. */
export const collect = async (server: ServerProcess): Promise<void> => {
  for (const _pass of [1, 2]) {
    server.signal('SIGUSR2')
    await sleep(SETTLE_MS)
  }
}

/** Bytes that are resident once garbage is gone. */
export const settled = async (server: ServerProcess): Promise<number> => {
  await collect(server)
  return residentBytesOf(server.pid)
}
