/** What the README and the pages in docs/ tell people to do works as it stands there, and no link leads nowhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { environment } from '../bff/config/environment.ts'
import { readConfig } from '../bff/config.ts'
import { defaultRules, rulesFile } from '../shared/rules.ts'
import { problem } from '../shared/wire/problem.ts'
import { refusalCode } from '../shared/wire/refusal.ts'
import { tokenRequest } from '../shared/wire/token.ts'
import {
  fallbackAnswer,
  fallbackWebhook,
  handoverWebhook,
  routingWebhook,
  sentimentWebhook,
} from '../shared/wire/webhooks.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const LONGEST_README = 185

interface Page {
  /** Below the root, with `/`. */
  readonly path: string
  readonly text: string
  /** Without code blocks, in which nothing is a link, a heading or a row. */
  readonly prose: string
}

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm
const readPage = (path: string): Page => {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, prose: text.replace(FENCED, '') }
}

const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map(readPage)
const pageAt = (path: string): Page => {
  const page = pages.find((each) => each.path === path)
  if (page === undefined) throw new Error(`there is no page ${path}`)
  return page
}
const readme = pageAt('README.md')
const contract = pageAt('docs/contract.md')
const operate = pageAt('docs/operate.md')

const blocksOf = ({ text }: Page, language: string): string[] =>
  [...text.matchAll(FENCED)].flatMap(([, named, code = '']) => (named === language ? [code] : []))
const blocks = (language: string): string[] => pages.flatMap((page) => blocksOf(page, language))

/** What the expression's first group finds in any page, with the page that it stands in. */
const everywhere = (pattern: RegExp, part: 'text' | 'prose' = 'text'): { page: Page; found: string }[] =>
  pages.flatMap((page) => [...page[part].matchAll(pattern)].map(([, found = '']) => ({ page, found })))

/** Rows below the head of every table whose first column is called so. */
const rowsUnder = (head: string): { page: Page; row: string }[] =>
  pages.flatMap((page) =>
    [...page.prose.matchAll(new RegExp(`^\\| ${head} \\|.*\\n\\|[ -|]*\\n((?:\\|.*\\n)+)`, 'gm'))].flatMap(
      ([, rows = '']) =>
        rows
          .trim()
          .split('\n')
          .map((row) => ({ page, row })),
    ),
  )
const namesIn = (cell: string | undefined): string[] =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** All sources of a folder, wherever in it a file has moved to. */
const sourcesIn = (folder: string): { readonly path: string; readonly text: string }[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') }))
const bff = sourcesIn('bff')
const wire = sourcesIn('shared/wire')

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).scripts

describe('the pages', () => {
  it('the pages show a rules file that the service takes', () => {
    const [rules] = blocksOf(operate, 'json')
    expect(rulesFile.safeParse(JSON.parse(rules ?? '')).error).toBeUndefined()
  })

  it('the pages show JSON that the service takes or answers with', () => {
    const kinds = [
      rulesFile,
      routingWebhook,
      fallbackWebhook,
      fallbackAnswer,
      sentimentWebhook,
      handoverWebhook,
      problem,
    ]
    // What a flow fills in is judged where it is filled in: wire/documented-bodies.test.ts.
    const whole = blocks('json').filter((code) => !code.includes('"$cs"'))
    const shown = whole.map((code): unknown => JSON.parse(code))
    expect(shown.length).toBeGreaterThanOrEqual(kinds.length)
    for (const value of shown) {
      expect(
        kinds.some((kind) => kind.safeParse(value).success),
        JSON.stringify(value),
      ).toBe(true)
    }
    for (const kind of kinds) expect(shown.some((value) => kind.safeParse(value).success)).toBe(true)
  })

  it('the pages show a token request that the service takes', () => {
    const curls = blocks('sh').filter((code) => code.includes('/api/widget/token'))
    expect(curls.length).toBeGreaterThan(0)
    for (const curl of curls) {
      const body = /-d '(.*)'/.exec(curl)?.[1] ?? ''
      expect(tokenRequest.safeParse(JSON.parse(body)).error).toBeUndefined()
    }
  })

  it('the pages show webhooks by curl that the service takes', () => {
    const curls = blocks('sh').filter((code) => code.includes('/webhook/cognigy '))
    expect(curls.length).toBeGreaterThan(0)
    for (const curl of curls) {
      const body = /-d '([\s\S]*)'/.exec(curl)?.[1] ?? ''
      expect(routingWebhook.safeParse(JSON.parse(body)).error).toBeUndefined()
    }
  })

  it('the pages show attributes that the element has', () => {
    const source = readFileSync(join(root, 'widget/cx-assist.ts'), 'utf8')
    const code = [...blocks('html'), ...blocks('tsx')].join('\n')
    const tags = [...code.matchAll(/<cx-assist\s([^>]*(?:=>[^>]*)*)>/g)].map(([, tag = '']) => tag)
    expect(tags.length).toBeGreaterThan(1)
    const inTags = tags.flatMap((tag) =>
      [...tag.matchAll(/^\s*([a-z-]+)=|\s([a-z]+)=["{]/gm)].map(([, a, b]) => a ?? b),
    )
    const inTables = rowsUnder('attribute').flatMap(({ row }) => namesIn(row.split('|')[1]))
    const named = [...inTags, ...inTables].filter((name) => name !== 'style' && !name?.startsWith('oncx-'))
    expect(named.length).toBeGreaterThan(12)
    for (const name of named) expect(source).toMatch(new RegExp(`@attr \\{[^}]*\\} ${name} `))
  })

  it('the pages show events that the elements fire', () => {
    const classes = ['widget/cx-assist.ts', 'widget/board/cx-board.ts']
    const source = classes.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
    const named = rowsUnder('event').flatMap(({ row }) => namesIn(row.split('|')[1]))
    expect(new Set(named).size).toBeGreaterThan(8)
    for (const name of named) expect(source).toContain(` ${name} - `)
  })

  it('the pages show npm commands that there are', () => {
    const named = everywhere(/npm (?:run )?([a-z][\w:]*)/g)
      .map(({ found }) => found)
      .filter((name) => name !== 'install')
    expect(new Set(named).size).toBeGreaterThan(8)
    for (const name of new Set(named)) expect(scripts).toHaveProperty([name])
  })

  it('the pages show cx-assist commands that there are', () => {
    const named = everywhere(/npx cx-assist ([a-z]+)/g).map(({ found }) => found)
    const command = readFileSync(join(root, 'bff/cli/cx-assist.mjs'), 'utf8')
    expect(new Set(named).size).toBeGreaterThan(4)
    for (const name of new Set(named)) expect(command).toContain(`\n  ${name}: {`)
  })

  it('the pages show variables that the service reads, and in the tables of them each one', () => {
    const rows = rowsUnder('variable')
    const named = rows.flatMap(({ row }) => namesIn(row.split('|')[1]))
    expect(named.length).toBeGreaterThan(12)
    for (const name of named) {
      // What every tool reads, such as proxies, is named where it is passed on.
      expect(
        bff.some(({ text }) => text.includes(`${name}:`) || text.includes(`\`${name}\``)),
        name,
      ).toBe(true)
    }
    const read = Object.keys(environment.shape)
    expect(read.length).toBeGreaterThan(20)
    expect(named).toEqual(expect.arrayContaining(read))
    expect(readConfig({}).ok).toBe(true)
  })

  it('the pages show rules that the rules file has', () => {
    const sections = new Map<string, object>(Object.entries(defaultRules))
    const named = everywhere(/`([a-z]+\.[a-zA-Z]+)`/g, 'prose')
      .map(({ found }) => found.split('.'))
      .filter(([section = '']) => sections.has(section))
    expect(named.length).toBeGreaterThan(20)
    for (const [section = '', key = ''] of named) {
      // The same spelling leads to what is no rule, such as an intent's field.
      if (!['intent.score', 'intent.name', 'knowledge.json'].includes(`${section}.${key}`)) {
        expect(Object.keys(sections.get(section) ?? {}), section).toContain(key)
      }
    }
  })

  it('the pages show metrics that are counted', () => {
    const named = everywhere(/`cx_assist_([a-z_]+)`/g).map(({ found }) => found)
    expect(new Set(named).size).toBeGreaterThan(20)
    for (const name of new Set(named)) {
      expect(
        bff.some(({ text }) => text.includes(`'${name}'`) || text.includes(`'cx_assist_${name}'`)),
        name,
      ).toBe(true)
    }
  })

  it('the pages show what is pasted into desktops as the examples have it', () => {
    const { text } = pageAt('docs/desktops.md')
    for (const desktop of ['chatwoot', 'cognigy', 'cxone']) {
      const address = `https://assist.example.com/panel?desktop=${desktop}`
      expect(text).toContain(address)
      expect(readPage(`examples/${desktop}/README.md`).text).toContain(address)
    }
    const json = (name: string): unknown => JSON.parse(readPage(`examples/cognigy/${name}.json`).text)
    const [, shown = ''] = /`(\{"cxAssist"[^`]*)`/.exec(text) ?? []
    expect(JSON.parse(shown)).toEqual(json('tile'))
    expect(json('grid')).toHaveProperty(['tiles', 'cx-assist'])
  })

  it('the pages show pictures that are there', () => {
    const pictures = everywhere(/!\[[^\]]*\]\(([^)\s]+)\)/g)
    expect(pictures.length).toBeGreaterThan(0)
    for (const { page, found } of pictures) {
      expect(existsSync(join(root, dirname(page.path), found)), `${page.path}: ${found}`).toBe(true)
    }
  })
})

describe('the contract', () => {
  const quoted = (sources: readonly { readonly text: string }[], pattern: RegExp): Set<string> =>
    new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = '']) => name)))

  it('the contract names each path of webhooks and integrators', () => {
    const paths = quoted(bff, /'(\/(?:webhook|api)\/[\w/-]+)'/g)
    expect(paths.size).toBeGreaterThan(7)
    for (const path of paths) expect(contract.text).toContain(path)
  })

  it('the contract names each request of widgets, each type of event and each code of refusals', () => {
    const requests = quoted(wire, /'([a-z]+:[a-z]+)'/g)
    expect(requests.size).toBeGreaterThan(7)
    for (const name of requests) expect(contract.text).toContain(`| \`${name}\` |`)
    const types = quoted(wire, /told\('([a-z]+)'/g)
    expect(types.size).toBeGreaterThan(8)
    for (const type of types) expect(contract.text).toContain(`| \`${type}\` |`)
    for (const code of refusalCode.options) expect(contract.text).toContain(`\`${code}\``)
  })

  it('the contract has each section that comments cite', () => {
    const cited = quoted(
      ['bff', 'shared', 'widget', 'simulator', 'test'].flatMap(sourcesIn),
      /(?:CONTRACT|docs\/contract\.md) (?:section )?(\d(?:\.\d)?)\b/g,
    )
    expect(cited.size).toBeGreaterThan(5)
    for (const section of cited) {
      expect(contract.prose).toMatch(new RegExp(`^##+ ${section.replace('.', '\\.')}\\.? `, 'm'))
    }
  })
})

describe('the links', () => {
  /** As GitHub makes anchors of headings. */
  const anchorsOf = ({ prose }: Page): Set<string> => {
    const seen = new Map<string, number>()
    return new Set(
      [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
        const plain = heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
          .replaceAll(' ', '-')
        const before = seen.get(plain) ?? 0
        seen.set(plain, before + 1)
        return before === 0 ? plain : `${plain}-${before}`
      }),
    )
  }
  const relativeLinks = (page: Page): string[] =>
    [...page.prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to).filter((to) => !/^[a-z]+:/.test(to))
  const ofExamples = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => `examples/${name}/README.md`)
  const others = ['CONTRIBUTING.md', 'CHANGELOG.md', 'examples/README.md', ...ofExamples]
  const linking = [...pages, ...others.map(readPage)]

  it('the links lead to files and folders that are there', () => {
    const all = linking.flatMap((page) => relativeLinks(page).map((to) => ({ page, to })))
    expect(all.length).toBeGreaterThan(40)
    for (const { page, to } of all) {
      const [path = ''] = to.split('#')
      const at = path === '' ? page.path : join(dirname(page.path), path)
      expect(at.startsWith('..') || !existsSync(join(root, at)) ? `${page.path}: ${to}` : undefined).toBeUndefined()
    }
  })

  it('the links lead to headings that are there', () => {
    const all = linking.flatMap((page) => relativeLinks(page).map((to) => ({ page, to })))
    const withAnchor = all.filter(({ to }) => to.includes('#'))
    expect(withAnchor.length).toBeGreaterThan(10)
    for (const { page, to } of withAnchor) {
      const [path = '', anchor = ''] = to.split('#')
      const target = path === '' ? page : readPage(relative(root, join(root, dirname(page.path), path)))
      expect([...anchorsOf(target)], `${page.path}: ${to}`).toContain(anchor)
    }
  })

  it('the links lead from the list of examples to every example', () => {
    expect(ofExamples.length).toBeGreaterThan(9)
    const linked = relativeLinks(readPage('examples/README.md')).map((to) => `examples/${to}/README.md`)
    expect(linked).toEqual(expect.arrayContaining(ofExamples))
  })

  it('the links lead from the README to every page of docs', () => {
    const linked = relativeLinks(readme).map((to) => to.split('#')[0])
    for (const { path } of pages) if (path !== 'README.md') expect(linked).toContain(path)
  })
})

describe('the README', () => {
  it(`the README has at most ${LONGEST_README} lines`, () => {
    expect(readme.text.trimEnd().split('\n').length).toBeLessThanOrEqual(LONGEST_README)
  })

  it('the README sets everything up by two commands, each on a line of its own', () => {
    const lines = blocksOf(readme, 'sh').map((code) => code.trim())
    expect(lines).toEqual(expect.arrayContaining(['npm install && npm start', 'npm install && npm test']))
  })
})
