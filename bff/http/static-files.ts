/** The element and the model files, for pages of other origins. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import express, { type Router } from 'express'
import { LRUCache } from 'lru-cache'
import { httpProblem } from '../problem-answer.ts'
import { writeAnswer } from './answers.ts'

/** Vite puts the content hash into the names of lazy chunks; the entry keeps its name and is asked for anew. */
const HASHED_NAME = /-[\w-]{8}\.(?:js|css|wasm|mjs)$/
const FOREVER = 'public, max-age=31536000, immutable'

/**
 * A worker goes by the policy that its own script came with, not by that of the page. Ours runs WebAssembly, starts the
 * runtime's threads, and fetches models from wherever the integrator keeps them.
 */
const WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src *; frame-ancestors 'none'"
/** A page that isolates itself takes only workers that do the same; what ours fetches, it fetches by CORS. */
const ISOLATED = 'require-corp'

export interface StaticFolders {
  /** Holds `cx-assist.js`. */
  readonly widget: string
  readonly models: string
}

/**
 * `/widget/…` and `/models/…`. A model file asked for by its content (`?sha256=` in hex) may be kept for ever; if its
 * content is another by now, the answer is 404 and not the wrong file.
 */
export const mountStaticFiles = (router: Router, folders: StaticFolders): void => {
  router.use(
    '/widget',
    express.static(folders.widget, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        response.setHeader('cache-control', HASHED_NAME.test(path) ? FOREVER : 'no-cache')
        response.setHeader('content-security-policy', WORKER_POLICY)
        response.setHeader('cross-origin-embedder-policy', ISOLATED)
      },
    }),
  )
  const sha256 = createContentHash()
  router.use('/models', async (request, response, next) => {
    const wanted = request.query['sha256']
    if (wanted === undefined) {
      next()
      return
    }
    const file = await inside(folders.models, request.path)
    if (file === undefined || typeof wanted !== 'string' || (await sha256(file)) !== wanted.toLowerCase()) {
      writeAnswer(response, httpProblem(404, 'there is no model file with this content'))
      return
    }
    response.sendFile(file, { cacheControl: false, headers: { 'cache-control': FOREVER } })
  })
  router.use(
    '/models',
    express.static(folders.models, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders: (response) => response.setHeader('cache-control', 'no-cache'),
    }),
  )
}

/** The real path of a file below `folder`; `undefined` for anything else, links that lead out included. */
const inside = async (folder: string, encodedPath: string): Promise<string | undefined> => {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, decodeURIComponent(encodedPath)))])
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : undefined
  } catch {
    return undefined
  }
}

/** Hashes a file once per content: again only when its size or time changed. */
const createContentHash = (): ((file: string) => Promise<string>) => {
  const known = new LRUCache<string, { stamp: string; hash: string }>({ max: 200 })
  return async (file) => {
    const { size, mtimeMs } = await stat(file)
    const stamp = `${size} ${mtimeMs}`
    const earlier = known.get(file)
    if (earlier?.stamp === stamp) return earlier.hash
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file)) hash.update(chunk)
    const entry = { stamp, hash: hash.digest('hex') }
    known.set(file, entry)
    return entry.hash
  }
}
