/** `npm run evaluate:sentiment`: builds what is needed and measures a model; options are passed on. */
import { ensureBuilt } from './build.mjs'

await ensureBuilt()
await import('../../dist/bff/cli/evaluate-sentiment.js')
