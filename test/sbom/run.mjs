/**
 * `npm run sbom`: `dist/sbom.cdx.json`, the packages that run (CycloneDX), and `dist/licences.txt`, a line for each with its
 * licence. 1 if a licence is on no list of ours, 2 for wrong usage.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { licencesOf, readBom, unlistedLicences } from './materials.mjs'

if (process.argv.length > 2) {
  process.stderr.write('Usage: npm run sbom\n')
  process.exit(2)
}

const dist = new URL('../../dist/', import.meta.url)
const bom = readBom()
const lines = bom.components.map((each) => `${each.name}@${each.version}\t${licencesOf(each)}\n`).sort()
mkdirSync(dist, { recursive: true })
writeFileSync(new URL('sbom.cdx.json', dist), `${JSON.stringify(bom, null, 2)}\n`)
writeFileSync(new URL('licences.txt', dist), lines.join(''))
process.stdout.write(`dist/sbom.cdx.json and dist/licences.txt: ${bom.components.length} packages\n`)

const unlisted = unlistedLicences(bom)
if (unlisted.length > 0) {
  process.stderr.write(`These licences are on no list of ours:\n${unlisted.join('\n')}\n`)
  process.exitCode = 1
}
