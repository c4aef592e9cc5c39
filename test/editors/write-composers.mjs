/** `npm run composers`: prints `docs/composers.md` as the table of the tests has it; `--write` writes it. 2 for wrong usage. */
import { readFileSync, writeFileSync } from 'node:fs'
import { composersPage } from './composers.mjs'

const given = process.argv.slice(2)
const isWriting = given.includes('--write')
if (given.some((option) => option !== '--write')) {
  process.stderr.write('Usage: npm run composers [-- --write]\n')
  process.exit(2)
}
const page = composersPage(readFileSync(new URL('table.md', import.meta.url), 'utf8'))
if (isWriting) writeFileSync(new URL('../../docs/composers.md', import.meta.url), page)
else process.stdout.write(page)
