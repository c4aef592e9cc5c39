/** What the elements' modules weigh, and what is in the panel's: read off the build and its source maps. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping'

/** The largest that the core module may be, gzipped, in bytes. */
export const CORE_LIMIT = 40_000

const built = fileURLToPath(new URL('../../dist/public/widget', import.meta.url))
const gzipped = (/** @type {string | Buffer} */ content) => gzipSync(content, { level: 9 }).length

/** By the start of a source's path below the project, or by its package; the first that fits counts. */
const GROUPS = /** @type {const} */ ([
  ['Lit', /^node_modules\/(?:lit|lit-html|lit-element|@lit)\//],
  [
    'socket.io-client',
    /^node_modules\/(?:socket\.io-client|socket\.io-parser|engine\.io-client|engine\.io-parser|@socket\.io)\//,
  ],
  ['zod/mini', /^node_modules\/zod\//],
  ['other packages', /^node_modules\//],
  ['wire schemas and decisions shared with the service', /^shared\//],
  ['the link: joining, catching up, reconnecting', /^widget\/link\//],
  ['state', /^widget\/state\//],
  ['the element, its session and what agents do', /^/],
])

/** @param {string} source as the map names it @returns {string} */
const groupOf = (source) => {
  const path = source.replace(/^(?:\.\.\/)+/, '')
  const inPackage = path.lastIndexOf('node_modules/')
  const below = inPackage < 0 ? path : path.slice(inPackage)
  return GROUPS.find(([, pattern]) => pattern.test(below))?.[0] ?? below
}

/** @param {string} name of a file of the build @param {(group: string, text: string) => void} found */
const read = (name, found) => {
  // What only passes on has no map.
  if (!existsSync(join(built, `${name}.map`))) return
  const code = readFileSync(join(built, name), 'utf8')
  const starts = [0]
  for (const line of code.split('\n')) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  /** @type {{ at: number, group: string }[]} */
  const marks = []
  eachMapping(new TraceMap(readFileSync(join(built, `${name}.map`), 'utf8')), (mapping) => {
    const at = (starts[mapping.generatedLine - 1] ?? 0) + mapping.generatedColumn
    if (mapping.source !== null) marks.push({ at, group: groupOf(mapping.source) })
  })
  for (const [i, { at, group }] of marks.entries()) found(group, code.slice(at, marks[i + 1]?.at ?? code.length))
}

/**
 * @param {string[]} names of files of the build
 * @returns {{ name: string, bytes: number, gzip: number }[]} what is in them by group, in their order, gzipped each by itself
 */
const contentsOf = (names) => {
  /** @type {Map<string, string>} */
  const texts = new Map()
  for (const name of names) read(name, (group, text) => texts.set(group, (texts.get(group) ?? '') + text))
  return GROUPS.flatMap(([group]) => {
    const text = texts.get(group)
    return text === undefined ? [] : [{ name: group, bytes: text.length, gzip: gzipped(text) }]
  })
}

/** @param {string} name @param {string} [folder] @returns {string[]} the file and all that it cannot start without */
const withImports = (name, folder = built) => {
  const imports = readFileSync(join(folder, name), 'utf8').matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)
  return [name, ...[...imports].flatMap(([, file]) => (file === undefined ? [] : withImports(file, folder)))]
}

const board = join(built, 'board')

/** @returns {{ core: number, lazy: { name: string, gzip: number }[] }} bytes of `<cx-board>`: with all that it needs from the start, and the rest */
export const measureBoard = () => {
  const core = [...new Set(withImports('cx-board.js', board))]
  const sizeOf = (/** @type {string} */ name) => gzipped(readFileSync(join(board, name)))
  return { core: core.map(sizeOf).reduce((sum, size) => sum + size), lazy: lazyIn(board, core) }
}

/** @param {string} folder @param {string[]} core what is there from the start @returns {{ name: string, gzip: number }[]} */
const lazyIn = (folder, core) =>
  readdirSync(folder)
    .filter((name) => /\.m?js$|\.wasm$/.test(name) && !core.includes(name))
    .map((name) => ({ name: name.replace(/-[\w-]{8}(?=\.\w+$)/, ''), gzip: gzipped(readFileSync(join(folder, name))) }))
    .toSorted((a, b) => a.name.localeCompare(b.name))

/** @returns {{ core: number, contents: { name: string, bytes: number, gzip: number }[], lazy: { name: string, gzip: number }[] }} bytes */
export const measure = () => {
  const core = [...new Set(withImports('cx-assist.js'))]
  const sizeOf = (/** @type {string} */ name) => gzipped(readFileSync(join(built, name)))
  return {
    core: core.map(sizeOf).reduce((sum, size) => sum + size),
    contents: contentsOf(core),
    lazy: lazyIn(built, core),
  }
}
