import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const findRoot = (from: string): string => {
  if (existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('the simulator stands in no package')
  return findRoot(above)
}

const root = findRoot(dirname(fileURLToPath(import.meta.url)))

/** A path in the package, the same from the sources and from what was compiled of them. */
export const inPackage = (...path: string[]): string => join(root, ...path)
