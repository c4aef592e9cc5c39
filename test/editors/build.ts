/** Bundles the pages, each with its editor and our adapter in it. */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { ensureApart } from '../apart.mjs'
import { EDITORS } from './editors.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
export const BUILT = here('../../dist/editors')

export const buildPages = async (): Promise<void> => {
  ensureApart('test/editors')
  const pages = ['stage', ...EDITORS.map(({ page }) => page)]
  await build({
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    mode: 'production',
    build: {
      outDir: BUILT,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      reportCompressedSize: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: Object.fromEntries(pages.map((page) => [page, here(`pages/${page}.ts`)])),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name][extname]' },
      },
    },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  })
}
