/**
 * Compresses what browsers are sent, once for good: to do so for each browser would take seconds of the service each time.
 * Into `dist/compressed/`, by the SHA-256 of what it stands for, so that what is there already stays.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'

const root = fileURLToPath(new URL('../..', import.meta.url))
const compressed = join(root, 'dist', 'compressed')
const FOLDERS = ['dist/public/widget', 'models']
const EXTENSIONS = ['.js', '.json', '.mjs', '.onnx', '.wasm']
/** What fits into one packet arrives as soon whole. */
const FEWEST_BYTES = 1400
/** Where less than a tenth is saved, it is not worth undoing. */
const WORTH = 0.9

/**
 * How far, by size in bytes. The whole way takes the common runtime (14 MB) six times as long as this, and makes 2.3 MB of it in
 * place of 2.7: too long for whoever builds to wait for. The larger one is fetched by few.
 */
const EFFORTS = [
  { upTo: 2_000_000, quality: zlib.BROTLI_MAX_QUALITY },
  { upTo: 16_000_000, quality: 9 },
  { upTo: Number.POSITIVE_INFINITY, quality: 5 },
]

/** @param {Buffer} content */
const brotli = (content) =>
  promisify(brotliCompress)(content, {
    params: {
      [zlib.BROTLI_PARAM_QUALITY]: EFFORTS.find(({ upTo }) => content.length <= upTo)?.quality ?? 0,
      [zlib.BROTLI_PARAM_LGWIN]: zlib.BROTLI_MAX_WINDOW_BITS,
      [zlib.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  })

/** @param {Buffer} content */
const gzipped = (content) => promisify(gzip)(content)

/** Stands for what is sent as it is, so that it is not tried again. */
const NONE = Buffer.alloc(0)

/** @returns {string[]} */
const filesToSend = () =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => EXTENSIONS.includes(extname(name)))
      .map((name) => join(root, folder, name)),
  )

/** Whole or not at all: a build may be broken off. @param {string} path @param {Buffer} content */
const writeWhole = (path, content) => {
  writeFileSync(`${path}.part`, content)
  renameSync(`${path}.part`, path)
}

/** Does nothing of what it has done before, and keeps nothing of what is not sent any more. */
export const compressPublic = async () => {
  mkdirSync(compressed, { recursive: true })
  /** @type {Set<string>} */
  const wanted = new Set()
  const work = filesToSend().map(async (file) => {
    const content = readFileSync(file)
    if (content.length < FEWEST_BYTES) return
    const hash = createHash('sha256').update(content).digest('hex')
    const names = [`${hash}.gz`, `${hash}.br`]
    const isNews = names.some((name) => !wanted.has(name) && !existsSync(join(compressed, name)))
    for (const name of names) wanted.add(name)
    if (!isNews) return
    const zipped = await gzipped(content)
    const isWorth = zipped.length < WORTH * content.length
    const forms = isWorth ? [zipped, await brotli(content)] : names.map(() => NONE)
    for (const [n, name] of names.entries()) writeWhole(join(compressed, name), forms[n] ?? NONE)
  })
  await Promise.all(work)
  for (const name of readdirSync(compressed)) if (!wanted.has(name)) rmSync(join(compressed, name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compressPublic()
