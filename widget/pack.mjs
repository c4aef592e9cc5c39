/**
 * `npm run pack:element`: stages the package `cx-assist-element` in `dist/element/` from what is built, and packs it into
 * `dist/`, ready for `npm publish`. Says where the tarball is.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { ensureBuilt } from '../bff/cli/build.mjs'

/** Adapters, each an export of its own. */
const DESKTOPS = ['chatwoot', 'cognigy', 'cxone', 'generic']

const root = fileURLToPath(new URL('..', import.meta.url))
const staged = `${root}dist/element`

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'))
/** @param {string} name @param {object} content */
const stageJson = (name, content) => writeFileSync(`${staged}/${name}`, `${JSON.stringify(content, null, 2)}\n`)

/** The modules have Lit and zod in them; so have their types, or whoever compiles would need both for nothing else. */
const WITHIN = [/^lit($|\/)/, /^lit-/, /^@lit\//, /^zod($|\/)/]

/** The compiler writes `./x.ts` where `./x.d.ts` lies. */
const besideSource = {
  name: 'cx-assist:beside-source',
  resolveId: {
    order: /** @type {const} */ ('pre'),
    filter: { id: /^\.\.?\// },
    /** @param {string} id @param {string | undefined} importer */
    handler: (id, importer) =>
      id.endsWith('.ts') && !id.endsWith('.d.ts')
        ? fileURLToPath(new URL(`${id.slice(0, -'.ts'.length)}.d.ts`, `file://${importer}`))
        : null,
  },
}
/** `@ts-expect-error` holds for the line below it, which the bundler joins to its own. */
const ignoringBelow = {
  name: 'cx-assist:ignoring-below',
  /** @param {string} code */
  renderChunk: (code) => code.replaceAll(/\/\*\* @ts-ignore [^*]*\*\//g, '$&\n'),
}

const stageTypes = async () => {
  const typings = `${root}dist/typings`
  const bundle = await rolldown({
    cwd: root,
    input: {
      index: `${typings}/index.d.ts`,
      define: `${typings}/register.d.ts`,
      host: `${typings}/composer/post-message-host.d.ts`,
      ...Object.fromEntries(DESKTOPS.map((name) => [`desktops/${name}`, `${typings}/desktops/${name}.d.ts`])),
      react: `${typings}/frameworks/react.d.ts`,
      vue: `${typings}/frameworks/vue.d.ts`,
    },
    external: ['react', 'vue'],
    plugins: [
      besideSource,
      dts({ dtsInput: true, resolve: WITHIN, emitDtsOnly: true, tsconfig: false }),
      ignoringBelow,
    ],
  })
  await bundle.write({ dir: `${staged}/types`, format: 'es', chunkFileNames: '[name]-[hash].d.ts' })
  await bundle.close()
}

const stageModules = () => {
  cpSync(`${root}dist/package`, staged, { recursive: true })
  for (const name of ['react.js', 'vue.js']) {
    const code = readFileSync(`${root}dist/widget/frameworks/${name}`, 'utf8')
    // Types alone: what a map would lead to is not there.
    writeFileSync(`${staged}/${name}`, code.replace(/^\/\/# sourceMappingURL=.*$/m, ''))
  }
  cpSync(`${root}widget/themes`, `${staged}/themes`, { recursive: true })
  cpSync(`${root}widget/README.md`, `${staged}/README.md`)
}

/** Its paths are those of `cx-assist`; here the modules lie at the top, and there is none for the service to serve. */
const stageElementsManifest = () => {
  const { modules, ...rest } = JSON.parse(
    readFileSync(`${root}custom-elements.json`, 'utf8').replaceAll('"dist/package/', '"'),
  )
  stageJson('custom-elements.json', {
    ...rest,
    modules: modules.filter((/** @type {{ path: string }} */ { path }) => !path.startsWith('dist/')),
  })
}

/**
 * In the tree it is private, lest somebody publish sources, and names no framework: npm would count React and Vue among what
 * the service is installed with.
 */
const stagePackage = () => {
  const { private: _, ...published } = readJson('widget/package.json')
  stageJson('package.json', {
    ...published,
    peerDependencies: { react: '>=19', vue: '>=3.5' },
    peerDependenciesMeta: { react: { optional: true }, vue: { optional: true } },
  })
}

const pack = () => {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', staged, '--pack-destination', `${root}dist`], {
    encoding: 'utf8',
    cwd: root,
  })
  if (status !== 0) throw new Error(`npm pack failed:\n${stderr}`)
  return `dist/${stdout.trim().split('\n').at(-1)}`
}

/** @returns {Promise<string>} the tarball, from the root of the repository */
export const packElement = async () => {
  await ensureBuilt()
  rmSync(staged, { recursive: true, force: true })
  for (const name of readdirSync(`${root}dist`).filter((each) => /^cx-assist-element-.*\.tgz$/.test(each))) {
    rmSync(`${root}dist/${name}`)
  }
  stageModules()
  await stageTypes()
  stageElementsManifest()
  stagePackage()
  return pack()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${await packElement()}\n`)
