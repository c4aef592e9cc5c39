/** `npm run test:unit` is quick because of what is not in it; nothing is lost for that. */
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = `${root}node_modules/vitest/vitest.mjs`
const { stdout } = spawnSync(process.execPath, [vitest, 'list', '--filesOnly', '--json'], {
  cwd: root,
  encoding: 'utf8',
})
const listed = z.array(z.object({ file: z.string(), projectName: z.string() })).parse(JSON.parse(stdout))

const inTree = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.test.ts') && !/^widget\/|(?:^|\/)node_modules\//.test(path),
)

describe('the projects of the tests in Node', () => {
  it('are unit, service and slow', () => {
    expect(new Set(listed.map(({ projectName }) => projectName))).toEqual(new Set(['unit', 'service', 'slow']))
  })

  it('have each test file once among them', () => {
    expect(inTree.length).toBeGreaterThan(150)
    const files = listed.map(({ file }) => file.slice(`${root}test/`.length))
    expect(files.toSorted()).toEqual(inTree.toSorted())
  })
})

describe('a test of the project unit', () => {
  it.each([
    ['listens', () => createServer().listen(0)],
    ['connects', () => connect(1, '127.0.0.1')],
    ['starts a program', () => spawn('true')],
  ])('is told that it belongs elsewhere when it %s', async (what, act) => {
    await import('./support/alone.ts')
    expect(act).toThrow(`A test of the project "unit" ${what}`)
  })
})
