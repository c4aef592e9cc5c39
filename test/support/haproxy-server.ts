/** An HAProxy of a test's own, on loopback, with the configuration that operators are given. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureHaproxy } from '../haproxy.mjs'
import { type Balancer, startBalancer } from './balancer.ts'
import { freePort } from './redis-server.ts'
import { TLS } from './tls.ts'

const PUBLISHED = fileURLToPath(new URL('../../docs/deploy/haproxy.cfg', import.meta.url))

/** A process of the service, by its two ports. */
export interface Balanced {
  readonly url: string
  readonly adminPort: number
}

/** Only what differs from machine to machine: addresses, the certificate and where it lies. */
const adapted = (port: number, certificate: string, processes: readonly Balanced[]): string => {
  const servers = processes
    .map(({ url, adminPort }, at) => `  server process${at} ${new URL(url).host} port ${adminPort}\n`)
    .join('')
  return readFileSync(PUBLISHED, 'utf8')
    .replaceAll(/(?: {2}server \w+ 10\.[\d.]+:8080\n)+/g, servers)
    .replace(/bind :443 ssl crt \S+/, `bind 127.0.0.1:${port} ssl crt ${certificate}`)
}

export const startHaproxy = async (processes: readonly Balanced[]): Promise<Balancer> => {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-'))
  const port = await freePort()
  const certificate = join(folder, 'contact.pem')
  writeFileSync(certificate, `${TLS.cert}${TLS.key}`, { mode: 0o600 })
  const main = join(folder, 'haproxy.cfg')
  writeFileSync(main, adapted(port, certificate, processes))
  const url = `https://127.0.0.1:${port}/assist`
  return await startBalancer({ program: ensureHaproxy(), args: ['-db', '-f', main], folder, port, url })
}
