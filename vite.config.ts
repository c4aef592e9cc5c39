import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const RUNTIME = 'virtual:runtime-files'
const BUILDS = { wasm: 'ort-wasm-simd-threaded', webgpu: 'ort-wasm-simd-threaded.asyncify' }

/** `virtual:runtime-files`: where the runtime's files lie, and the hash of what is fetched as bytes. */
const runtimeFiles = (): Plugin => ({
  name: 'cx-assist:runtime-files',
  resolveId: (id) => (id === RUNTIME ? `\0${RUNTIME}` : null),
  async load(id) {
    if (id !== `\0${RUNTIME}`) return null
    const builds = Object.entries(BUILDS).map(async ([backend, file]) => {
      const found = await this.resolve(`onnxruntime-web/${file}.wasm`)
      if (found === null) throw new Error(`onnxruntime-web has no ${file}.wasm`)
      const bytes = await readFile(found.id)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return {
        imports:
          `import ${backend}Wasm from 'onnxruntime-web/${file}.wasm?url'\n` +
          `import ${backend}Module from 'onnxruntime-web/${file}.mjs?url'\n`,
        entry: `${backend}: { wasm: { url: ${backend}Wasm, sha256: '${sha256}', bytes: ${bytes.length} }, moduleUrl: ${backend}Module },`,
      }
    })
    const done = await Promise.all(builds)
    return `${done.map((each) => each.imports).join('')}export const runtimeFiles = { ${done.map((each) => each.entry).join(' ')} }\n`
  },
})

const PRELOAD_HELPER = '\0vite/preload-helper.js'

/** What is fetched later brings no stylesheets and nothing to preload, so Vite's code for that would only weigh. */
const plainImports = (): Plugin => ({
  name: 'cx-assist:plain-imports',
  enforce: 'pre',
  load: (id) => (id === PRELOAD_HELPER ? 'export const __vitePreload = (load) => load()' : null),
})

const names = {
  chunkFileNames: '[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
} as const

/** All are app builds: a library build would inline the runtime, which must stay lazy. */
const widget = {
  outDir: 'dist/public/widget',
  rolldownOptions: {
    input: { 'cx-assist': 'widget/cx-assist.ts' },
    preserveEntrySignatures: 'strict',
    output: { entryFileNames: '[name].js', ...names },
  },
} as const
/** `cx-assist/validate`, a module of its own that integrators load without the element. */
const validate = {
  outDir: 'dist/public/validate',
  rolldownOptions: {
    input: { validate: 'shared/validate/validate.ts' },
    preserveEntrySignatures: 'strict',
    output: { entryFileNames: '[name].js', ...names },
  },
} as const
const desktop = {
  outDir: 'dist/public/desktop',
  rolldownOptions: { input: ['index.html', 'simulator/desktop/validate.html', 'simulator/playground/playground.html'] },
} as const
const BUILT = { widget, validate, desktop } as const
const isBuilt = (mode: string): mode is keyof typeof BUILT => Object.hasOwn(BUILT, mode)

export default defineConfig(({ command, mode }) => {
  // Whoever starts the build, a test for one: what is built is what is shipped.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    base: './',
    publicDir: false,
    // The runtime brings its WebAssembly as files of its own, to be fetched, checked and kept.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    plugins: [runtimeFiles(), plainImports()],
    build: {
      target: 'es2022',
      emptyOutDir: true,
      modulePreload: false,
      sourcemap: true,
      reportCompressedSize: false,
      ...BUILT[isBuilt(mode) ? mode : 'desktop'],
    },
    worker: {
      format: 'es',
      plugins: () => [runtimeFiles()],
      rolldownOptions: { output: { entryFileNames: '[name]-[hash].js', ...names } },
    },
  }
})
