/** A server of files for both sides, which counts what it sends. Nothing is compressed, and told is what it would have come to. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'
import { inRepository, MADE_FOR_BENCH } from '../harness/places.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
/** Random weights do not compress, and it would take long to see that. */
const LARGEST_COMPRESSED = 32 * 2 ** 20
/** What the build compressed, and what this did: as far as it goes, once for each content. */
const COMPRESSED = [inRepository('dist/compressed'), join(MADE_FOR_BENCH, 'compressed')] as const

/** As the service sends it, which compresses at build. */
const brotliBytesOf = (content: Buffer): number => {
  const name = `${createHash('sha256').update(content).digest('hex')}.br`
  const known = COMPRESSED.map((folder) => join(folder, name)).find(existsSync)
  if (known !== undefined) return Math.min(statSync(known).size || content.length, content.length)
  const params = { [zlib.BROTLI_PARAM_LGWIN]: zlib.BROTLI_MAX_WINDOW_BITS }
  const form = brotliCompressSync(content, { params })
  mkdirSync(COMPRESSED[1], { recursive: true })
  writeFileSync(join(COMPRESSED[1], name), form)
  return Math.min(form.length, content.length)
}

export interface Sent {
  readonly path: string
  readonly bytes: number
  /** Had the server compressed it. */
  readonly gzippedBytes: number
  readonly brotliBytes: number
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
  readonly brotliBytes: number
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
    const isTooLarge = content.length > LARGEST_COMPRESSED
    const gzippedBytes = isTooLarge ? content.length : gzipSync(content).length
    const brotliBytes = isTooLarge ? content.length : brotliBytesOf(content)
    const entry = { content, gzippedBytes, brotliBytes }
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
    const { content, gzippedBytes, brotliBytes } = entry
    if (!isHead) sent.push({ path, bytes: content.length, gzippedBytes, brotliBytes })
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
