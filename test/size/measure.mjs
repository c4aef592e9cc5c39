/** What the element's module weighs, and what is in it: read off the build and its source maps. */
import { readdirSync, readFileSync } from 'node:fs'
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

/**
 * @param {string} name of a file of the build
 * @returns {{ name: string, bytes: number, gzip: number }[]} what is in it by group, in their order, gzipped each by itself
 */
const contentsOf = (name) => {
  const code = readFileSync(join(built, name), 'utf8')
  const starts = [0]
  for (const line of code.split('\n')) starts.push((starts.at(-1) ?? 0) + line.length + 1)
  /** @type {{ at: number, group: string }[]} */
  const marks = []
  eachMapping(new TraceMap(readFileSync(join(built, `${name}.map`), 'utf8')), (mapping) => {
    const at = (starts[mapping.generatedLine - 1] ?? 0) + mapping.generatedColumn
    if (mapping.source !== null) marks.push({ at, group: groupOf(mapping.source) })
  })
  /** @type {Map<string, string>} */
  const texts = new Map()
  for (const [i, { at, group }] of marks.entries())
    texts.set(group, (texts.get(group) ?? '') + code.slice(at, marks[i + 1]?.at ?? code.length))
  return GROUPS.flatMap(([group]) => {
    const text = texts.get(group)
    return text === undefined ? [] : [{ name: group, bytes: text.length, gzip: gzipped(text) }]
  })
}

/** @returns {{ core: number, contents: { name: string, bytes: number, gzip: number }[], lazy: { name: string, gzip: number }[] }} bytes */
export const measure = () => ({
  core: gzipped(readFileSync(join(built, 'cx-assist.js'))),
  contents: contentsOf('cx-assist.js'),
  lazy: readdirSync(built)
    .filter((name) => /\.m?js$|\.wasm$/.test(name) && name !== 'cx-assist.js')
    .map((name) => ({ name: name.replace(/-[\w-]{8}(?=\.\w+$)/, ''), gzip: gzipped(readFileSync(join(built, name))) }))
    .toSorted((a, b) => a.name.localeCompare(b.name)),
})
