/** Files and folders as they are given, read one after the other in an order that depends on their names alone. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../../fault.ts'
import { isReadable, readFileBytes } from './read-file.ts'
import { KnowledgeSourceError, type Reading } from './source-item.ts'

export interface ReadSource {
  /** As it lies under the path that was given. */
  readonly file: string
  readonly sha256: string
  readonly reading: Reading
}

const DEEPEST = 32

/** Hidden files are somebody's own; folders that are links may lead in circles. */
const filesUnder = (folder: string, depth = 0): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((each) => {
      if (each.name.startsWith('.')) return []
      const path = join(folder, each.name)
      if (each.isDirectory()) return depth < DEEPEST ? filesUnder(path, depth + 1) : []
      return isReadable(path) && statSync(path).isFile() ? [path] : []
    })

const filesOf = (path: string): readonly string[] => {
  try {
    return statSync(path).isDirectory() ? filesUnder(path) : [path]
  } catch (error) {
    throw new KnowledgeSourceError(`${path} cannot be read (${codeOf(error)})`)
  }
}

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new KnowledgeSourceError(`${path} cannot be read (${codeOf(error)})`)
  }
}

/** @throws KnowledgeSourceError for a path that is not there */
export const readSources = (paths: readonly string[]): readonly ReadSource[] =>
  paths.flatMap((path) =>
    filesOf(path).map((file): ReadSource => {
      const bytes = bytesOf(file)
      return {
        file: file === path ? file.replace(/^.*[/\\]/u, '') : file.slice(path.length).replace(/^[/\\]+/u, ''),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        reading: readFileBytes(file, bytes),
      }
    }),
  )
