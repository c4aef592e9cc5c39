/** Builds the desktop's page, as a host's own application is built. */
import { join } from 'node:path'
import { build } from 'vite'
import { inRepository, MADE_FOR_BENCH } from '../harness/places.ts'

export const DESK_PAGES = join(MADE_FOR_BENCH, 'panel')

/** Into `DESK_PAGES/desk/`, the entry as `page.js`. */
export const buildDesk = async (): Promise<void> => {
  await build({
    configFile: false,
    base: './',
    publicDir: false,
    root: inRepository('.'),
    logLevel: 'error',
    build: {
      target: 'es2022',
      outDir: join(DESK_PAGES, 'desk'),
      emptyOutDir: true,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { page: inRepository('test/bench/panel/page/desk.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
}
