/** The lint keeps fetch to its doors and the clock out of the domain; these tests plant what it must refuse and see it refused. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

const run = (cwd: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, ...args], { cwd, encoding: 'utf8' })
  return { status, output: `${stdout}${stderr}`.replace(/\s+/g, ' ') }
}

let planted: string | undefined
afterEach(() => {
  if (planted !== undefined) rmSync(planted, { recursive: true })
  planted = undefined
})

/** Lints a file as if it stood in this repository, by this repository's rules. */
const lintAs = (path: string, source: string) => {
  planted = mkdtempSync(join(tmpdir(), 'planted-'))
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(planted, name))
  mkdirSync(join(planted, dirname(path)), { recursive: true })
  writeFileSync(join(planted, path), source)
  return run(planted, ['lint', '--colors=off'])
}

describe('the lint', () => {
  it('passes on the whole tree', () => {
    const { status, output } = run(root, ['check', '--colors=off'])
    expect(output).not.toMatch(/Found \d+ error/)
    expect(status).toBe(0)
  })

  it('refuses a call out that takes no door', () => {
    expect(lintAs('bff/flows/routing/planted.ts', 'export const call = () => fetch("/")\n').output).toContain(
      'noRestrictedGlobals',
    )
  })

  it('refuses a call out inside the domain', () => {
    expect(lintAs('shared/domain/policy/planted.ts', 'export const call = () => fetch("/")\n').output).toContain(
      'passed in',
    )
  })

  it('refuses the clock inside the domain', () => {
    expect(lintAs('shared/domain/policy/planted.ts', 'export const now = () => Date.now()\n').output).toContain(
      'passed in',
    )
  })
})
