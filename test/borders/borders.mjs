/** Who may know whom: every border of the repository, and the way to look at it. */
import { cruise } from 'dependency-cruiser'
import { bff } from './bff.mjs'
import { everywhere } from './everywhere.mjs'
import { examples } from './examples.mjs'
import { shared } from './shared.mjs'
import { simulator } from './simulator.mjs'
import { widget } from './widget.mjs'

export const borders = [...everywhere, ...shared, ...bff, ...widget, ...simulator, ...examples]

const FOLDERS = ['bff', 'examples', 'shared', 'simulator', 'test', 'widget']
/** TypeScript 7 has no interface for programs; swc sees all imports, of types too, but neither JSX nor Vue. */
const UNSEEN = '\\.(tsx|vue)$'
/** Built, recorded, or of packages that are installed apart. */
const NOT_OURS = '^(dist|test/golden|(examples|test)/[^/]+/node_modules)/'

/**
 * Reads every import of the tree at `root`.
 *
 * @param {string} root
 * @param {readonly string[]} [folders] those that are there
 * @returns {Promise<import('dependency-cruiser').ICruiseResult>}
 */
export const cruiseTree = async (root, folders = FOLDERS) => {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: [UNSEEN, NOT_OURS] },
      validate: true,
      ruleSet: { forbidden: borders },
    },
    {
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts'],
    },
  )
  if (typeof output === 'string') throw new TypeError('a cruise without a reporter gives its result')
  return output
}
