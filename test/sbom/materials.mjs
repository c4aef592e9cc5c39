/** Which packages run with cx-assist, as CycloneDX has it, and under which licences: from what npm says of the installed tree. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

/** A lock file does not hold what a package tells in the older form. @param {string} name */
const toldByThePackage = (name) => {
  const path = `${root}/node_modules/${name}/package.json`
  if (!existsSync(path)) return ''
  /** @type {{ licenses?: { type: string }[] }} */
  const { licenses = [] } = JSON.parse(readFileSync(path, 'utf8'))
  return licenses.map(({ type }) => type).join(', ')
}

/** @param {Component} component @returns {string} its licences, or that none is told */
export const licencesOf = ({ name, licenses = [] }) =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(', ') ||
  toldByThePackage(name) ||
  'none told'

/**
 * @param {Bom} bom
 * @returns {string[]} a line for each package whose licence is on no list of ours
 */
export const unlistedLicences = ({ components }) =>
  components
    .filter((each) => !ALLOWED.has(licencesOf(each)))
    .map((each) => `${each.name}@${each.version}: ${licencesOf(each)}`)

/**
 * Asks npm, which reads the lock file: what is installed may change while others install beside it. No network.
 *
 * @returns {Bom}
 * @throws with what npm said
 */
export const readBom = () => {
  const asked = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
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
