/** Where things are once built: this file runs as `dist/test/bench/harness/places.js`. */
import { fileURLToPath } from 'node:url'

const inDist = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export const BFF = inDist('bff/service/main.js')
/** What `cx-assist serve` runs. */
export const SERVE = inDist('bff/service/serve.js')
export const DEFAULT_JSON = inDist('bench.json')
export const PACKAGE_JSON = inDist('../package.json')
/** Models, peers and pages that are made or fetched for a benchmark, and used again by the next run. */
export const MADE_FOR_BENCH = inDist('bench')
/** The repository. */
export const inRepository = (path: string): string => inDist(`../${path}`)
/** A server of ours to compare with, or the load side; each is a process of its own. */
export const serverEntry = (name: string): string => inDist(`test/bench/servers/${name}.js`)
export const sentimentEntry = (name: string): string => inDist(`test/bench/sentiment/${name}.js`)
export const loadEntry = (name: string): string => inDist(`test/bench/load/${name}.js`)
