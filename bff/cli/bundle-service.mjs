/**
 * Puts the service, with the libraries that it uses, in few files below `dist/bff/service/`, as `cx-assist serve` runs it: to
 * find, read and compile a thousand modules takes longer than all else of a start.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { build } from 'vite'
import { newest } from './newest.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundled = join(root, 'dist', 'bff', 'service')

/** They look for files beside their own, are loaded where few need them, or are not installed. */
const NOT_WITHIN = [
  '@opentelemetry/core',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-node',
  '@photostructure/sqlite',
  'kerberos',
  'libphonenumber-js',
  'onnxruntime-web',
  'recheck',
]

/** They lie side by side, where each finds the program of its threads. */
const PROGRAMS = {
  main: 'bff/main.ts',
  serve: 'bff/cli/serve.ts',
  'knowledge-worker': 'bff/knowledge/thread/knowledge-worker.ts',
  'pattern-worker': 'bff/files/pattern-worker.ts',
  'scoring-worker': 'bff/scoring/scoring-worker.ts',
  'sentence-worker': 'bff/fallback-index/sentence/sentence-worker.ts',
  'store-worker': 'bff/store/sqlite/store-worker.ts',
}
const LICENSES = 'licenses.md'

/** Folders of packages that are installed more than once in one version, each with the one that stands in for it. */
const twins = () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  /** @type {Map<string, string>} */
  const firsts = new Map()
  /** @type {Map<string, string>} */
  const found = new Map()
  for (const folder of Object.keys(packages).sort()) {
    const name = `${folder.slice(folder.lastIndexOf('node_modules/'))}@${packages[folder].version}`
    const first = firsts.get(name)
    if (first !== undefined) found.set(folder, first)
    else if (existsSync(join(root, folder))) firsts.set(name, folder)
  }
  return found
}

/**
 * What npm puts beside each of those who need it, since they need another version than what lies at the top, would else be read,
 * compiled and run at each start as often as it is installed: that was a fifth of all there is.
 *
 * @returns {import('vite').Plugin}
 */
const oneOfEach = () => {
  const standIns = twins()
  return {
    name: 'one-of-each',
    enforce: 'pre',
    resolveId: {
      // By their names alone packages ask for others.
      filter: { id: /^[@a-z]/ },
      async handler(source, importer, options) {
        const found = await this.resolve(source, importer, { ...options, skipSelf: true })
        if (found === null || found.external) return found
        const path = relative(root, found.id).split(sep).join('/')
        const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
        const standIn = folder === undefined ? undefined : standIns.get(folder)
        return standIn === undefined ? found : { ...found, id: join(root, standIn, path.slice(folder.length)) }
      },
    },
  }
}

const SOURCES = ['bff', 'shared', 'package.json'].map((path) => join(root, path))

/** @returns {boolean} */
const isFresh = () => {
  const made = join(bundled, 'main.js')
  return existsSync(made) && SOURCES.every((path) => newest(path) <= statSync(made).mtimeMs)
}

/**
 * A source that has one character beyond Latin-1 is held by V8 at two bytes a character, for as long as the process lives: that was
 * a third of what a service at rest holds on its heap. Names stay as they are, and lines are short enough to say where a fault is.
 *
 * @param {string} path of a program that was built, with its source map beside it
 */
const holdSmall = async (path) => {
  const [code, sourceMap] = [path, `${path}.map`].map((each) => readFileSync(each))
  const mapped = `//# sourceMappingURL=data:application/json;base64,${sourceMap.toString('base64')}`
  const { code: small, map } = await transform(`${code}\n${mapped}`, {
    charset: 'ascii',
    format: 'esm',
    target: 'node20.19',
    minifyWhitespace: true,
    lineLimit: 160,
    // They stand in a file of their own.
    legalComments: 'none',
    sourcemap: 'external',
    sourcefile: basename(path),
  })
  writeFileSync(`${path}.map`, map)
  // Only regular expressions still have any, and there the escape means the same.
  const narrow = small.replace(/[\u0100-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  writeFileSync(path, `${narrow}//# sourceMappingURL=${basename(path)}.map\n`)
}

/** Does nothing where no source is newer. Types are not looked at. */
export const bundleService = async () => {
  if (isFresh()) return
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [oneOfEach()],
    ssr: { noExternal: true, external: NOT_WITHIN },
    build: {
      ssr: true,
      outDir: bundled,
      // A service may run on what is there.
      emptyOutDir: false,
      target: 'node20.19',
      // A fault is logged by function, file and line.
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      license: { fileName: LICENSES },
      rolldownOptions: {
        input: PROGRAMS,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          comments: { legal: true, annotation: false, jsdoc: false },
        },
      },
    },
  })
  const files = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
  const names = new Set(files.map(({ fileName }) => fileName))
  const programs = [...names].filter((name) => names.has(`${name}.map`))
  await Promise.all(programs.map((name) => holdSmall(join(bundled, name))))
  for (const name of readdirSync(bundled)) if (!names.has(name)) rmSync(join(bundled, name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleService()
