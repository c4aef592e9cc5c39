/** Builds what runs from `dist/` if a source is newer than the last build, so that a clone works right after the install. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newest } from './newest.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const stamp = join(root, 'dist', '.built')
const SOURCES = [
  'shared',
  'bff',
  'widget',
  'simulator',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
]

/** @returns {boolean} whether `dist/` is there and no source is newer */
const isFresh = () => {
  if (!existsSync(stamp)) return false
  const builtAt = statSync(stamp).mtimeMs
  return SOURCES.map((name) => join(root, name)).every((path) => !existsSync(path) || newest(path) <= builtAt)
}

/**
 * The script behind a package's command, run by this very Node: no shell, no lookup in PATH.
 * @param {string} name of the package
 * @param {string} [command] where the package has several
 * @returns {string}
 */
export const commandOf = (name, command = name) => {
  // By path: not every package lets its manifest be resolved. Only a clone is built, so its packages are here.
  const manifest = join(root, 'node_modules', name, 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[command] ?? Object.values(bin)[0]))
}

/** @param {string} command @param {string[]} args @returns {Promise<void>} */
const run = (command, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`the build failed (${args.join(' ')}):\n${output}`))
    })
  })

/** What the shipped index is made from, and what it is made by. */
const INDEX_SOURCES = ['simulator/nlu', 'bff/fallback-index', 'bff/files', 'shared/domain'].map((path) =>
  join(root, path),
)
const shippedIndex = join(root, 'dist', 'fallback-index')

const sentenceEncoder = join(root, 'dist', 'sentence-encoder')

/** From the package that publishes it: its weights are not kept here. Without the package, indexes are built without it. */
const buildSentenceEncoder = async () => {
  const from = join(root, 'node_modules', '@energetic-ai', 'model-embeddings-en')
  const made = join(sentenceEncoder, 'sentence-model.onnx')
  const sources = [join(root, 'bff', 'fallback-index', 'convert'), join(from, 'package.json')]
  if (!existsSync(from)) return
  if (existsSync(made) && sources.every((path) => newest(path) <= statSync(made).mtimeMs)) return
  await run(join(root, 'dist', 'bff', 'cli', 'convert-encoder.js'), [from, sentenceEncoder])
}

/** Training takes seconds: it is done again only where something of it changed. */
const buildIndex = async () => {
  const manifest = join(shippedIndex, 'index.json')
  if (existsSync(manifest) && INDEX_SOURCES.every((path) => newest(path) <= statSync(manifest).mtimeMs)) return
  const nlu = join(root, 'simulator', 'nlu')
  // Without the sentence encoder, which takes three times as long to build with and a thread of its own to run.
  const how = ['--encoder', 'ngram']
  const from = ['--training', join(nlu, 'training.tsv'), '--log', join(nlu, 'misclassifications.tsv'), ...how]
  await run(join(root, 'dist', 'bff', 'cli', 'index.js'), ['build', ...from, '--out', shippedIndex])
}

const KNOWLEDGE_SOURCES = ['simulator/knowledge', 'bff/knowledge', 'shared/domain/knowledge'].map((path) =>
  join(root, path),
)
const shippedKnowledge = join(root, 'dist', 'knowledge')

const buildKnowledge = async () => {
  const manifest = join(shippedKnowledge, 'knowledge.json')
  if (existsSync(manifest) && KNOWLEDGE_SOURCES.every((path) => newest(path) <= statSync(manifest).mtimeMs)) return
  const from = ['--from', join(root, 'simulator', 'knowledge')]
  await run(join(root, 'dist', 'bff', 'cli', 'knowledge.js'), ['build', ...from, '--out', shippedKnowledge])
}

/** Builds service with its index and knowledge, simulator, element and demo desktop, and compresses what browsers are sent; does nothing where all of it is fresh or only `dist/` was shipped. */
export const ensureBuilt = async () => {
  const isShippedWithoutSources = !existsSync(join(root, 'vite.config.ts'))
  if (isShippedWithoutSources || isFresh()) return
  process.stderr.write('building…\n')
  const startedAt = new Date()
  const vite = commandOf('vite')
  // What bundles is there where something is built alone.
  const { bundleService } = await import('./bundle-service.mjs')
  await Promise.all([
    run(commandOf('typescript', 'tsc'), ['-b', 'bff', 'simulator', 'widget/tsconfig.package.json'])
      .then(buildSentenceEncoder)
      .then(buildKnowledge)
      .then(buildIndex),
    bundleService(),
    run(vite, ['build', '--mode', 'widget'])
      .then(() => run(vite, ['build', '--mode', 'board']))
      .then(() => run(vite, ['build', '--mode', 'package']))
      .then(() => run(vite, ['build', '--mode', 'desktop']))
      .then(() => run(vite, ['build', '--mode', 'validate'])),
  ])
  const { compressPublic } = await import('./compress.mjs')
  await compressPublic()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, `${startedAt.toISOString()}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt()
