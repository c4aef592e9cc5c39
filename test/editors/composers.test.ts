/** The recipes in docs/composers.md are those of the table that the tests wrote. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { composersPage } from './composers.mjs'
import { EDITORS } from './editors.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const table = read('table.md')

it('the recipes are written down as the table has them', () => {
  expect(read('../../docs/composers.md')).toBe(composersPage(table))
})

it('the recipes are of every editor that is tested, and of no other', () => {
  for (const { name } of EDITORS) expect(table).toContain(`\n| ${name} |`)
  expect(() => composersPage(`${table}| an editor of tomorrow | right |\n`)).toThrow(
    'there is no recipe for an editor of tomorrow',
  )
  expect(() => composersPage(table.replace(/^\| Slate .*\n/m, ''))).toThrow('Slate is in no table')
})
