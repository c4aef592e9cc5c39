/** `npm run sbom` tells every package that runs, and none of them binds the product by its licence. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readBom, unlistedLicences } from '../sbom/materials.mjs'

const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')))
const bom = readBom()
const told = new Set(bom.components.map(({ name, version }) => `${name}@${version}`))

it('the bill of materials is CycloneDX and names the product', () => {
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: expect.stringMatching(/^1\.\d$/) })
  expect(bom.metadata.component.name).toBe('cx-assist')
})

it('the bill of materials has every package that the product depends on, in its version', () => {
  for (const [name, version] of Object.entries(manifest.dependencies)) expect(told).toContain(`${name}@${version}`)
})

it('the bill of materials has nothing that only development needs', () => {
  for (const name of ['vitest', 'typescript', '@biomejs/biome', 'playwright-core']) {
    expect(manifest.devDependencies).toHaveProperty([name])
    expect(bom.components.map((each) => each.name)).not.toContain(name)
  }
})

it('the bill of materials leads to each of its packages from the product', () => {
  const next = new Map(bom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]))
  const reached = new Set([bom.metadata.component['bom-ref']])
  for (const ref of reached) for (const each of next.get(ref) ?? []) reached.add(each)
  expect(bom.components.map((each) => each['bom-ref']).filter((ref) => !reached.has(ref))).toEqual([])
})

it('the packages that run have licences on the list', () => {
  expect(unlistedLicences(bom)).toEqual([])
})

it('a package with a licence on no list, or with none, is named with it', () => {
  const [first] = bom.components
  if (first === undefined) throw new Error('no package')
  const odd = [
    { ...first, name: 'bound', version: '1.0.0', licenses: [{ license: { id: 'AGPL-3.0-only' } }] },
    { ...first, name: 'silent', version: '2.0.0', licenses: [] },
  ]
  expect(unlistedLicences({ ...bom, components: odd })).toEqual([
    'bound@1.0.0: AGPL-3.0-only',
    'silent@2.0.0: none told',
  ])
})
