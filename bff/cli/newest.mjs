/** When files changed, for whoever builds only what is older than its sources. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string} path @returns {number} milliseconds since 1970 of the newest change at or below `path` */
export const newest = (path) => {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
