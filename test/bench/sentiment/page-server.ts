/** A server of files for both sides, which counts what it sends. Nothing is compressed: the model hardly can be. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
/** Random weights do not compress, and it would take long to see that. */
const LARGEST_COMPRESSED = 32 * 2 ** 20

export interface Sent {
  readonly path: string
  readonly bytes: number
  /** Had the server compressed it. */
  readonly gzippedBytes: number
}

export interface PageServer {
  readonly url: string
  /** What was sent since it was asked last. */
  take(): readonly Sent[]
  stop(): Promise<void>
}

export interface Mount {
  /** Begins and ends with `/`. */
  readonly prefix: string
  readonly folder: string
  /** What is sent in place of a file. */
  readonly replace?: (path: string, content: Buffer) => Buffer
}

interface Loaded {
  readonly content: Buffer
  readonly gzippedBytes: number
}

const page = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`

/** `/open/SIDE` is an empty page that runs `/pages/SIDE/page.js`. */
export const startPageServer = async (port: number, mounts: readonly Mount[]): Promise<PageServer> => {
  const loaded = new Map<string, Loaded>()
  let sent: Sent[] = []

  const load = (path: string): Loaded | undefined => {
    const known = loaded.get(path)
    if (known !== undefined) return known
    const mount = mounts.find(({ prefix }) => path.startsWith(prefix))
    if (mount === undefined) return
    const inside = normalize(path.slice(mount.prefix.length))
    const file = join(mount.folder, inside)
    if (inside.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) return
    const onDisk = readFileSync(file)
    const content = mount.replace?.(inside, onDisk) ?? onDisk
    const gzippedBytes = content.length > LARGEST_COMPRESSED ? content.length : gzipSync(content).length
    const entry = { content, gzippedBytes }
    loaded.set(path, entry)
    return entry
  }

  const send = (response: ServerResponse, path: string, entry: Loaded | undefined, isHead: boolean): void => {
    if (entry === undefined) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-length': entry.content.length,
      'cache-control': 'no-cache',
    })
    if (!isHead) sent.push({ path, bytes: entry.content.length, gzippedBytes: entry.gzippedBytes })
    response.end(isHead ? undefined : entry.content)
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const side = /^\/open\/(\w+)$/u.exec(pathname)?.[1]
    if (side !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page(`/pages/${side}/page.js`))
      return
    }
    const path = decodeURIComponent(pathname)
    send(response, path, load(path), request.method === 'HEAD')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = sent
      sent = []
      return taken
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
