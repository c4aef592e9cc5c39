/** The lint keeps the direction of knowledge; these tests plant what it must refuse and see it refused. */
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

/** Lints files as if they stood in this repository, by this repository's rules. */
const lintFiles = (files: Readonly<Record<string, string>>) => {
  planted = mkdtempSync(join(tmpdir(), 'planted-'))
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(planted, name))
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(join(planted, dirname(path)), { recursive: true })
    writeFileSync(join(planted, path), source)
  }
  return run(planted, ['lint', '--colors=off'])
}
const lintAs = (path: string, source: string) => lintFiles({ [path]: source })

const uses = (specifier: string): string => `import { thing } from '${specifier}'\n\nexport const use = () => thing\n`

describe('the lint', () => {
  it('passes on the whole tree', () => {
    const { status, output } = run(root, ['check', '--colors=off'])
    expect(output).not.toMatch(/Found \d+ error/)
    expect(status).toBe(0)
  })

  it.each([
    ['widget/parts/planted.ts', '../../bff/main.ts', 'never bff'],
    ['bff/webhooks/planted.ts', '../../widget/state/reduce.ts', 'never widget'],
    ['bff/webhooks/planted.ts', '../upstream/cxone.ts', 'ports, not the adapters'],
    ['bff/webhooks/planted.ts', 'express', 'Express stops at bff/http'],
    ['bff/http/planted.ts', 'undici', 'Only bff/upstream/http/http-call.ts'],
    ['bff/http/planted.ts', 'socket.io', 'socket.io stops at bff/push'],
    ['bff/upstream/planted.ts', '../webhooks/routing.ts', 'neither flows nor each other'],
    ['widget/parts/planted.ts', '../composer/field.ts', 'Parts and state know ports'],
    ['widget/parts/planted.ts', 'socket.io-client', 'Only widget/link/socket-link.ts'],
    ['widget/parts/planted.ts', 'intl-messageformat', 'Only widget/i18n/messages.ts'],
    ['widget/cx-assist.ts', 'intl-messageformat', 'Only widget/i18n/messages.ts'],
    ['widget/parts/planted.ts', 'onnxruntime-web', 'Only widget/sentiment/runtime.ts'],
    ['bff/sentiment/planted.ts', 'onnxruntime-web', 'Only bff/scoring/runtime.ts'],
    ['bff/webhooks/planted.ts', '@huggingface/tokenizers', 'Only bff/scoring/runtime.ts'],
    ['bff/webhooks/planted.ts', '../sentiment/sentiment-scorer.ts', 'ports, not the adapters'],
    ['bff/sentiment/planted.ts', '../webhooks/routing.ts', 'neither flows nor each other'],
    ['shared/wire/planted.ts', 'lru-cache', 'zod and itself'],
    ['shared/wire/planted.ts', '../../bff/ports.ts', 'shared knows nobody'],
    ['shared/domain/planted.ts', 'zod/mini', 'imports no library'],
    ['simulator/planted.ts', '../bff/app.ts', 'over the wire only'],
  ])('refuses %s importing %s', (path, specifier, message) => {
    const { status, output } = lintAs(path, uses(specifier))
    expect(output).toContain(message)
    expect(status).not.toBe(0)
  })

  it.each([
    ['bff/upstream/http/http-call.ts', 'undici'],
    ['bff/http/planted.ts', 'express'],
    ['bff/push/planted.ts', 'socket.io'],
    ['widget/link/socket-link.ts', 'socket.io-client'],
    ['widget/sentiment/runtime.ts', 'onnxruntime-web'],
    ['widget/i18n/messages.ts', 'intl-messageformat'],
    ['bff/scoring/runtime.ts', 'onnxruntime-web'],
    ['bff/scoring/runtime.ts', '@huggingface/tokenizers'],
    ['bff/webhooks/planted.ts', '../../shared/sentiment/scorer.ts'],
    ['shared/wire/planted.ts', 'zod/mini'],
  ])('lets %s import %s, for which it is the door', (path, specifier) => {
    expect(lintAs(path, uses(specifier)).output).not.toContain('noRestrictedImports')
  })

  it('refuses a call out that takes no door', () => {
    expect(lintAs('bff/webhooks/planted.ts', 'export const call = () => fetch("/")\n').output).toContain(
      'noRestrictedGlobals',
    )
  })

  it('refuses the clock inside the domain', () => {
    expect(lintAs('shared/domain/planted.ts', 'export const now = () => Date.now()\n').output).toContain('passed in')
  })

  it('refuses a cycle', () => {
    const other = `${uses('./planted.ts').replace('thing }', 'use as thing }').replace('use =', 'thing =')}`
    const { output } = lintFiles({ 'bff/http/planted.ts': uses('./other.ts'), 'bff/http/other.ts': other })
    expect(output).toContain('noImportCycles')
  })
})
