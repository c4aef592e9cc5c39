import type { Server } from 'node:http'

/** Listens where the bench said. The baselines need no orderly stop. */
export const listenAsTold = (server: Server): void => {
  server.listen(Number(process.env['PORT']), '127.0.0.1')
}
