/** The element's package as integrators get it: installed offline into an empty folder, with nothing else in it. */
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const MAY_WEIGH_BYTES = 3 * 1024 * 1024
const root = fileURLToPath(new URL('../..', import.meta.url))
/** Outside this repository, so that nothing is found that the package does not bring. */
const consumer = mkdtempSync(join(tmpdir(), 'element-'))
const installed = join(consumer, 'node_modules/cx-assist-element')

const run = (program: string, args: readonly string[], cwd = consumer) => {
  // A cache of its own: nothing is at hand by chance.
  const env = { ...process.env, npm_config_cache: join(consumer, '.npm') }
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  return { status, stdout, output: `${stdout}${stderr}` }
}
const node = (args: readonly string[]) => run(process.execPath, args)
const evaluate = (code: string): string => node(['--input-type=module', '--eval', code]).output.trim()

const packageJson = z.object({
  version: z.string(),
  private: z.optional(z.boolean()),
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
  dependencies: z.optional(z.record(z.string(), z.string())),
})
const readPackage = (folder: string) =>
  packageJson.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))

let tarball: string
let element: z.infer<typeof packageJson>
beforeAll(() => {
  tarball = join(root, run('npm', ['run', '--silent', 'pack:element'], root).stdout.trim())
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "type": "module" }')
  expect(run('npm', ['install', '--offline', '--no-audit', `file:${tarball}`])).toMatchObject({ status: 0 })
  element = readPackage(installed)
})
afterAll(() => rmSync(consumer, { recursive: true, force: true }))

describe('the package alone', () => {
  it('the package of the element alone may be published, in the version of the service that it needs', () => {
    expect(element.private).toBeUndefined()
    expect(element.version).toBe(z.object({ version: z.string() }).parse(readPackage(root)).version)
  })

  it('the package of the element alone brings nothing along: neither server nor runtime, nor anything else', () => {
    expect(element.dependencies ?? {}).toEqual({})
    expect(readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'cx-assist-element',
    ])
  })

  it('the package of the element alone names no package in its modules that would have to be there', () => {
    const modules = readdirSync(installed).filter((name) => name.endsWith('.js'))
    expect(modules.length).toBeGreaterThan(15)
    const imported = modules.flatMap((name) =>
      [
        ...readFileSync(join(installed, name), 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*["'`](?!\.)([@\w][^"'`]*)/g),
      ].map(([, specifier]) => specifier),
    )
    expect(imported).toEqual([])
  })

  it('the package of the element alone weighs little', () => {
    expect(statSync(tarball).size).toBeLessThanOrEqual(MAY_WEIGH_BYTES)
  })

  it('the package of the element alone has no fault that publint knows', async () => {
    const { messages, pkg } = await publint({ pkgDir: installed, pack: false, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('the package of the element alone has no fault that arethetypeswrong knows, as a package of modules', () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    // Style sheets have no types.
    const sheets = Object.keys(element.exports).filter((path) => path.endsWith('.css'))
    const options = ['--profile=esm-only', '--no-definitely-typed', '--no-color', '--exclude-entrypoints', ...sheets]
    const { output, status } = node([attw, tarball, ...options])
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' })
  })

  it('the package of the element alone is imported by Node without throwing, and feigns no browser', () => {
    const modules = Object.keys(element.exports).filter((path) => !/\.(?:css|json)$/.test(path))
    expect(modules).toEqual([
      '.',
      './define',
      './board',
      './host',
      ...['chatwoot', 'cognigy', 'cxone', 'generic'].map((name) => `./desktops/${name}`),
      './react',
      './vue',
    ])
    const imports = modules.map((path) => `await import(${JSON.stringify(join('cx-assist-element', path))})`)
    expect(evaluate(`${imports.join('\n')}\nconsole.log(typeof customElements, typeof document)`)).toBe(
      'undefined undefined',
    )
  })

  it('the package of the element alone gives one class, by either name', () => {
    const code = `const [a, b] = await Promise.all(['', '/define'].map((path) => import('cx-assist-element' + path)))
      console.log(a.CxAssist === b.CxAssist, typeof a.define)`
    expect(evaluate(code)).toBe('true function')
  })

  it('the package of the element alone gives style sheets, and a manifest whose modules are there', () => {
    const code = `import { existsSync } from 'node:fs'
      const resolved = ['themes/dark.css', 'themes/grey.css', 'themes/white.css', 'custom-elements.json'].map((path) =>
        import.meta.resolve('cx-assist-element/' + path))
      console.log(resolved.every((url) => existsSync(new URL(url))))`
    expect(evaluate(code)).toBe('true')
    const manifest = z.object({ modules: z.array(z.object({ path: z.string() })) })
    const { modules } = manifest.parse(JSON.parse(readFileSync(join(installed, 'custom-elements.json'), 'utf8')))
    expect(modules.map(({ path }) => path)).toEqual(['index.js', 'define.js', 'board.js'])
  })
})

describe('its types', () => {
  const compile = (name: string, source: string): string[] => {
    const compilerOptions = {
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      jsx: 'react-jsx',
      types: [],
      noEmit: true,
    }
    writeFileSync(join(consumer, name), source)
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [name] }))
    const { output } = node([join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'])
    return output.split('\n').filter((line) => line !== '')
  }

  it('the types of the element alone need no other package, even where libraries are checked too', () => {
    const source = `
      import { CxAssist, define, scorerWith } from 'cx-assist-element'
      import 'cx-assist-element/define'
      import { serveComposer } from 'cx-assist-element/host'

      define()
      const element: CxAssist = document.createElement('cx-assist')
      element.theme = 'dark'
      element.createScorer = scorerWith('wasm')
      element.addEventListener('cx-assist-insert', ({ detail }) => detail.text.trim())
      element.requestUpdate()
      // @ts-expect-error There is no such theme.
      element.theme = 'pink'
      export const stop = (frame: HTMLIFrameElement) => serveComposer({ frame, origin: 'null', composer: '#reply' })
    `
    expect(compile('plain.ts', source)).toEqual([])
  })

  it('the types of the element alone know the tag in React and in Vue, where these are', () => {
    mkdirSync(join(consumer, 'node_modules/@types'))
    for (const name of ['vue', 'react', '@types/react']) {
      symlinkSync(join(root, 'node_modules', name), join(consumer, 'node_modules', name))
    }
    const source = `
      import 'cx-assist-element/react'
      import 'cx-assist-element/vue'
      import type { GlobalComponents } from 'vue'

      export const inReact = <cx-assist bff="/assist" theme="dark" oncx-assist-insert={({ detail }) => detail.text.trim()} />
      // @ts-expect-error There is no such theme.
      export const wrong = <cx-assist theme="pink" />
      type InVue = InstanceType<GlobalComponents['cx-assist']>
      export const props: InVue['$props'] = { bff: '/assist', density: 'compact' }
    `
    expect(compile('frameworks.tsx', source)).toEqual([])
  })
})
