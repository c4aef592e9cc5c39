/**
 * Puts the service, with the libraries that it uses, in few files below `dist/bff/service/`, as `cx-assist serve` runs it: to
 * find, read and compile a thousand modules takes longer than all else of a start.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { newest } from './newest.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundled = join(root, 'dist', 'bff', 'service')

/** They look for files beside their own, are loaded where few need them, or are not installed. */
const NOT_WITHIN = [
  '@opentelemetry/api',
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

const SOURCES = ['bff', 'shared', 'package.json'].map((path) => join(root, path))

/** @returns {boolean} */
const isFresh = () => {
  const made = join(bundled, 'main.js')
  return existsSync(made) && SOURCES.every((path) => newest(path) <= statSync(made).mtimeMs)
}

/** Does nothing where no source is newer. Types are not looked at. */
export const bundleService = async () => {
  if (isFresh()) return
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
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
  for (const name of readdirSync(bundled)) if (!names.has(name)) rmSync(join(bundled, name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleService()
