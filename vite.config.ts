import { defineConfig } from 'vite'

/** Both builds are app builds: a library build would inline what must stay lazy (the runtime, later). */
const widget = {
  outDir: 'dist/public/widget',
  rolldownOptions: {
    input: { 'cx-assist': 'widget/cx-assist.ts' },
    preserveEntrySignatures: 'strict',
    output: {
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      assetFileNames: '[name]-[hash][extname]',
    },
  },
} as const
const desktop = { outDir: 'dist/public/desktop' } as const

export default defineConfig(({ mode }) => ({
  base: './',
  publicDir: false,
  build: {
    target: 'es2022',
    emptyOutDir: true,
    modulePreload: false,
    sourcemap: true,
    reportCompressedSize: false,
    ...(mode === 'widget' ? widget : desktop),
  },
  worker: { format: 'es' },
}))
