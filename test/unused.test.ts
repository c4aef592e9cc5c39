/** Nothing is offered that nobody takes: knip finds exports, files and packages that nothing uses, and these tests see it find one. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const knip = join(root, 'node_modules/knip/bin/knip.js')

/** What is not used in the tree at `cwd`, a line each. */
const unusedIn = (cwd: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [knip, '--no-progress', '--reporter', 'compact'], {
    cwd,
    encoding: 'utf8',
  })
  return { status, output: `${stdout}${stderr}` }
}

let planted: string | undefined
afterEach(() => {
  if (planted !== undefined) rmSync(planted, { recursive: true })
  planted = undefined
})

describe('the tree', () => {
  it('the tree holds no file, export or package that nothing uses', () => {
    expect(unusedIn(root)).toEqual({ status: 0, output: '' })
  })

  it('the tree would be told of an export that nothing imports, and not of one that something does', () => {
    planted = mkdtempSync(join(tmpdir(), 'planted-'))
    for (const name of ['knip.json', 'package.json', 'tsconfig.json'])
      copyFileSync(join(root, name), join(planted, name))
    for (const folder of [
      'examples/angular',
      'examples/planted',
      'simulator',
      'test/editors',
      'test/examples',
      'widget',
    ]) {
      mkdirSync(join(planted, folder), { recursive: true })
    }
    writeFileSync(
      join(planted, 'simulator/planted.ts'),
      'export const taken = 1\nexport const dead = 2\nexport type Dead = 3\n',
    )
    writeFileSync(
      join(planted, 'examples/planted/main.ts'),
      "import { taken } from '../../simulator/planted.ts'\n\ntaken.toFixed()\n",
    )
    const { status, output } = unusedIn(planted)
    expect(status).not.toBe(0)
    expect(output).toMatch(/simulator\/planted\.ts: dead\n/)
    expect(output).toMatch(/simulator\/planted\.ts: Dead\n/)
    expect(output).not.toContain('taken')
  })
})
