/**
 * `npm run manifest`: writes `custom-elements.json` from the comments above the classes, the classes, and the styles. With
 * `--print` it goes to standard output instead.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, ts } from '@custom-elements-manifest/analyzer'
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Where each element's class is written, which module gives it, and which ones name it. */
const ELEMENTS = [
  {
    source: 'widget/cx-assist.ts',
    classModule: 'dist/package/index.js',
    namingModules: ['dist/package/define.js', 'dist/public/widget/cx-assist.js'],
  },
  {
    source: 'widget/board/cx-board.ts',
    classModule: 'dist/package/board.js',
    namingModules: ['dist/public/widget/board/cx-board.js'],
  },
]

/** @param {string} path @returns {string} */
const read = (path) => readFileSync(`${root}${path}`, 'utf8')
const sources = readdirSync(`${root}widget`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `widget/${path}`)

/** `export type Theme = 'auto' | 'light'`: a reader of the manifest wants the words, not our name for them. */
const words = new Map(
  sources.flatMap((path) =>
    [...read(path).matchAll(/^export type (\w+) = ((?:'[\w-]+'(?: \| )?)+)$/gm)].map(([, name, union]) => [
      name,
      union,
    ]),
  ),
)

/** What stands behind the comma of `var(--cx-assist-x, …)`, by name. */
const defaults = new Map(
  sources.flatMap((path) =>
    [...read(path).matchAll(/var\((--cx-assist-[\w-]+), ([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ),
)

const spellOut = ({ type, ...rest }) => ({
  ...rest,
  ...(type && { type: { text: words.get(type.text) ?? type.text } }),
})

/** What integrators can use of it, from where they import it. */
const published = ({ classModule, namingModules }) => ({
  name: 'cx-assist:published',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName)
    const { attributes, members, events, cssProperties } = element
    element.attributes = attributes.map((attribute) => ({
      ...spellOut(attribute),
      default: members.find(({ name }) => name === attribute.fieldName)?.default ?? attribute.default,
    }))
    element.members = members
      .filter(({ privacy }) => privacy === undefined)
      .map((member) => ({
        ...spellOut(member),
        description: member.description ?? attributes.find(({ fieldName }) => fieldName === member.name)?.description,
      }))
    // One that is dispatched by its class is taken for another of the name of a variable.
    element.events = events.filter(({ name }) => /^cx-(?:assist|board)-/.test(name))
    if (cssProperties)
      element.cssProperties = cssProperties.map((each) => ({ ...each, default: defaults.get(each.name) }))
    const declaration = { name: element.name, module: classModule }
    const naming = [{ kind: 'custom-element-definition', name: element.tagName, declaration }]
    manifest.modules = [
      {
        kind: 'javascript-module',
        path: classModule,
        declarations: [element],
        exports: [{ kind: 'js', name: element.name, declaration }],
      },
      ...namingModules.map((path) => ({ kind: 'javascript-module', path, declarations: [], exports: naming })),
    ]
  },
})

const modules = ELEMENTS.flatMap((element) => {
  const { source } = element
  const parsed = [ts.createSourceFile(source, read(source), ts.ScriptTarget.ES2015, true)]
  return create({ modules: parsed, plugins: [...litPlugin(), published(element)] }).modules
})
const manifest = `${JSON.stringify({ schemaVersion: '1.0.0', readme: 'README.md', modules }, null, 2)}\n`
if (process.argv.includes('--print')) process.stdout.write(manifest)
else writeFileSync(`${root}custom-elements.json`, manifest)
