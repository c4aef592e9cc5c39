/** The package as it is packed: what is in it, what checkers of packages say, and what an integrator's compiler says. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { startBffProcess } from '../support/bff-process.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Inside this repository, so that what the package depends on is found; with a name of its own, so that it is not. */
const consumer = join(root, 'dist', 'consumer')
const installed = join(consumer, 'node_modules', 'cx-assist')

const run = (program: string, args: readonly string[], cwd = consumer) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return { status, output: `${stdout}${stderr}`, stdout }
}
const node = (args: readonly string[]) => run(process.execPath, args)
const TSC = join(root, 'node_modules/typescript/bin/tsc')
const ATTW = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')

const packing = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
const packageJson = z.object({
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
  bin: z.record(z.string(), z.string()),
})
const { exports, bin } = packageJson.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

let tarball: string
let files: readonly string[]
beforeAll(() => {
  rmSync(consumer, { recursive: true, force: true })
  mkdirSync(installed, { recursive: true })
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "type": "module" }')
  // Built already; and quick rather than small.
  const { stdout } = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', consumer], root)
  const [packed] = packing.parse(JSON.parse(stdout))
  tarball = join(consumer, packed?.filename ?? '')
  files = packed?.files.map(({ path }) => path) ?? []
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
})
afterAll(() => rmSync(consumer, { recursive: true, force: true }))

describe('the packed package', () => {
  it('the packed package holds what its exports and its command name', () => {
    const named = [...Object.values(exports).flatMap((each) => (typeof each === 'string' ? each : Object.values(each)))]
    expect(named.length).toBeGreaterThan(12)
    const bare = [...named, ...Object.values(bin)].map((path) => path.replace(/^\.\//, ''))
    expect(files).toEqual(expect.arrayContaining(bare))
  })

  it('the packed package holds models, licences and examples, and neither tests nor what a run left behind', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'README.md',
        'dist/bff/service/licenses.md',
        'models/NOTICE.md',
        'models/full/manifest.json',
        'examples/vue/AgentDesktop.vue',
      ]),
    )
    expect(
      files.filter((path) =>
        /demo-data|node_modules|tsbuildinfo|\.test\.|^test\/|dist\/(test|types|consumer)/.test(path),
      ),
    ).toEqual([])
  })

  it('the packed package starts its command without any source', () => {
    const command = join(installed, bin['cx-assist'] ?? '')
    expect(node([command, '--help'])).toMatchObject({ status: 0, output: expect.stringContaining('cx-assist') })
  })

  it('the packed package serves the element and the model, without any source', async () => {
    const bff = await startBffProcess({}, join(installed, 'dist/bff/service/main.js'))
    for (const path of ['widget/cx-assist.js', 'models/full/manifest.json']) {
      expect((await fetch(`${bff.url}/${path}`)).status, path).toBe(200)
    }
    expect((await bff.stop()).output).not.toMatch(/"level":"error"|models\/full/)
  })

  it('the packed package holds worker and runtime once, for the service to serve: what is bundled looks for that very worker', () => {
    const scorer = files.find((path) => /^dist\/package\/browser-scorer-[\w-]+\.js$/.test(path)) ?? ''
    const [worker = ''] = /worker-[\w-]+\.js/.exec(readFileSync(join(installed, scorer), 'utf8')) ?? []
    const named = (pattern: RegExp): string[] => files.filter((path) => pattern.test(path))
    expect(named(/^dist\/p.*\/worker-[\w-]+\.js$/)).toEqual([`dist/public/widget/${worker}`])
    expect(named(/\.wasm$/)).toHaveLength(2)
  })

  it('the packed package has no fault that publint knows', async () => {
    const { messages, pkg } = await publint({ pkgDir: installed, pack: false, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('the packed package has no fault that arethetypeswrong knows, as a package of modules', () => {
    // Style sheets have no types.
    const sheets = Object.keys(exports).filter((path) => path.endsWith('.css'))
    const options = ['--profile=esm-only', '--no-definitely-typed', '--no-color', '--exclude-entrypoints', ...sheets]
    const { output, status } = node([ATTW, tarball, ...options])
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' })
  })
})

describe('the modules of the package', () => {
  const modules = Object.keys(exports).filter((path) => !/\.(?:css|json)$/.test(path))

  it.each(modules)('%s is imported by Node without throwing, and feigns no browser', (path) => {
    const code = `await import(${JSON.stringify(join('cx-assist', path))})
      console.log(typeof customElements, typeof HTMLElement, typeof document)`
    expect(node(['--input-type=module', '--eval', code]).output.trim()).toBe('undefined undefined undefined')
  })

  it('the modules of the package are the same class and events, whether named or not, and are loaded twice without harm', () => {
    const code = `
      const [a, b, c] = await Promise.all(['cx-assist', 'cx-assist/define', 'cx-assist/cx-assist.js'].map((name) => import(name)))
      console.log(a.CxAssist === b.CxAssist, a.CxAssistInsertEvent === b.CxAssistInsertEvent, Object.keys(a).join() === Object.keys(c).join())`
    expect(node(['--input-type=module', '--eval', code]).output.trim()).toBe('true true true')
  })
})

describe('the types of the package', () => {
  /** Gives the lines of the compiler's complaints. */
  const compile = (sources: Readonly<Record<string, string>>, module: string, moduleResolution: string): string[] => {
    const compilerOptions = {
      module,
      moduleResolution,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedSideEffectImports: true,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      jsx: 'react-jsx',
      types: [],
      noEmit: true,
    }
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(consumer, name), text)
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: Object.keys(sources) }))
    const { output } = node([TSC, '--pretty', 'false'])
    return output.split('\n').filter((line) => /^\S/.test(line))
  }

  const RIGHT = `
    import { CxAssist, CxAssistInsertEvent, define, scorerWith } from 'cx-assist'
    import 'cx-assist/define'
    import 'cx-assist/react'
    import 'cx-assist/vue'
    import type { GlobalComponents } from 'vue'
    import { validate } from 'cx-assist/validate'

    define()
    const element = document.createElement('cx-assist')
    const same: CxAssist = element
    element.bff = 'https://assist.example.com'
    element.theme = 'dark'
    element.createScorer = scorerWith('wasm')
    element.addEventListener('cx-assist-insert', (event) => {
      const { text, suggestionId }: { text: string; suggestionId: string } = event.detail
      if (text === suggestionId) event.preventDefault()
    })
    document.body.addEventListener('cx-assist-error', ({ detail }) => {
      if (detail.code === 'unauthorized') element.token = 'another'
    })
    export const inReact = (
      <cx-assist
        bff="https://assist.example.com"
        token="eyJ"
        conversation={null}
        theme="dark"
        className="panel"
        ref={(found) => found?.reportSent('s1', 'text')}
        oncx-assist-insert={({ detail }) => detail.text.trim()}
        oncx-assist-status={(event) => event.detail.conversation}
      />
    )
    type InVue = InstanceType<GlobalComponents['cx-assist']>
    export const props: InVue['$props'] = { bff: 'https://assist.example.com', density: 'compact', class: 'panel' }
    export const emit = (it: InVue, event: CxAssistInsertEvent) => it.$emit('cx-assist-insert', event)
    export const verdict = validate('routing', {})
    export { same }
  `

  const WRONG = [
    ['an attribute in React that is not one of its words', '<cx-assist theme="pink" />'],
    ['a listener in React that takes another event', '<cx-assist oncx-assist-insert={(event: MouseEvent) => event} />'],
    ['a property in Vue that is not one of its words', "({ density: 'tight' }) satisfies InVue['$props']"],
    ['an event in Vue there is not', "(it: InVue) => it.$emit('cx-assist-inserted')"],
    ['a detail there is not', "document.body.addEventListener('cx-assist-insert', (event) => event.detail.txt)"],
    ['a property that is not one of its words', "document.createElement('cx-assist').theme = 'pink'"],
    ['a property that is ours alone', "document.createElement('cx-assist').clock"],
  ] as const

  it.each([
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ])(
    'the types of the package fit plain code, React and Vue, and nothing that is wrong: %s modules, %s resolution',
    (module, resolution) => {
      const wrong = [
        "import 'cx-assist/define'; import 'cx-assist/react'; import 'cx-assist/vue'",
        "type InVue = InstanceType<import('vue').GlobalComponents['cx-assist']>",
        ...WRONG.map(([, code], index) => `export const wrong${index} = ${code}`),
      ]
      const complaints = compile({ 'right.tsx': RIGHT, 'wrong.tsx': wrong.join('\n') }, module, resolution)
      expect(complaints.filter((line) => !line.startsWith('wrong.tsx'))).toEqual([])
      const refused = complaints.map((line) => WRONG[Number(/\((\d+),/.exec(line)?.[1]) - 3]?.[0])
      expect(refused).toEqual(WRONG.map(([what]) => what))
    },
  )
})
