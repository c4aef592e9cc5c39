/** A certificate of loopback that is in force for as many days as a test wants, and its key. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureOpenssl } from '../openssl.mjs'

/** A server by TLS with such a certificate. */
export interface SecureFront {
  /** `127.0.0.1:PORT`. */
  readonly host: string
  readonly url: string
  /** Whoever trusts this file trusts the server: for `NODE_EXTRA_CA_CERTS`. */
  readonly trust: string
  close(): Promise<void>
}

export const startSecureFront = async (days: number, answer: RequestListener): Promise<SecureFront> => {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', String(days)]
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = spawnSync(ensureOpenssl(), ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', cert], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`)
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    host,
    url: `https://${host}`,
    trust: cert,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      rmSync(folder, { recursive: true })
    },
  }
}
