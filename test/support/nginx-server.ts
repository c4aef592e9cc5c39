/** An nginx of a test's own, on loopback, with a configuration that operators are given. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNginx } from '../nginx.mjs'
import { type Balancer, startBalancer } from './balancer.ts'
import { freePort } from './redis-server.ts'
import { TLS_FILES } from './tls.ts'

/** `nginx.conf` is a host of its own, here without TLS; `nginx-subpath.conf` a path of one, by TLS. */
export type NginxFile = 'nginx.conf' | 'nginx-subpath.conf'

/** Only what differs from machine to machine: addresses and certificates. */
const adapted = (file: NginxFile, port: number, processes: readonly string[]): string => {
  const published = readFileSync(fileURLToPath(new URL(`../../docs/deploy/${file}`, import.meta.url)), 'utf8')
  const served = published.replaceAll(/(?: {2}server 10\.[\d.]+:8080(.*);\n)+/g, (_all, options: string) =>
    processes.map((url) => `  server ${new URL(url).host}${options};\n`).join(''),
  )
  if (file === 'nginx-subpath.conf') {
    return served
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
      .replace(/ssl_certificate .*;/, `ssl_certificate ${TLS_FILES.cert};`)
      .replace(/ssl_certificate_key .*;/, `ssl_certificate_key ${TLS_FILES.key};`)
  }
  // Loopback needs no certificate.
  return served.replace('listen 443 ssl;', `listen 127.0.0.1:${port};`).replaceAll(/^ *ssl_certificate.*\n/gm, '')
}

/** A whole configuration around the file, which writes nothing outside its own folder. */
const around = (folder: string): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log stderr error;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${join(folder, each)};`).join('\n  ')}
  include ${join(folder, 'cx-assist.conf')};
}
`

/** @param processes addresses of the service's processes */
export const startNginx = async (processes: readonly string[], file: NginxFile = 'nginx.conf'): Promise<Balancer> => {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  const port = await freePort()
  const main = join(folder, 'nginx.conf')
  writeFileSync(join(folder, 'cx-assist.conf'), adapted(file, port, processes))
  writeFileSync(main, around(folder))
  const args = ['-p', folder, '-e', 'stderr', '-c', main]
  const url = file === 'nginx.conf' ? `http://127.0.0.1:${port}` : `https://127.0.0.1:${port}/assist`
  return await startBalancer({ program: ensureNginx(), args, folder, port, url })
}
