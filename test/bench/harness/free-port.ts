import { createServer } from 'node:net'

/** Clients take their ports from 32768 up, so a server that sits there can meet one of them. */
const LOWEST = 20_000
const COUNT = 12_000

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** A port of the loopback interface that nobody listens on and no client will be given. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * COUNT)
    if (await isFree(port)) return port
  }
}
