/** Which packages run with cx-assist, as CycloneDX has it, and under which licences: from what npm says of the installed tree. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * @typedef {{ license?: { id?: string, name?: string }, expression?: string }} Licence
 * @typedef {{ name: string, value: string }} Property
 * @typedef {{ 'bom-ref': string, name: string, version: string, licenses?: Licence[], properties?: Property[] }} Component
 * @typedef {{ ref: string, dependsOn?: string[] }} Edges
 * @typedef {{ bomFormat: string, specVersion: string, metadata: { component: Component }, components: Component[], dependencies: Edges[] }} Bom
 */

/** As they stand in the packages. All of them let a product be sold without its sources. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT or MPL-2.0',
  'Unlicense',
])

/** npm marks what only development needs. @param {Component} component */
const isForDevelopment = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')

/** The workspaces are parts of the product, not packages of others. @param {Component} component */
const isOurs = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:private' && value === 'true')

/**
 * `npm sbom --omit dev` leaves out what both development and the product need, so the rest is taken out here.
 *
 * @param {Bom} bom of all that is installed
 * @returns {Bom} of what runs
 */
const ofWhatRuns = (bom) => {
  const components = bom.components.filter((each) => !isForDevelopment(each) && !isOurs(each))
  const refs = new Set([bom.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])])
  return {
    ...bom,
    components,
    dependencies: bom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
  }
}

/** @param {Component} component @returns {string} its licences, or that none is told */
export const licencesOf = ({ licenses = [] }) =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(', ') || 'none told'

/**
 * @param {Bom} bom
 * @returns {string[]} a line for each package whose licence is on no list of ours
 */
export const unlistedLicences = ({ components }) =>
  components
    .filter((each) => !ALLOWED.has(licencesOf(each)))
    .map((each) => `${each.name}@${each.version}: ${licencesOf(each)}`)

/**
 * Asks npm, which reads what is installed; no network. `--include dev` is for `NODE_ENV=production`, which a build in the
 * same process leaves behind: npm would then leave out what both development and the product need.
 *
 * @returns {Bom}
 * @throws with what npm said
 */
export const readBom = () => {
  const asked = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--include', 'dev'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (asked.status !== 0) throw new Error(`npm sbom failed: ${asked.error?.message ?? asked.stderr}`)
  const bom = ofWhatRuns(JSON.parse(asked.stdout))
  const { name } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
  // npm calls it by the folder that it lies in.
  return { ...bom, metadata: { ...bom.metadata, component: { ...bom.metadata.component, name } } }
}
