/** What docs/security.md says of chapters, numbers and files is complete, and leads somewhere. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const read = (path: string): string => readFileSync(at(path), 'utf8')
const page = read('docs/security.md')

const CHAPTERS = 17
const KINDS = 32
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1)
const found = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map(([, group = '']) => group)

describe('the page on security', () => {
  it('the page on security judges every chapter of ASVS, in order', () => {
    expect(found(/^### V(\d+) /gm).map(Number)).toEqual(upTo(CHAPTERS))
    expect(new Set(found(/^\| V(\d+)\.1\b/gm).map(Number))).toEqual(new Set(upTo(CHAPTERS)))
  })

  it('the page on security says of every kind of the siege where it was mended and which test keeps it', () => {
    const rows = found(/^\| (\d+ \|.*)$/gm)
    expect(rows.map((row) => Number.parseInt(row, 10))).toEqual(upTo(KINDS))
    for (const row of rows) expect(row).toMatch(/`(?:bff|shared|widget)\/[^`]+`.*\|.*`test\/[^`]+`/)
  })

  it.each(['docs/security.md', 'SECURITY.md'])('the page %s names no file that is not there', (path) => {
    const named = [...read(path).matchAll(/`((?:bff|shared|widget|test)\/[^`]+)`/g)].map(([, file = '']) => file)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((file) => !existsSync(at(file)))).toEqual([])
  })
})
