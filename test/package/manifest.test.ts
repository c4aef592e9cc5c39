/** `custom-elements.json` says what the element is, all of it and nothing else. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const root = fileURLToPath(new URL('../..', import.meta.url))
const written = readFileSync(`${root}custom-elements.json`, 'utf8')
const paths = readdirSync(`${root}widget`, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const textsOf = (chosen: readonly string[]): string[] =>
  chosen.map((path) => readFileSync(`${root}widget/${path}`, 'utf8'))
const sources = textsOf(paths.filter((path) => !path.startsWith('board/')))
const boardSources = textsOf(paths.filter((path) => path.startsWith('board/')))

const named = z.object({
  kind: z.optional(z.string()),
  name: z.string(),
  description: z.optional(z.string()),
  default: z.optional(z.string()),
  type: z.optional(z.object({ text: z.string() })),
})
const element = z.object({
  tagName: z.string(),
  attributes: z.array(named),
  members: z.array(named),
  events: z.array(named),
  cssParts: z.array(named),
  cssProperties: z.optional(z.array(named)),
})
const manifest = z.object({
  modules: z.array(z.object({ path: z.string(), declarations: z.array(z.unknown()), exports: z.array(named) })),
})
const { modules } = manifest.parse(JSON.parse(written))
const [panel, board] = z.tuple([element, element]).parse(modules.flatMap(({ declarations }) => declarations))
const documented = { ...panel, cssProperties: panel.cssProperties ?? [] }

const names = (of: readonly { readonly name: string }[]): string[] => of.map(({ name }) => name).toSorted()
const inSources = (pattern: RegExp, texts: readonly string[] = sources): string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found ?? ''))),
]

describe('custom-elements.json', () => {
  it('custom-elements.json is what the sources make it: npm run manifest brings it up to date', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['widget/manifest.mjs', '--print'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(stdout).toBe(written)
  })

  it('custom-elements.json describes everything it names, and nothing twice', () => {
    for (const each of [documented.attributes, documented.events, documented.cssParts, documented.cssProperties]) {
      expect(each.filter(({ description }) => description === undefined)).toEqual([])
      expect(names(each)).toEqual([...new Set(names(each))])
    }
    expect(documented.members.filter(({ description }) => description === undefined)).toEqual([])
  })

  it('custom-elements.json names each custom property that a style reads, with its default', () => {
    expect(names(documented.cssProperties)).toEqual(inSources(/var\((--cx-assist-[\w-]+)/g).toSorted())
    expect(documented.cssProperties.filter((each) => each.default === undefined)).toEqual([])
  })

  it('custom-elements.json names each part that a template has, and each is let out of the parts of the panel', () => {
    const parts = inSources(/\bpart=["']([\w -]+)["']/g).flatMap((list) => list.split(' '))
    expect(names(documented.cssParts)).toEqual([...new Set(parts)].toSorted())
    const exported = inSources(/\bexportparts=["']([\w, -]+)["']/g).flatMap((list) => list.split(/,\s*/))
    const inner = sources
      .filter((text) => /define\('cx-assist-/.test(text))
      .flatMap((text) => [...text.matchAll(/\bpart=["']([\w-]+)["']/g)].map(([, part]) => part ?? ''))
    expect(exported).toEqual(expect.arrayContaining(inner))
    expect(parts).toEqual(expect.arrayContaining(exported))
  })

  it('custom-elements.json names each event that has a class', () => {
    const events = readFileSync(`${root}widget/events.ts`, 'utf8')
    const classes = [...events.matchAll(/export class (\w+)[\s\S]*?super\('([\w-]+)'/g)]
    expect(classes.length).toBeGreaterThan(5)
    expect(documented.events.map(({ name, type }) => [type?.text, name]).toSorted()).toEqual(
      classes.map(([, type, name]) => [type, name]).toSorted(),
    )
  })

  it('custom-elements.json spells out what an attribute may be', () => {
    expect(documented.attributes.find(({ name }) => name === 'theme')?.type?.text).toBe("'auto' | 'light' | 'dark'")
  })

  it('custom-elements.json leaves out what is ours alone', () => {
    const ours = names(documented.members).filter((name) => /^[#_]|create(Link)|clock|fetch|Callback$/.test(name))
    expect(ours).toEqual([])
  })

  it('custom-elements.json names the properties that React and Vue may set', () => {
    const settable = readFileSync(`${root}widget/element-props.ts`, 'utf8')
    const fields = documented.members.filter(({ kind }) => kind === 'field')
    expect(fields.length).toBeGreaterThan(8)
    for (const { name } of fields) expect(settable).toContain(`'${name}'`)
  })

  it('custom-elements.json says which modules give the class and which name the element', () => {
    expect(modules.map(({ path, exports }) => [path, exports.map(({ name }) => name)])).toEqual([
      ['dist/package/index.js', ['CxAssist']],
      ['dist/package/define.js', ['cx-assist']],
      ['dist/public/widget/cx-assist.js', ['cx-assist']],
      ['dist/package/board.js', ['CxBoard']],
      ['dist/public/widget/board/cx-board.js', ['cx-board']],
    ])
  })

  it('custom-elements.json describes the board as well: its attributes, its events, its parts, and nothing of ours', () => {
    expect(board.tagName).toBe('cx-board')
    expect(names(board.attributes)).toEqual(['bff', 'density', 'lang', 'theme', 'token'])
    const events = readFileSync(`${root}widget/board/events.ts`, 'utf8')
    const classes = [...events.matchAll(/export class (\w+)[\s\S]*?super\('([\w-]+)'/g)]
    expect(board.events.map(({ name, type }) => [type?.text, name]).toSorted()).toEqual(
      classes.map(([, type, name]) => [type, name]).toSorted(),
    )
    const parts = inSources(/ part=["']([\w-]+)["']/g, boardSources)
    expect(names(board.cssParts)).toEqual(parts.toSorted())
    expect(names(board.members).filter((name) => /^[#_]|create|clock|load|frames|Callback$/.test(name))).toEqual([])
    for (const each of [board.attributes, board.events, board.cssParts, board.members])
      expect(each.filter(({ description }) => description === undefined)).toEqual([])
  })
})
