/** Builds the pages of the two sides, each as an application that uses it is built. */
import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { inRepository, MADE_FOR_BENCH } from '../harness/places.ts'
import { PEER_ENTRY } from './peer-package.ts'

export const PAGES = join(MADE_FOR_BENCH, 'pages')
export type SideName = 'ours' | 'peer'

const PEER_ALIAS = { '@huggingface/transformers': PEER_ENTRY }

/** Ours is built by the project's own configuration; the peer knows nothing of it. */
const settingsOf = (side: SideName): InlineConfig =>
  side === 'ours'
    ? { configFile: inRepository('vite.config.ts'), mode: 'bench' }
    : { configFile: false, base: './', publicDir: false, worker: { format: 'es' }, resolve: { alias: PEER_ALIAS } }

/** Into `PAGES/SIDE/`, the entry as `page.js`. */
export const buildPage = async (side: SideName): Promise<void> => {
  await build({
    ...settingsOf(side),
    root: inRepository('.'),
    logLevel: 'error',
    build: {
      target: 'es2022',
      outDir: join(PAGES, side),
      emptyOutDir: true,
      modulePreload: false,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { page: inRepository(`test/bench/sentiment/page/${side}.ts`) },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
}
