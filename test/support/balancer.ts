/** A balancer of a test's own: a real one, in a folder that goes with it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect } from 'node:net'

export interface Balancer {
  /** Where the service is found behind it. */
  readonly url: string
  stop(): Promise<void>
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

export const startBalancer = async (parts: {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly port: number
  readonly url: string
}): Promise<Balancer> => {
  const { program, args, folder, port, url } = parts
  const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  while (!(await isListening(port))) {
    if (server.exitCode !== null) throw new Error(`${program} ended at once: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    stop: async () => {
      if (server.exitCode === null) {
        const ended = once(server, 'exit')
        server.kill('SIGTERM')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
