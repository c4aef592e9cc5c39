/** The module that every agent's page loads stays small, and the README says what is in it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { CORE_LIMIT, measure } from '../size/measure.mjs'

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
const { core, contents, lazy } = measure()

it('fits into 40 kB gzipped, with all that it needs from the start', () => {
  expect(core).toBeGreaterThan(30_000)
  expect(core).toBeLessThanOrEqual(CORE_LIMIT)
})

it('fetches words, view, scorer and runtime only when they are wanted', () => {
  const names = lazy.map(({ name }) => name)
  for (const name of ['workplace.js', 'en.js', 'ar.js', 'messages.js', 'browser-scorer.js', 'worker.js', 'field.js'])
    expect(names).toContain(name)
  expect(contents.map(({ name }) => name)).toEqual(expect.arrayContaining(['Lit', 'socket.io-client', 'zod/mini']))
})

it('is what the README says it is', () => {
  const [, told] = /in the core module, ([\d.]+) kB gzipped/.exec(readme) ?? []
  expect(Math.abs(Number(told) - core / 1000)).toBeLessThan(0.5)
  for (const { name } of contents) expect(readme).toContain(`| ${name} |`)
})
