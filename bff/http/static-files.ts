/** The element and the model files, for pages of other origins. */
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import express, { type RequestHandler, type Router } from 'express'
import { httpProblem } from '../problem-answer.ts'
import { writeAnswer } from './answers.ts'
import { createCompressedFiles } from './compressed-files.ts'
import { createContentHash } from './content-hash.ts'

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
  /** What of both was compressed when it was built; `undefined`: nothing. */
  readonly compressed?: string | undefined
}

const widgetHeaders = (path: string): Readonly<Record<string, string>> => ({
  'cache-control': HASHED_NAME.test(path) ? FOREVER : 'no-cache',
  'content-security-policy': WORKER_POLICY,
  'cross-origin-embedder-policy': ISOLATED,
})
const modelHeaders = (): Readonly<Record<string, string>> => ({ 'cache-control': 'no-cache' })

/**
 * `/widget/…` and `/models/…`, compressed where a build has done that and the client takes it. A model file asked for by its
 * content (`?sha256=` in hex, of what it is and not of how it is sent) may be kept for ever; if its content is another by now, the
 * answer is 404 and not the wrong file.
 */
export const mountStaticFiles = (router: Router, folders: StaticFolders): void => {
  const sha256 = createContentHash()
  const compressed = createCompressedFiles(folders.compressed, sha256)

  const orCompressed =
    (folder: string, headersOf: (path: string) => Readonly<Record<string, string>>): RequestHandler =>
    async (request, response, next) => {
      const file = isRead(request.method) ? await inside(folder, request.path) : undefined
      if (file === undefined || !(await compressed.send(file, request, response, headersOf(file)))) next()
    }
  const asItIs = (folder: string, headersOf: (path: string) => Readonly<Record<string, string>>): RequestHandler =>
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        for (const [name, value] of Object.entries(headersOf(path))) response.setHeader(name, value)
      },
    })

  router.use('/widget', orCompressed(folders.widget, widgetHeaders), asItIs(folders.widget, widgetHeaders))
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
    const headers = { 'cache-control': FOREVER }
    if (isRead(request.method) && (await compressed.send(file, request, response, headers))) return
    response.sendFile(file, { cacheControl: false, headers })
  })
  router.use('/models', orCompressed(folders.models, modelHeaders), asItIs(folders.models, modelHeaders))
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD'

const isHidden = (path: string): boolean => path.split('/').some((part) => part.startsWith('.'))

/** The real path of a file below `folder`; `undefined` for anything else, hidden ones and links that lead out included. */
const inside = async (folder: string, encodedPath: string): Promise<string | undefined> => {
  try {
    const path = decodeURIComponent(encodedPath)
    if (isHidden(path)) return undefined
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))])
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : undefined
  } catch {
    return undefined
  }
}
