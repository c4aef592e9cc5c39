import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defineConfig, type Plugin, transformWithOxc } from 'vite'
import { DESKTOPS } from './shared/wire/desktops.ts'

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

/** Libraries that trust every page to have left alone what browsers build in: pages add to all objects, and freeze them. */
const ownOnly = (code: string): string =>
  code.replaceAll(/for ?\((const|let|var) (\w+) in ([^()]+)\)/g, 'for ($1 $2 of Object.keys($3 ?? {}))')
const inAnyPage = (): Plugin => ({
  name: 'cx-assist:in-any-page',
  enforce: 'pre',
  transform: {
    filter: { id: /\/node_modules\/(?:zod\/v4|@lit\/reactive-element)\// },
    handler: (code) => ({
      code: ownOnly(code).replace(
        /Symbol\.metadata\s*\?\?=\s*Symbol\("metadata"\)/,
        'Object.isExtensible(Symbol)&&($&)',
      ),
      map: null,
    }),
  },
  // The bundler's own.
  renderChunk: (code, { name }) => (name === 'rolldown-runtime' ? ownOnly(code) : null),
})

/** What socket.io brings for a transport that the link never asks for, and for bytes, which are no JSON. */
const UNUSED: Readonly<Record<string, string>> = {
  '/engine.io-client/build/esm/transports/webtransport.js': 'export const WT = undefined',
  '/socket.io-parser/build/esm/is-binary.js': 'export const isBinary = () => false, hasBinary = isBinary',
  '/socket.io-parser/build/esm/binary.js': 'export const deconstructPacket = undefined, reconstructPacket = undefined',
}
const withoutUnused = (): Plugin => ({
  name: 'cx-assist:without-unused',
  enforce: 'pre',
  load: (id) => Object.entries(UNUSED).find(([file]) => id.endsWith(file))?.[1] ?? null,
})

const NO_DOM = '\0no-dom'
const LIT = /(\/node_modules\/(?:lit-html|@lit\/reactive-element)\/)(?!node\/|is-server)/

/** Lit's build for servers is its build for browsers, but for what it does where there is no DOM: there it may be imported. */
const litAnywhere = (): Plugin => ({
  name: 'cx-assist:lit-anywhere',
  enforce: 'pre',
  resolveId: {
    filter: { id: /lit|\.js$/ },
    async handler(id, importer) {
      if (id === '@lit-labs/ssr-dom-shim') return NO_DOM
      const found = await this.resolve(id, importer, { skipSelf: true })
      return found !== null && LIT.test(found.id) ? found.id.replace(LIT, '$1node/') : null
    },
  },
  load: (id) => (id === NO_DOM ? 'export const HTMLElement = class {}, customElements = undefined' : null),
})

/** Whoever bundles our modules again moves them away from the worker: they look for it where the element is served. */
const withoutWorker = (): Plugin => ({
  name: 'cx-assist:without-worker',
  generateBundle: {
    order: 'post',
    handler(_, files) {
      for (const name of Object.keys(files)) if (/^(?:worker-|ort[.-])/.test(name)) delete files[name]
    },
  },
})

/** The page of the hosted panel, which the service serves with what it has to know: as it is, beside its script. */
const hostedPage = (): Plugin => ({
  name: 'cx-assist:hosted-page',
  async generateBundle() {
    const source = await readFile(new URL('widget/hosted/panel.html', import.meta.url), 'utf8')
    this.emitFile({ type: 'asset', fileName: 'panel.html', source })
  },
})

/** `npm run dev`: in the place of the built element its sources, so that a change is seen at once. */
const fromSources = (): Plugin => ({
  name: 'cx-assist:from-sources',
  apply: 'serve',
  configureServer: ({ middlewares }) => {
    middlewares.use('/playground', ({ url = '/' }, response) => {
      const { search } = new URL(url, 'http://localhost')
      response.writeHead(302, { location: `/widget/playground/playground.html${search}` }).end()
    })
    middlewares.use((request, _response, next) => {
      if (request.url === '/widget/cx-assist.js') request.url = '/widget/register.ts'
      next()
    })
  },
})

const names = {
  chunkFileNames: '[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
} as const

const SAMPLES = fileURLToPath(new URL('simulator/hosts', import.meta.url))

/** What `@vitejs/plugin-vue` does for integrators, as far as one sample needs it. */
const vue = (): Plugin => ({
  name: 'cx-assist:vue',
  transform: {
    filter: { id: /\.vue$/ },
    async handler(code, id) {
      const { compileScript, parse } = await import('vue/compiler-sfc')
      const { content } = compileScript(parse(code, { filename: id }).descriptor, {
        id,
        inlineTemplate: true,
        templateOptions: { compilerOptions: { isCustomElement: (tag) => tag === 'cx-assist' } },
      })
      return transformWithOxc(content, `${id}.ts`)
    },
  },
})

/** All are app builds: a library build would inline the runtime, which must stay lazy. */
const widget = {
  outDir: 'dist/public/widget',
  rolldownOptions: {
    input: { 'cx-assist': 'widget/register.ts', panel: 'widget/hosted/main.ts' },
    preserveEntrySignatures: 'strict',
    output: {
      entryFileNames: '[name].js',
      ...names,
      // All that the element needs from the start, in one file whose name changes with it: browsers keep it for ever.
      codeSplitting: { groups: [{ name: 'core', test: /\/widget\/(?:cx-assist|register)\.ts$/ }] },
    },
  },
} as const
/** The adapters of desktops, by the names that they are imported by. */
const desktops = Object.fromEntries(DESKTOPS.map((name) => [`desktops/${name}`, `widget/desktops/${name}.ts`]))
/** What bundlers take: as the element, in modules that share its class. */
const bundled = {
  outDir: 'dist/package',
  rolldownOptions: {
    input: {
      index: 'widget/index.ts',
      define: 'widget/register.ts',
      host: 'widget/composer/post-message-host.ts',
      ...desktops,
    },
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
  rolldownOptions: { input: ['index.html', 'simulator/desktop/validate.html', 'widget/playground/playground.html'] },
} as const
/** The samples of hosts, as integrators build theirs: of the package, by its name. */
const hosts = {
  outDir: fileURLToPath(new URL('dist/hosts', import.meta.url)),
  rolldownOptions: {
    input: ['react', 'vue', 'sandboxed', 'closed-shadow'].map((host) => `${SAMPLES}/${host}/index.html`),
  },
} as const
const BUILT = { widget, package: bundled, validate, desktop, hosts } as const
const isBuilt = (mode: string): mode is keyof typeof BUILT => Object.hasOwn(BUILT, mode)

export default defineConfig(({ command, mode }) => {
  // Whoever starts the build, a test for one: what is built is what is shipped.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    ...(mode === 'hosts' && { root: SAMPLES }),
    base: './',
    publicDir: false,
    // The runtime brings its WebAssembly as files of its own, to be fetched, checked and kept.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    plugins: [
      runtimeFiles(),
      plainImports(),
      inAnyPage(),
      withoutUnused(),
      litAnywhere(),
      vue(),
      fromSources(),
      ...(mode === 'widget' ? [hostedPage()] : []),
      ...(mode === 'package' ? [withoutWorker()] : []),
    ],
    build: {
      target: 'es2022',
      emptyOutDir: true,
      modulePreload: false,
      sourcemap: true,
      reportCompressedSize: false,
      ...BUILT[isBuilt(mode) ? mode : 'desktop'],
    },
    ...(mode === 'package' && {
      experimental: {
        renderBuiltUrl: (file, { hostId }) =>
          hostId.startsWith('worker-') ? undefined : { runtime: JSON.stringify(file) },
      },
    }),
    server: { watch: { ignored: ['**/dist/**', '**/test/**'] } },
    // Found at the start, so that the first page is not reloaded for them.
    optimizeDeps: { entries: ['widget/playground/playground.html', 'widget/register.ts'] },
    worker: {
      format: 'es',
      plugins: () => [runtimeFiles()],
      rolldownOptions: { output: { entryFileNames: '[name]-[hash].js', ...names } },
    },
  }
})
