/** What stands beside the built service. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** From `dist/bff/start/` or `dist/bff/service/`, where this runs. */
export const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** The index the service is shipped with: made at build time from the simulator's intents. */
export const SHIPPED_INDEX = inRepository('dist/fallback-index')
/** The demo's own knowledge: made at build time from the simulator's articles and replies. */
export const SHIPPED_KNOWLEDGE = inRepository('dist/knowledge')
/** The sentence encoder that indexes are built with: made at build time from the package that publishes it. */
export const SHIPPED_SENTENCE_ENCODER = inRepository('dist/sentence-encoder')
export const SHIPPED_MODEL = inRepository('models/full')

export const versionOf = (): string => {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8'))
  return typeof version === 'string' ? version : '0.0.0'
}
