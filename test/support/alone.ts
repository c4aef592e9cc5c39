/**
 * What the tests of `unit` may not do: wait for another machine, or another program. One that wants to belongs to `service` or
 * `slow`, and hears so at once.
 */
import { ChildProcess } from 'node:child_process'
import { Server, Socket } from 'node:net'

const refuse = (what: string) => (): never => {
  throw new Error(`A test of the project "unit" ${what}: it belongs to "service" or "slow" (vitest.config.ts)`)
}

Server.prototype.listen = refuse('listens')
Socket.prototype.connect = refuse('connects')
Reflect.set(ChildProcess.prototype, 'spawn', refuse('starts a program'))
