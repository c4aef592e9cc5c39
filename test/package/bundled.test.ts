/** What the service is bundled of. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { buildBff } from '../support/bff-process.ts'

const SERVICE = fileURLToPath(new URL('../../dist/bff/service', import.meta.url))
const sourceMap = z.object({ sources: z.array(z.string()) })
const manifest = z.object({ name: z.string(), version: z.string() })

beforeAll(() => buildBff())

/** Folders of packages, by name and version. */
const packagesIn = (file: string): Map<string, Set<string>> => {
  const { sources } = sourceMap.parse(JSON.parse(readFileSync(join(SERVICE, file), 'utf8')))
  const folders = sources.flatMap((source) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source) ?? [])
  const found = new Map<string, Set<string>>()
  for (const folder of folders) {
    const { name, version } = manifest.parse(JSON.parse(readFileSync(join(SERVICE, folder, 'package.json'), 'utf8')))
    const key = `${name}@${version}`
    found.set(key, (found.get(key) ?? new Set()).add(folder))
  }
  return found
}

describe('the bundled service', () => {
  it('the bundled service has no package twice in one version', () => {
    const files = readdirSync(SERVICE).filter((name) => name.endsWith('.js.map'))
    const packages = files.map((file) => packagesIn(file))
    expect(packages.flatMap((found) => [...found.keys()])).toContainEqual(expect.stringMatching(/^express@5\./))
    expect(packages.flatMap((found) => [...found].filter(([, folders]) => folders.size > 1))).toEqual([])
  })
})
