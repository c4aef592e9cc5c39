/**
 * Builds the examples as a page of yours is built: the package by its name, nothing of its sources. `--mode react` builds that one
 * alone.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, transformWithOxc } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const BUNDLED = ['angular', 'closed-shadow', 'react', 'sandboxed', 'vue']

/** Here the package is this repository. In yours it is in `node_modules`, and nobody has to be told. */
const thisPackage = (): Plugin => ({
  name: 'examples:this-package',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^cx-assist(?:\/|$)/ },
    handler(id) {
      return this.resolve(id, here('../package.json'), { skipSelf: true })
    },
  },
})

/** What `@vitejs/plugin-vue` does for you, as far as one example needs it. */
const vue = (): Plugin => ({
  name: 'examples:vue',
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

export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: './',
  publicDir: false,
  plugins: [thisPackage(), vue()],
  build: {
    outDir: here('../dist/examples'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: (BUNDLED.includes(mode) ? [mode] : BUNDLED).map((name) => here(`${name}/index.html`)),
    },
  },
}))
