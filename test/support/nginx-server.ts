/** An nginx of a test's own, on loopback, with the configuration that operators are given. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNginx } from '../nginx.mjs'
import { freePort } from './redis-server.ts'

const PUBLISHED = fileURLToPath(new URL('../../docs/examples/nginx.conf', import.meta.url))

export interface NginxServer {
  readonly url: string
  stop(): Promise<void>
}

/** Only what differs from machine to machine: addresses, and that loopback needs no certificate. */
const adapted = (port: number, processes: readonly string[]): string => {
  const servers = processes.map((url) => `  server ${new URL(url).host};\n`).join('')
  return readFileSync(PUBLISHED, 'utf8')
    .replaceAll(/(?: {2}server 10\.[\d.]+:8080;\n)+/g, servers)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replaceAll(/^ *ssl_certificate.*\n/gm, '')
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

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

/** @param processes addresses of the service's processes */
export const startNginx = async (processes: readonly string[]): Promise<NginxServer> => {
  const program = ensureNginx()
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  const port = await freePort()
  const main = join(folder, 'nginx.conf')
  writeFileSync(join(folder, 'cx-assist.conf'), adapted(port, processes))
  writeFileSync(main, around(folder))
  const server = spawn(program, ['-p', folder, '-e', 'stderr', '-c', main], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  while (!(await isListening(port))) {
    if (server.exitCode !== null) throw new Error(`nginx ended at once: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url: `http://127.0.0.1:${port}`,
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
