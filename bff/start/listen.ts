/** Takes connections, once the model is there where an operator demands it. */
import type { Server } from 'node:http'
import type { Config } from '../config.ts'
import type { Log } from '../ports/observe.ts'
import type { Timer } from '../ports/time.ts'
import { type ModelChoice, modelProblem } from '../scoring/model-choice.ts'
import { onceCalm } from './once-calm.ts'
import { refuseToStart } from './refuse.ts'

export const listen = (parts: {
  readonly server: Server
  readonly adminServer: Server | undefined
  readonly config: Pick<Config, 'adminPort' | 'host' | 'port'>
  readonly model: ModelChoice | undefined
  readonly scorer: { start(): Promise<string | undefined> }
  /** `undefined`: there is none. */
  readonly knowledge: { start(): Promise<string | undefined> } | undefined
  readonly timer: Timer
  readonly log: Log
}): void => {
  const { server, adminServer, model, scorer, knowledge, timer, log } = parts
  const { adminPort, host, port } = parts.config
  refuseIfTaken(server, 'PORT', host, port)
  const onListening = (): void => {
    const taken = portOf(server, port)
    log.info({ host, port: taken }, `cx-assist listens on http://${host}:${taken}`)
    // Loading takes a core for as long as all the rest of the start, and after a crash everybody comes back at once. Whoever
    // asks for a score or a suggestion meanwhile has it loaded.
    onceCalm(() => {
      void scorer.start()
      void knowledge?.start()
    }, timer)
  }
  const begin = (): void => void server.listen(port, host, onListening)
  if (adminServer !== undefined && adminPort !== undefined) {
    refuseIfTaken(adminServer, 'ADMIN_PORT', host, adminPort)
    adminServer.listen(adminPort, host, () => {
      const taken = portOf(adminServer, adminPort)
      log.info({ adminPort: taken }, `operators ask at http://${host}:${taken}`)
    })
  }
  if (model?.isDemanded !== true) {
    begin()
    return
  }
  void scorer.start().then((problem) => {
    if (problem !== undefined) refuseToStart([modelProblem(model.folder, problem)])
    begin()
  })
}

const portOf = (server: Server, port: number): number => {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : port
}

const refuseIfTaken = (server: Server, variable: string, host: string, port: number): void => {
  server.on('error', (error) => {
    const code = 'code' in error ? String(error.code) : error.name
    refuseToStart([`${variable}: cannot listen on ${host}:${port} (${code})`])
  })
}
