/** Versions with weaknesses that strangers could use do not come back, whoever brings them. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { satisfies, valid } from 'semver'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.optional(z.string()) })) })
  .parse(JSON.parse(readFileSync(fileURLToPath(new URL('../../package-lock.json', import.meta.url)), 'utf8')))

/** Which versions are free of what is known, and which finding was the last to be mended. A newer finding raises the floor. */
const FLOORS = [
  ['engine.io', '>=6.6.7', 'CVE-2026-59725'],
  ['socket.io-parser', '>=4.2.7', 'CVE-2026-69185'],
  // The older line serves tests in the browser alone.
  ['ws', '>=8.21.0 || ^7.5.11', 'CVE-2026-48779'],
  ['undici', '>=7.29.0', 'CVE-2026-13697'],
] as const

const versionsOf = (name: string): readonly string[] =>
  Object.entries(lock.packages).flatMap(([path, { version }]) =>
    path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`) ? [version ?? ''] : [],
  )

describe('the lock file', () => {
  it.each(FLOORS)('the lock file has %s in versions of %s alone, in which %s is mended', (name, range) => {
    const versions = versionsOf(name)
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter((version) => valid(version) === null || !satisfies(version, range))).toEqual([])
  })
})
