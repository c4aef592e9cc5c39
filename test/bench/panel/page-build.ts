/** Builds a page of a benchmark, as a host's own application is built. */
import { join } from 'node:path'
import { build } from 'vite'
import { inRepository, MADE_FOR_BENCH } from '../harness/places.ts'

export const BENCH_PAGES = join(MADE_FOR_BENCH, 'pages')

const ENTRIES = { desk: 'test/bench/panel/page/desk.ts', board: 'test/bench/board-page/page/board.ts' } as const

/** Into `BENCH_PAGES/NAME/`, the entry as `page.js`. */
export const buildPage = async (name: keyof typeof ENTRIES): Promise<void> => {
  await build({
    configFile: false,
    base: './',
    publicDir: false,
    root: inRepository('.'),
    logLevel: 'error',
    build: {
      target: 'es2022',
      outDir: join(BENCH_PAGES, name),
      emptyOutDir: true,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { page: inRepository(ENTRIES[name]) },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
}
