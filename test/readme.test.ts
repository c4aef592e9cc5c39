/** What the README tells people to do works as it stands there. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readConfig } from '../bff/config.ts'
import { rulesFile } from '../shared/rules.ts'
import { parseOrProblem } from '../shared/wire/problem.ts'
import { tokenRequest } from '../shared/wire/widget-api.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(`${root}README.md`, 'utf8')
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code ?? '')
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8'))).scripts

describe('the README', () => {
  it('shows a rules file that the service takes', () => {
    const [rules] = blocks('json')
    expect(parseOrProblem(rulesFile, JSON.parse(rules ?? ''))).toMatchObject({ ok: true })
  })

  it('shows a token request that the service takes', () => {
    const curl = blocks('sh').find((code) => code.includes('/api/widget/token')) ?? ''
    expect(curl).toContain('/api/widget/token')
    const body = /-d '(.*)'/.exec(curl)?.[1] ?? ''
    expect(parseOrProblem(tokenRequest, JSON.parse(body))).toMatchObject({ ok: true })
  })

  it('shows the attributes that the element has', () => {
    const source = readFileSync(`${root}widget/cx-assist.ts`, 'utf8')
    const [page] = blocks('html')
    const tag = /<cx-assist\s([^>]*)>/.exec(page ?? '')?.[1] ?? ''
    const named = [...tag.matchAll(/(\w+)=/g), ...readme.matchAll(/^\| `(?!cx-)([a-z-]+)` \| [^|]* \|/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'style' && !name?.endsWith('-src'))
    expect(named.length).toBeGreaterThan(12)
    for (const name of named) expect(source).toMatch(new RegExp(`@attr \\{[^}]*\\} ${name} `))
  })

  it('names only commands there are', () => {
    const named = [...readme.matchAll(/npm (?:run )?(start|test|bff|verify|bench|lint)\b/g)].map(
      ([, name]) => name ?? '',
    )
    expect(new Set(named).size).toBeGreaterThan(4)
    for (const name of named) expect(scripts).toHaveProperty(name)
  })

  it('names only variables that the service reads', () => {
    const rows = readme.split('\n').filter((line) => /^\| `[A-Z_]+`/.test(line))
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ''),
    )
    expect(named.length).toBeGreaterThan(12)
    const environment = readFileSync(`${root}bff/config.ts`, 'utf8')
    // What every tool reads, a library reads here.
    const proxies = readFileSync(`${root}bff/upstream/http/proxies.ts`, 'utf8')
    for (const name of named) {
      expect(environment.includes(`${name}:`) || proxies.includes(`\`${name}\``), name).toBe(true)
    }
    expect(readConfig({}).ok).toBe(true)
  })

  it('shows pictures that are there', () => {
    for (const [, path] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g))
      expect(existsSync(`${root}${path}`), path).toBe(true)
  })
})
